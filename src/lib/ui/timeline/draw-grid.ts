import type { Range } from '../../domain/range.ts';
import type { Tick } from '../../time/ticks.ts';
import { xOf, type TimeScale } from '../../views/timeline-scale.ts';
import type { Ink } from './canvas.ts';

export interface GridPicture {
  readonly scale: TimeScale;
  readonly ticks: readonly Tick[];
  readonly nights: readonly Range[];
  readonly height: number;
}

/** Draws what lies behind everything: nights, and a line at each label of the axis. */
export function drawGrid(
  context: CanvasRenderingContext2D,
  { scale, ticks, nights, height }: GridPicture,
  ink: Ink
): void {
  context.fillStyle = ink.muted;
  context.globalAlpha = 0.06;
  for (const night of nights) {
    const x0 = xOf(scale, night.from);
    context.fillRect(x0, 0, xOf(scale, night.to) - x0, height);
  }
  context.globalAlpha = 1;
  for (const tick of ticks) {
    context.fillStyle = tick.major ? ink.line : ink.grid;
    context.fillRect(Math.round(xOf(scale, tick.at)), 0, 1, height);
  }
}
