import { addUnits, type TimeUnit } from '../time/calendar.ts';
import { stepMs, stepNext, stepStart, type Step } from '../time/steps.ts';
import type { Range } from '../domain/range.ts';

/** Where the ends of a selection may stand: at the starts of the steps of a zone. */
export interface SnapGrid extends Step {
  readonly zone: string;
}

/** `bucket`: the bars on the screen; `whole`: what the axis is labelled with; `free`: whole minutes. */
export type SnapMode = 'bucket' | 'whole' | 'free';

const COARSER: Readonly<Record<TimeUnit, TimeUnit>> = {
  minute: 'hour',
  hour: 'day',
  day: 'week',
  week: 'month',
  month: 'year',
  year: 'year'
};

/**
 * The grid of a mode. `bars` is the grid of the bars, `ticks` the distance of the labels of the axis; where that is no
 * longer than a bar, the next longer unit. Units coarser than the bars follow the calendar of `zone`.
 */
export function snapGrid(bars: SnapGrid, mode: SnapMode, ticks: Step, zone: string): SnapGrid {
  if (mode === 'free') return { unit: 'minute', count: 1, zone: 'UTC' };
  if (mode === 'bucket') return bars;
  const coarse = stepMs(ticks) > stepMs(bars) ? ticks : { unit: COARSER[bars.unit], count: 1 };
  return { ...coarse, zone: bars.unit === 'hour' ? zone : bars.zone };
}

export function snapDown(time: number, grid: SnapGrid): number {
  return stepStart(time, grid, grid.zone);
}

export function snapUp(time: number, grid: SnapGrid): number {
  const down = snapDown(time, grid);
  return down === time ? time : stepNext(time, grid, grid.zone);
}

export function snapNear(time: number, grid: SnapGrid): number {
  const down = snapDown(time, grid);
  const up = stepNext(time, grid, grid.zone);
  return time - down < up - time ? down : up;
}

/** What the hand does: draw a new selection from `anchor`, drag one end while the other is `fixed`, or move `origin`. */
export type BrushGesture =
  | { readonly kind: 'select'; readonly anchor: number }
  | { readonly kind: 'resize'; readonly fixed: number }
  | { readonly kind: 'move'; readonly origin: Range; readonly grabbed: number };

/**
 * The selection while the hand is at `time`: never empty, inside the bounds, ends on the grid (or the bounds). A new
 * selection takes every unit it touches; an end goes to the nearest edge and may cross the other; a move keeps the
 * number of units.
 */
export function brushRange(gesture: BrushGesture, time: number, grid: SnapGrid, bounds: Range): Range {
  const at = Math.min(Math.max(time, bounds.from), bounds.to);
  if (gesture.kind === 'move') return movedRange(gesture.origin, at - gesture.grabbed, grid, bounds);
  if (gesture.kind === 'select') {
    const anchor = Math.min(Math.max(gesture.anchor, bounds.from), bounds.to);
    return insideBounds(
      snapDown(Math.min(anchor, at), grid),
      snapUp(Math.max(anchor, at), grid),
      grid,
      bounds
    );
  }
  const end = nearestEdge(at, grid, bounds);
  return insideBounds(Math.min(end, gesture.fixed), Math.max(end, gesture.fixed), grid, bounds);
}

/** The nearest edge of the grid, or the bound where that is nearer than any edge inside. */
function nearestEdge(time: number, grid: SnapGrid, bounds: Range): number {
  return Math.min(Math.max(snapNear(time, grid), bounds.from), bounds.to);
}

function insideBounds(from: number, to: number, grid: SnapGrid, bounds: Range): Range {
  const end = to > from ? to : stepNext(from, grid, grid.zone);
  const kept = { from: Math.max(from, bounds.from), to: Math.min(end, bounds.to) };
  if (kept.from < kept.to) return kept;
  // At the very end of the bounds: the last unit.
  return { from: Math.max(snapDown(bounds.to - 1, grid), bounds.from), to: bounds.to };
}

function movedRange(origin: Range, byMs: number, grid: SnapGrid, bounds: Range): Range {
  const length = origin.to - origin.from;
  const wanted = Math.min(Math.max(origin.from + byMs, bounds.from), bounds.to - length);
  // The bounds themselves can be reached, on the grid or not.
  if (wanted === bounds.from || wanted === bounds.to - length) return { from: wanted, to: wanted + length };
  const from = Math.max(snapNear(wanted, grid), bounds.from);
  // Ends that stood on the grid stay on it: a day moved over a daylight-saving switch stays a day.
  const isOnGrid = snapDown(origin.from, grid) === origin.from && snapDown(origin.to, grid) === origin.to;
  const to = isOnGrid ? snapNear(from + length, grid) : from + length;
  return to <= bounds.to ? { from, to } : { from: bounds.to - length, to: bounds.to };
}

/** The range moved by whole units of the grid, as far as the bounds allow; its own local times of day are kept. */
export function stepRange(range: Range, steps: number, grid: SnapGrid, bounds: Range): Range {
  const from = addUnits(range.from, grid.unit, steps * grid.count, grid.zone);
  const to = addUnits(range.to, grid.unit, steps * grid.count, grid.zone);
  const length = range.to - range.from;
  if (from < bounds.from) return { from: bounds.from, to: Math.min(bounds.from + length, bounds.to) };
  if (to > bounds.to) return { from: Math.max(bounds.to - length, bounds.from), to: bounds.to };
  return { from, to };
}

/** The next edge of the grid after the time (or before it, for a negative direction). */
export function stepEdge(time: number, direction: 1 | -1, grid: SnapGrid): number {
  return direction > 0 ? stepNext(time, grid, grid.zone) : snapDown(time - 1, grid);
}
