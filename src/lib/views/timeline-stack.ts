import { COLUMN_PX } from './timeline-bins.ts';

/** One thing drawn in a lane. Pixels from the left of the plot. */
export interface LaneMark {
  /** Row of the event table; of a band of several events the first. */
  readonly row: number;
  readonly lane: number;
  /** Sub-row inside the lane: marks and bars from the top (0), bands from the bottom (0). */
  readonly sub: number;
  /** `mark`: a symbol; `bar`: an event that lasts; `band`: the month or year in which events began. */
  readonly shape: 'mark' | 'bar' | 'band';
  /** Middle of the symbol. */
  readonly x: number;
  /** The interval in which the start lies; for a bar, from the start to the end. */
  readonly x0: number;
  readonly x1: number;
  readonly state: number;
  /** Events it stands for: more than 1 only for bands. */
  readonly count: number;
  /** False for a band whose symbol would lie on columns of counts. */
  readonly hasSymbol: boolean;
}

/** Columns [first, end) of a lane that are drawn as counts. */
export interface LaneRun {
  readonly lane: number;
  readonly first: number;
  readonly end: number;
}

/** A few events that found no room in their lane, and where their number is written. */
export interface LaneOverflow {
  readonly lane: number;
  readonly x0: number;
  readonly x1: number;
  readonly count: number;
}

/** Symbols may cover each other by this share and still be told apart. */
const OVERLAP = 0.5;
/** Up to this many events without room are written as a number; more make columns of the whole crowd. */
const MOST_OVERFLOW = 2;
/** Room of a "+2" in symbols. */
const OVERFLOW_MARKS = 1.6;

/**
 * Stacks the marks and bars of one lane from the left, each in the first sub-row with room; a mark may stand anywhere
 * in the interval in which its start is known to lie. Crowds (marks without space between them) with too many events
 * become columns.
 */
export function stackMarks(
  candidates: readonly LaneMark[],
  { markPx, subRows }: { readonly markPx: number; readonly subRows: number },
  columns: number
): { readonly marks: LaneMark[]; readonly runs: LaneRun[]; readonly overflow: LaneOverflow[] } {
  const marks: LaneMark[] = [];
  const runs: LaneRun[] = [];
  const overflow: LaneOverflow[] = [];
  const sorted = spread(candidates, markPx * (1 - OVERLAP), subRows);
  const ends = new Float64Array(subRows).fill(-Infinity);
  let begin = 0;
  while (begin < sorted.length) {
    let end = begin + 1;
    while (end < sorted.length && sorted[end].x - sorted[end - 1].x < markPx) end++;
    const crowd = sorted.slice(begin, end);
    begin = end;
    const before = ends.slice();
    const { placed, left } = place(crowd, markPx * (1 - OVERLAP), ends);
    if (left.length > MOST_OVERFLOW) {
      ends.set(before);
      // Columns stand where the events are, whatever place a mark would have been given.
      runs.push({
        lane: crowd[0].lane,
        first: columnOf(crowd[0].x, columns),
        end: columnOf(crowd[crowd.length - 1].x, columns) + 1
      });
      continue;
    }
    marks.push(...placed);
    if (left.length > 0) {
      const x0 = Math.max(...placed.map((mark) => mark.x)) + markPx / 2;
      overflow.push({ lane: crowd[0].lane, x0, x1: x0 + markPx * OVERFLOW_MARKS, count: left.length });
    }
  }
  return { marks, runs, overflow };
}

/**
 * In order of x; marks that share one interval (a day, say) stand side by side in it, in the order of their rows, where
 * the interval is wide enough for two or more.
 */
function spread(candidates: readonly LaneMark[], room: number, subRows: number): LaneMark[] {
  const sorted = [...candidates].sort((a, b) => a.x - b.x || a.x0 - b.x0 || a.row - b.row);
  let begin = 0;
  while (begin < sorted.length) {
    const { x0, x1, shape } = sorted[begin];
    let end = begin + 1;
    while (end < sorted.length && sorted[end].x0 === x0 && sorted[end].x1 === x1) end++;
    const places = Math.min(Math.floor((x1 - x0) / room), Math.ceil((end - begin) / subRows));
    if (shape === 'mark' && places > 1) {
      for (let index = begin; index < end; index++) {
        const place = Math.min(Math.floor((index - begin) / subRows), places - 1);
        const shift = (place + 0.5 - places / 2) * room;
        sorted[index] = { ...sorted[index], x: (x0 + x1) / 2 + shift };
      }
    }
    begin = end;
  }
  return sorted.sort((a, b) => a.x - b.x || a.row - b.row);
}

function columnOf(x: number, columns: number): number {
  return Math.min(Math.max(Math.floor(x / COLUMN_PX), 0), columns - 1);
}

function place(
  crowd: readonly LaneMark[],
  room: number,
  ends: Float64Array
): { placed: LaneMark[]; left: LaneMark[] } {
  const placed: LaneMark[] = [];
  const left: LaneMark[] = [];
  for (const mark of crowd) {
    const begin = mark.x - room / 2;
    let sub = ends.findIndex((end) => end <= begin);
    let shift = 0;
    if (sub < 0) {
      sub = ends.reduce((best, end, index) => (end < ends[best] ? index : best), 0);
      shift = ends[sub] - begin;
      if (mark.shape === 'bar' || mark.x + shift + room / 2 > mark.x1) {
        left.push(mark);
        continue;
      }
    }
    const reach = mark.shape === 'bar' ? Math.max(mark.x1, mark.x + room / 2) : mark.x + shift + room / 2;
    ends[sub] = reach;
    placed.push({ ...mark, sub, x: mark.x + shift });
  }
  return { placed, left };
}

/** Stacks the bands of one lane from the bottom; those without room lie over the others, which they let through. */
export function stackBands(bands: readonly LaneMark[], subRows: number): LaneMark[] {
  const ends = new Float64Array(subRows).fill(-Infinity);
  // Longer ones first, so that a month lies over its year and not under it.
  const sorted = [...bands].sort((a, b) => b.x1 - b.x0 - (a.x1 - a.x0) || a.x0 - b.x0);
  const byStart = [...sorted].sort((a, b) => a.x0 - b.x0);
  const subs = new Map<LaneMark, number>();
  for (const band of byStart) {
    const free = ends.findIndex((end) => end <= band.x0 + 0.5);
    const sub = free < 0 ? 0 : free;
    ends[sub] = Math.max(ends[sub], band.x1);
    subs.set(band, sub);
  }
  return sorted.map((band) => ({ ...band, sub: subs.get(band) ?? 0 }));
}
