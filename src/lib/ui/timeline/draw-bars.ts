import type { TimelineBars } from '../../views/timeline-bars.ts';
import type { TimelineGap } from '../../views/timeline-gaps.ts';
import { xOf, type TimeScale } from '../../views/timeline-scale.ts';
import type { UsualBand } from '../../views/timeline-usual.ts';
import { hatch, type Ink } from './canvas.ts';

export interface BarsPicture {
  readonly scale: TimeScale;
  readonly bars: TimelineBars;
  /** What is usual in each bar. */
  readonly band: UsualBand | null;
  readonly stretches: readonly TimelineGap[];
  readonly height: number;
  /** Count at the top of the plot, and the counts with a line. */
  readonly top: number;
  readonly ticks: readonly number[];
}

/** From this width on, bars stand apart; below it they run together into an area with a line on top. */
const APART_PX = 5;
/** A gap is never drawn thinner than this: it must be seen. */
const THINNEST_GAP_PX = 2;

/** Draws counts, gaps and expected band of the visible span. The context draws in CSS pixels from the plot's corner. */
export function drawBars(
  context: CanvasRenderingContext2D,
  picture: BarsPicture,
  ink: Ink,
  ratio: number
): void {
  const { height, scale } = picture;
  const base = height - 0.5;
  context.strokeStyle = ink.grid;
  context.lineWidth = 1;
  context.beginPath();
  for (const tick of picture.ticks) {
    if (tick === 0) continue;
    const y = Math.round(yOf(tick, picture)) + 0.5;
    context.moveTo(0, y);
    context.lineTo(scale.width, y);
  }
  context.stroke();
  drawStretches(context, picture, ink, ratio);
  drawCounts(context, picture, ink, ratio);
  if (picture.band !== null) drawBand(context, picture, picture.band, ink);
  context.strokeStyle = ink.line;
  context.beginPath();
  context.moveTo(0, base);
  context.lineTo(scale.width, base);
  context.stroke();
}

function yOf(count: number, { height, top }: BarsPicture): number {
  return height - 1 - (count / top) * (height - 1);
}

function drawStretches(
  context: CanvasRenderingContext2D,
  { stretches, scale, height }: BarsPicture,
  ink: Ink,
  ratio: number
): void {
  context.fillStyle = hatch(context, ink.muted, ink.rem * 0.4375, 0.75, ratio);
  context.globalAlpha = 0.4;
  for (const stretch of stretches) {
    if (stretch.to <= scale.span.from || stretch.from >= scale.span.to) continue;
    const x0 = Math.max(0, xOf(scale, stretch.from));
    const x1 = Math.min(scale.width, xOf(scale, stretch.to));
    context.fillRect(x0, 0, Math.max(x1 - x0, THINNEST_GAP_PX), height - 1);
  }
  context.globalAlpha = 1;
  writeReasons(context, { stretches, scale, height }, ink);
}

/** The reason in the middle of each stretch that is wide enough for it. */
function writeReasons(
  context: CanvasRenderingContext2D,
  { stretches, scale, height }: Pick<BarsPicture, 'stretches' | 'scale' | 'height'>,
  ink: Ink
): void {
  const size = ink.rem * 0.6875;
  context.font = `${size}px ${ink.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const stretch of stretches) {
    const x0 = Math.max(0, xOf(scale, stretch.from));
    const x1 = Math.min(scale.width, xOf(scale, stretch.to));
    if (x1 - x0 < size * 4) continue;
    const width = context.measureText(stretch.reason).width + size;
    if (width + size > x1 - x0) continue;
    const middle = (x0 + x1) / 2;
    context.fillStyle = ink.surface;
    context.fillRect(middle - width / 2, height / 2 - size * 0.8, width, size * 1.6);
    context.fillStyle = ink.muted;
    context.fillText(stretch.reason, middle, height / 2);
  }
}

/** Goes over the bars with a usual range, in pixels: left, right, and the height of the count. */
function overBand(
  picture: BarsPicture,
  counts: Float64Array,
  draw: (x0: number, x1: number, y: number, at: number) => void
): void {
  const { scale, bars } = picture;
  for (let at = 0; at < counts.length; at++) {
    if (Number.isNaN(counts[at])) continue;
    draw(xOf(scale, bars.edges[at]), xOf(scale, bars.edges[at + 1]), yOf(counts[at], picture), at);
  }
}

/** The middle 80 % and the median, over the bars: behind them they would be hidden. */
function drawBand(context: CanvasRenderingContext2D, picture: BarsPicture, band: UsualBand, ink: Ink): void {
  context.fillStyle = ink.muted;
  context.globalAlpha = 0.3;
  overBand(picture, band.high, (x0, x1, y, at) => {
    context.fillRect(x0, y, x1 - x0, Math.max(1, yOf(band.low[at], picture) - y));
  });
  const line = new Path2D();
  let end = NaN;
  overBand(picture, band.middle, (x0, x1, y) => {
    if (Math.abs(x0 - end) < 0.5) line.lineTo(x0, y);
    else line.moveTo(x0, y);
    line.lineTo(x1, y);
    end = x1;
  });
  // On a rim of the surface, so that it is seen on bars too.
  for (const [colour, width, alpha] of [
    [ink.surface, 2.5, 0.6],
    [ink.text, 1, 0.8]
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.globalAlpha = alpha;
    context.stroke(line);
  }
  context.globalAlpha = 1;
}

function drawCounts(context: CanvasRenderingContext2D, picture: BarsPicture, ink: Ink, ratio: number): void {
  const { bars, scale, height } = picture;
  const size = bars.counts.length;
  const typical =
    scale.width / ((scale.span.to - scale.span.from) / ((bars.edges[size] - bars.edges[0]) / size));
  const apart = typical >= APART_PX;
  const partial: number[] = [];
  const outline = new Path2D();
  let open = false;
  context.fillStyle = ink.accent;
  context.globalAlpha = apart ? 0.82 : 0.4;
  for (let bucket = 0; bucket < size; bucket++) {
    const count = bars.counts[bucket];
    if (Number.isNaN(count)) {
      open = false;
      continue;
    }
    const x0 = snapped(xOf(scale, bars.edges[bucket]), ratio);
    const x1 = snapped(xOf(scale, bars.edges[bucket + 1]), ratio) - (apart ? 1 : 0);
    const y = yOf(count, picture);
    if (open) outline.lineTo(x0, y);
    else outline.moveTo(x0, y);
    outline.lineTo(x1, y);
    open = true;
    if (bars.known[bucket] < 1) partial.push(x0, x1, y);
    else if (count > 0) context.fillRect(x0, Math.min(y, height - 2), x1 - x0, Math.max(height - 1 - y, 1));
  }
  if (partial.length > 0) drawPartial(context, partial, height, ink, ratio);
  context.globalAlpha = 1;
  if (apart) return;
  context.strokeStyle = ink.accent;
  context.lineWidth = 1.25;
  context.lineJoin = 'round';
  context.stroke(outline);
}

/** Buckets that are known in part: a pale bar with stripes, so that its height is not read as a whole. */
function drawPartial(
  context: CanvasRenderingContext2D,
  partial: readonly number[],
  height: number,
  ink: Ink,
  ratio: number
): void {
  const stripes = hatch(context, ink.accent, ink.rem * 0.3125, 1, ratio);
  for (let at = 0; at < partial.length; at += 3) {
    const [x0, x1, y] = [partial[at], partial[at + 1], partial[at + 2]];
    context.fillStyle = ink.surface;
    context.globalAlpha = 1;
    context.fillRect(x0, y, x1 - x0, height - 1 - y);
    context.fillStyle = ink.accent;
    context.globalAlpha = 0.16;
    context.fillRect(x0, y, x1 - x0, height - 1 - y);
    context.fillStyle = stripes;
    context.globalAlpha = 0.8;
    context.fillRect(x0, y, x1 - x0, height - 1 - y);
    context.fillStyle = ink.accent;
    context.globalAlpha = 1;
    context.fillRect(x0, y, x1 - x0, 1);
  }
}

/** To the pixels of the screen, so that bars have sharp edges. */
function snapped(x: number, ratio: number): number {
  return Math.round(x * ratio) / ratio;
}
