import { COLUMN_PX, type LaneBins, type LaneCounts } from './timeline-bins.ts';
import type { TimelineEvents } from './timeline-events.ts';
import { CERTAIN, HIDDEN, POSSIBLE } from './tally.ts';
import { stackBands, stackMarks, type LaneMark, type LaneOverflow, type LaneRun } from './timeline-stack.ts';
import { laneAt, laneHeight, type TimelineFrame } from './timeline-frame.ts';
import { xOf, type TimeScale } from './timeline-scale.ts';

/** What the lanes draw. */
export interface LaneLayout {
  /** Bands first, then bars, then marks: the order in which they are drawn. */
  readonly marks: readonly LaneMark[];
  /** Stretches of a lane that are drawn as columns of counts: too many events to be drawn one by one. */
  readonly runs: readonly LaneRun[];
  readonly overflow: readonly LaneOverflow[];
  /** Highest count of a column in a run: the scale of all of them; 0 without runs. */
  readonly highest: number;
}

export interface LaneGeometry {
  /** Room of one symbol, CSS pixels. */
  readonly markPx: number;
  /** Sub-rows of each lane, at least 1. */
  readonly subRows: readonly number[];
}

/** A band of more symbols than this has its symbol at its head. */
const LONG_BAND_MARKS = 3;
const DRAWING_ORDER = { band: 0, bar: 1, mark: 2 } as const;

/**
 * Places every shown event: symbols in sub-rows where there is room, else columns or a "+3"; events known to one month
 * or year as one band with their number; a folded lane is columns alone. Nothing that is shown is left out: marks, columns, overflow and bands together
 * are all the shown events of the span.
 */
export function layoutLanes(
  events: TimelineEvents,
  bins: LaneBins,
  counts: LaneCounts,
  states: Uint8Array,
  scale: TimeScale,
  geometry: LaneGeometry,
  folded: readonly boolean[] = []
): LaneLayout {
  const { markPx, subRows } = geometry;
  const room = Math.max(1, Math.floor(scale.width / markPx));
  // A folded lane is columns of counts, however few they are.
  const isFull = Array.from(
    counts.marks,
    (marks, lane) => folded[lane] === true || marks > room * subRows[lane]
  );
  const bands = laneBands(events, counts, scale, markPx);
  const candidates = isFull.every((full) => full)
    ? isFull.map(() => [])
    : laneCandidates(events, bins, states, scale, isFull);
  const marks: LaneMark[] = [];
  const runs: LaneRun[] = [];
  const overflow: LaneOverflow[] = [];
  for (let lane = 0; lane < counts.laneCount; lane++) {
    const stacked = isFull[lane]
      ? { marks: [], runs: [{ lane, first: 0, end: counts.columns }], overflow: [] }
      : stackMarks(candidates[lane], { markPx, subRows: subRows[lane] }, counts.columns);
    for (const band of stackBands(bands[lane], subRows[lane])) {
      // Where there is no room for both, a band of several events has their number and no symbol.
      const isRoomy = band.count === 1 || band.x1 - band.x0 > LONG_BAND_MARKS * markPx;
      marks.push({ ...band, hasSymbol: isRoomy && !isOnRun(band, stacked.runs, markPx) });
    }
    marks.push(...stacked.marks);
    runs.push(...stacked.runs);
    overflow.push(...stacked.overflow);
  }
  marks.sort((a, b) => DRAWING_ORDER[a.shape] - DRAWING_ORDER[b.shape]);
  return { marks, runs, overflow, highest: highestColumn(counts, runs) };
}

function laneCandidates(
  events: TimelineEvents,
  bins: LaneBins,
  states: Uint8Array,
  scale: TimeScale,
  isFull: readonly boolean[]
): LaneMark[][] {
  const candidates: LaneMark[][] = isFull.map(() => []);
  // Bytes instead of booleans, and no look-up of properties: this loop runs over every event of the span.
  const skipped = Uint8Array.from(isFull, Number);
  const { size, event, lane, vague } = bins;
  for (let index = 0; index < size; index++) {
    if (vague[index] > 0 || skipped[lane[index]] === 1) continue;
    const row = event[index];
    if (states[row] !== HIDDEN) {
      candidates[lane[index]].push(markOf(events, row, lane[index], states[row], scale));
    }
  }
  return candidates;
}

/** One band for every month and every year in which shown events of the lane began. */
function laneBands(
  events: TimelineEvents,
  counts: LaneCounts,
  scale: TimeScale,
  markPx: number
): LaneMark[][] {
  const bands: LaneMark[][] = Array.from({ length: counts.laneCount }, () => []);
  counts.bands.forEach((count, slot) => {
    if (count === 0) return;
    const lane = Math.floor(slot / (2 * counts.columns));
    const state = counts.certainBands[slot] > 0 ? CERTAIN : POSSIBLE;
    bands[lane].push(bandOf(events, counts.bandRow[slot], lane, state, count, scale, markPx));
  });
  return bands;
}

function markOf(
  events: TimelineEvents,
  row: number,
  lane: number,
  state: number,
  scale: TimeScale
): LaneMark {
  const x0 = xOf(scale, events.start[row]);
  const x1 = xOf(scale, events.startEnd[row]);
  const middle = (x0 + x1) / 2;
  const common = { row, lane, sub: 0, state, count: 1, hasSymbol: true };
  if (!(events.end[row] > events.startEnd[row])) return { ...common, shape: 'mark', x: middle, x0, x1 };
  // The symbol of an event that began before the span stands at its left edge.
  return { ...common, shape: 'bar', x: Math.max(middle, 0), x0: middle, x1: xOf(scale, events.end[row]) };
}

function bandOf(
  events: TimelineEvents,
  row: number,
  lane: number,
  state: number,
  count: number,
  scale: TimeScale,
  markPx: number
): LaneMark {
  const x0 = xOf(scale, events.start[row]);
  const x1 = xOf(scale, events.startEnd[row]);
  // The symbol stays in sight while part of its band does: at its head, since in the middle it would look like a time.
  const [left, right] = [Math.max(x0, 0), Math.min(x1, scale.width)];
  const x = right - left > LONG_BAND_MARKS * markPx ? left + 0.75 * markPx : (left + right) / 2;
  return { row, lane, sub: 0, shape: 'band', x, x0, x1, state, count, hasSymbol: true };
}

function isOnRun(band: LaneMark, runs: readonly LaneRun[], markPx: number): boolean {
  const [x0, x1] = [band.x - markPx / 2, band.x + markPx];
  return runs.some((run) => run.first * COLUMN_PX < x1 && run.end * COLUMN_PX > x0);
}

function highestColumn(counts: LaneCounts, runs: readonly LaneRun[]): number {
  let highest = 0;
  for (const { lane, first, end } of runs) {
    for (let at = lane * counts.columns + first; at < lane * counts.columns + end; at++) {
      highest = Math.max(highest, counts.certain[at] + counts.possible[at]);
    }
  }
  return highest;
}

/** Where the lanes lie: a TimelineFrame fits. */
export type LaneFrame = LaneGeometry & Pick<TimelineFrame, 'laneTops'>;

/** What the pointer is on in a lane. */
export type LaneHit =
  | { readonly on: 'event'; readonly row: number }
  /** Several events known to the same month or year; `row` is one of them. */
  | { readonly on: 'band'; readonly lane: number; readonly row: number; readonly count: number }
  /** The events of a column; `vague`: how many more are known only to a month or year that covers it. */
  | {
      readonly on: 'column';
      readonly lane: number;
      readonly certain: number;
      readonly possible: number;
      readonly vague: number;
    }
  | { readonly on: 'overflow'; readonly lane: number; readonly count: number };

/** What lies at a point of the lanes, y from the top of the first one; null for nothing. Marks go before bands. */
export function laneHit(
  layout: LaneLayout,
  counts: LaneCounts,
  frame: LaneFrame,
  x: number,
  y: number
): LaneHit | null {
  const lane = laneAt(frame, y);
  if (lane < 0 || lane >= counts.laneCount) return null;
  const over = layout.overflow.find((entry) => entry.lane === lane && x >= entry.x0 && x <= entry.x1);
  if (over !== undefined) return { on: 'overflow', lane, count: over.count };
  const mark = nearestMark(layout, lane, frame, x, y, false);
  if (mark !== null) return { on: 'event', row: mark.row };
  const column = columnHit(layout, counts, lane, x);
  if (column !== null) return column;
  const band = nearestMark(layout, lane, frame, x, y, true);
  if (band === null) return null;
  return band.count === 1
    ? { on: 'event', row: band.row }
    : { on: 'band', lane, row: band.row, count: band.count };
}

/** Sub-row of a mark from the top of its lane. Bands are stacked from the bottom, so that marks stay on top. */
export function subRowOf(mark: Pick<LaneMark, 'lane' | 'shape' | 'sub'>, { subRows }: LaneGeometry): number {
  return mark.shape === 'band' ? subRows[mark.lane] - 1 - mark.sub : mark.sub;
}

/** Middle of a sub-row, from the top of the first lane. */
export function subRowY(lane: number, sub: number, frame: LaneFrame): number {
  const margin = (laneHeight(frame, lane) - 1 - frame.subRows[lane] * frame.markPx) / 2;
  return frame.laneTops[lane] + margin + (sub + 0.5) * frame.markPx;
}

/** Middle of a mark, from the top of the first lane. */
export function markY(mark: Pick<LaneMark, 'lane' | 'shape' | 'sub'>, frame: LaneFrame): number {
  return subRowY(mark.lane, subRowOf(mark, frame), frame);
}

function nearestMark(
  layout: LaneLayout,
  lane: number,
  frame: LaneFrame,
  x: number,
  y: number,
  isBand: boolean
): LaneMark | null {
  let best: LaneMark | null = null;
  let bestDistance = Infinity;
  for (const mark of layout.marks) {
    if (mark.lane !== lane || (mark.shape === 'band') !== isBand) continue;
    const away = Math.abs(mark.x - x);
    const inside =
      mark.shape === 'mark' ? away <= frame.markPx / 2 + 2 : x >= mark.x0 - 2 && x <= mark.x1 + 2;
    if (!inside) continue;
    const distance = Math.abs(markY(mark, frame) - y) * 2 + Math.min(away, 2 * frame.markPx);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = mark;
    }
  }
  return best;
}

function columnHit(layout: LaneLayout, counts: LaneCounts, lane: number, x: number): LaneHit | null {
  const column = Math.min(Math.max(Math.floor(x / COLUMN_PX), 0), counts.columns - 1);
  const isIn = layout.runs.some((run) => run.lane === lane && run.first <= column && column < run.end);
  if (!isIn) return null;
  const at = lane * counts.columns + column;
  const covering = layout.marks.filter(
    (mark) => mark.shape === 'band' && mark.lane === lane && mark.x0 <= x && x < mark.x1
  );
  const vague = covering.reduce((sum, band) => sum + band.count, 0);
  const hit = { certain: counts.certain[at], possible: counts.possible[at], vague };
  return hit.certain + hit.possible > 0 ? { on: 'column', lane, ...hit } : null;
}
