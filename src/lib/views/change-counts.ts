import type { Bins, Comparison } from './other-weeks.ts';
import type { SumsBefore } from './sum-table.ts';

/** Activity of every place beside what the other weeks saw. Arrays are as long as there are places. */
export interface ChangeCounts {
  /** In the wholly observed bins of the range; NaN where there are none. */
  readonly observed: Float64Array;
  /** Median of the windows; NaN where there are fewer than LEAST_WINDOWS. */
  readonly expected: Float64Array;
  /** The least and the most of the windows; NaN like `expected`. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** How many windows there were. */
  readonly windows: Uint8Array;
}

/** Fewer stretches to compare with tell nothing about what is usual. */
export const LEAST_WINDOWS = 3;

/** Below this many messages, observed and expected together, a ratio is mostly chance: at 20 its standard error is a factor of 1.6. */
export const LEAST_MESSAGES = 20;

export function changeBuffers(places: number): ChangeCounts {
  return {
    observed: new Float64Array(places),
    expected: new Float64Array(places),
    low: new Float64Array(places),
    high: new Float64Array(places),
    windows: new Uint8Array(places)
  };
}

/** Comparisons of all places: the one that most share, and those of places with gaps of their own. */
export interface Comparisons {
  readonly whole: Comparison;
  readonly own: ReadonlyMap<number, Comparison>;
}

/** Sums of a cube. */
export interface CubeSums {
  readonly before: SumsBefore;
  /** Bins of the cube in a bin of the comparisons: 24 where days are compared in hours. */
  readonly factor: number;
}

/** Counts the range and its windows at every place, into `out`. Runs on every brush move. */
export function countChange(sums: CubeSums, { whole, own }: Comparisons, out: ChangeCounts): void {
  const shared = planOf(whole, sums);
  const others = new Map([...own].map(([place, comparison]) => [place, planOf(comparison, sums)]));
  for (let place = 0; place < out.windows.length; place++) {
    const plan = others.size === 0 ? shared : (others.get(place) ?? shared);
    countPlace(sums.before, place, plan, out);
  }
}

/** A comparison in rows: pairs of end and first, of the range and of each window. */
interface Plan {
  readonly rows: Uint32Array;
  /** Pairs of a stretch. */
  readonly pairs: number;
  readonly windows: number;
  readonly times: number;
  readonly range: Uint32Array;
  /** Room for the sums of the windows. */
  readonly sorted: Float64Array;
}

function planOf({ pieces, windows, times }: Comparison, { before, factor }: CubeSums): Plan {
  const rowsOf = (stretch: readonly Bins[]) =>
    stretch.flatMap(({ first, end }) => [before.row(end * factor), before.row(first * factor)]);
  return {
    rows: Uint32Array.from(windows.flatMap(rowsOf)),
    pairs: windows[0]?.length ?? 0,
    windows: windows.length,
    times,
    range: Uint32Array.from(rowsOf(pieces)),
    sorted: new Float64Array(windows.length)
  };
}

function countPlace(before: SumsBefore, place: number, plan: Plan, out: ChangeCounts): void {
  const { rows, pairs, windows, times, range, sorted } = plan;
  out.windows[place] = windows;
  out.observed[place] = range.length === 0 ? NaN : sumOf(before, place, range, 0, range.length);
  if (windows < LEAST_WINDOWS) {
    out.expected[place] = out.low[place] = out.high[place] = NaN;
    return;
  }
  for (let index = 0; index < windows; index++) {
    insert(sorted, index, sumOf(before, place, rows, index * pairs * 2, (index + 1) * pairs * 2));
  }
  const last = windows - 1;
  out.expected[place] = ((sorted[last >> 1] + sorted[(last + 1) >> 1]) / 2) * times;
  out.low[place] = sorted[0] * times;
  out.high[place] = sorted[last] * times;
}

/** Adds a value to the first `count` sorted ones. */
function insert(sorted: Float64Array, count: number, value: number): void {
  let at = count;
  while (at > 0 && sorted[at - 1] > value) {
    sorted[at] = sorted[at - 1];
    at--;
  }
  sorted[at] = value;
}

function sumOf(before: SumsBefore, place: number, rows: Uint32Array, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 2) {
    sum += before.sum(place, rows[at]) - before.sum(place, rows[at + 1]);
  }
  return sum;
}
