import { cholesky, inverse } from './cholesky.ts';
import type { BaselineModel } from './week-fit.ts';
import { DAYS_IN_WEEK, HOURS_IN_DAY, HOURS_IN_WEEK } from './week-table.ts';

/** The two columns of the design matrix in which an hour of the week has a 1 (equal where it has only one). */
export interface WeekDesign {
  readonly columns: number;
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

const HOURS = Uint8Array.from({ length: HOURS_IN_WEEK }, (_, cell) => cell);
const HOURS_OF_DAY = HOURS.map((cell) => cell % HOURS_IN_DAY);
const DAYS = HOURS.map((cell) => HOURS_IN_DAY + Math.floor(cell / HOURS_IN_DAY));
const NONE = new Uint8Array(HOURS_IN_WEEK);

/** Design of the week's shape without an intercept: levels are columns; one is redundant in `hod+dow`. */
export function weekDesign(model: BaselineModel): WeekDesign {
  if (model === 'how') return { columns: HOURS_IN_WEEK, first: HOURS, second: HOURS };
  if (model === 'level') return { columns: 1, first: NONE, second: NONE };
  return { columns: HOURS_IN_DAY + DAYS_IN_WEEK, first: HOURS_OF_DAY, second: DAYS };
}

/**
 * Variance of the log rate of each hour of the week under unit dispersion: x' (X'WX)^-1 x. expected: weighted expected
 * counts per hour of the week. The leverage (hat value) of one hour is its weight times its expected count times this.
 * NaN where the hour of the week was never fitted.
 */
export function weekVariance(expected: Float64Array, model: BaselineModel): Float64Array {
  if (model === 'how') return expected.map((count) => (count > 0 ? 1 / count : NaN));
  if (model === 'level') {
    const total = expected.reduce((sum, count) => sum + count, 0);
    return new Float64Array(HOURS_IN_WEEK).fill(1 / total);
  }
  const { columns, first, second } = weekDesign(model);
  const information = new Float64Array(columns * columns);
  for (let cell = 0; cell < HOURS_IN_WEEK; cell += 1) {
    const count = expected[cell];
    if (!(count > 0)) continue;
    information[first[cell] * columns + first[cell]] += count;
    information[second[cell] * columns + second[cell]] += count;
    information[second[cell] * columns + first[cell]] += count;
  }
  const covariance = inverse(cholesky(information, columns));
  return HOURS_FLOAT.map((cell) => {
    const a = first[cell];
    const b = second[cell];
    return covariance[a * columns + a] + 2 * covariance[a * columns + b] + covariance[b * columns + b];
  });
}

const HOURS_FLOAT = Float64Array.from(HOURS);
