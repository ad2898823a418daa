import type { Numbers } from './numbers.ts';

export const HOURS_IN_WEEK = 168;
export const HOURS_IN_DAY = 24;
export const DAYS_IN_WEEK = 7;

/** Sums per hour of the local week (24 * weekday + hour, Monday = 0): all that a fit without trend needs. */
export interface WeekTable {
  /** Weighted counts. */
  readonly counts: Float64Array;
  /** Weighted exposure, in hours. */
  readonly exposure: Float64Array;
  /** Hours summed. */
  readonly hours: number;
}

/**
 * Sums a series into the week. weights: one per hour, 0 = left out; those left out may be missing (NaN). exposure: share
 * of each hour covered, absent = 1.
 */
export function weekTable(y: Numbers, how: Numbers, weights: Numbers, exposure?: Numbers): WeekTable {
  const counts = new Float64Array(HOURS_IN_WEEK);
  const covered = new Float64Array(HOURS_IN_WEEK);
  let hours = 0;
  for (let i = 0; i < y.length; i += 1) {
    const weight = weights[i];
    if (weight === 0) continue;
    counts[how[i]] += weight * y[i];
    covered[how[i]] += exposure === undefined ? weight : weight * exposure[i];
    hours += 1;
  }
  return { counts, exposure: covered, hours };
}

/** Sums of the table by hour of the day and by day of the week. */
export function margins(cells: Float64Array): { readonly hours: Float64Array; readonly days: Float64Array } {
  const hours = new Float64Array(HOURS_IN_DAY);
  const days = new Float64Array(DAYS_IN_WEEK);
  for (let cell = 0; cell < HOURS_IN_WEEK; cell += 1) {
    hours[cell % HOURS_IN_DAY] += cells[cell];
    days[Math.floor(cell / HOURS_IN_DAY)] += cells[cell];
  }
  return { hours, days };
}
