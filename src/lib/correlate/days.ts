import { DAY_MS, HOUR_MS } from '../domain/activity.ts';
import type { Numbers } from '../stats/numbers.ts';
import type { Grid, Stretch } from './grid.ts';

/** UTC days of the grid, whole ones first to last. */
export interface Days {
  /** Start of the first day, epoch milliseconds. */
  readonly start: number;
  readonly count: number;
  /** Hour of the grid at which the first day begins. */
  readonly firstHour: number;
  /** Weekday of each day, Monday = 0. */
  readonly dow: Uint8Array;
}

/** The whole UTC days inside a stretch. */
export function wholeDays(grid: Grid, { from, to }: Stretch): Days {
  const first = Math.ceil((grid.start + from * HOUR_MS) / DAY_MS);
  const end = Math.floor((grid.start + to * HOUR_MS) / DAY_MS);
  const count = Math.max(0, end - first);
  // 1 January 1970 was a Thursday.
  const dow = Uint8Array.from({ length: count }, (_, d) => (((first + d + 3) % 7) + 7) % 7);
  return {
    start: first * DAY_MS,
    count,
    firstHour: Math.round((first * DAY_MS - grid.start) / HOUR_MS),
    dow
  };
}

export function isoDay(days: Days, day: number): string {
  return new Date(days.start + day * DAY_MS).toISOString();
}

/** Number of the day that holds an instant; it may lie outside. */
export function dayIndex(days: Days, instant: number): number {
  return Math.floor((instant - days.start) / DAY_MS);
}

/** Sums of two hourly series over each day, over the hours where both are present; NaN with fewer than `least` hours. */
export function dailySums(
  y: Numbers,
  mu: Numbers,
  firstHour: number,
  count: number,
  least = 12
): { readonly y: Float64Array; readonly E: Float64Array } {
  const observed = new Float64Array(count).fill(NaN);
  const expected = new Float64Array(count).fill(NaN);
  for (let day = 0; day < count; day += 1) {
    let hours = 0;
    let sumY = 0;
    let sumE = 0;
    for (let i = firstHour + 24 * day; i < firstHour + 24 * day + 24; i += 1) {
      if (Number.isNaN(y[i]) || Number.isNaN(mu[i])) continue;
      sumY += y[i];
      sumE += mu[i];
      hours += 1;
    }
    if (hours < least) continue;
    observed[day] = sumY;
    expected[day] = sumE;
  }
  return { y: observed, E: expected };
}
