import type { TimelineBars } from '../../views/timeline-bars.ts';
import { xOf, type TimeScale } from '../../views/timeline-scale.ts';
import type { Ink } from './canvas.ts';

export interface OverviewPicture {
  /** The whole case. */
  readonly scale: TimeScale;
  readonly height: number;
  /** Activity of the whole case; null where there is none, and then the events are drawn. */
  readonly bars: TimelineBars | null;
  /** Shown events by column of `columnPx` pixels. */
  readonly events: Uint32Array;
  readonly columnPx: number;
}

/** Height of the row of event ticks under the activity, share of the strip. */
const EVENTS_SHARE = 0.28;

/** Draws the whole case in a strip: activity as an area, events as ticks whose strength is their number. */
export function drawOverview(context: CanvasRenderingContext2D, picture: OverviewPicture, ink: Ink): void {
  const { bars, scale, height, events, columnPx } = picture;
  const most = events.reduce((highest, count) => Math.max(highest, count), 0);
  const foot = bars === null ? 0 : height * (1 - EVENTS_SHARE);
  context.fillStyle = ink.text;
  events.forEach((count, column) => {
    if (count === 0) return;
    context.globalAlpha = 0.25 + 0.65 * (Math.log1p(count) / Math.log1p(most));
    context.fillRect(column * columnPx, foot + 1, columnPx - 0.5, height - foot - 1);
  });
  if (bars === null) return;
  context.fillStyle = ink.accent;
  context.globalAlpha = 0.55;
  for (let bucket = 0; bucket < bars.counts.length; bucket++) {
    const share = bars.counts[bucket] / bars.highest;
    if (!(share > 0)) continue;
    const x0 = xOf(scale, bars.edges[bucket]);
    const tall = Math.max(1, share * (foot - 2));
    context.fillRect(x0, foot - tall, xOf(scale, bars.edges[bucket + 1]) - x0, tall);
  }
  context.globalAlpha = 1;
}
