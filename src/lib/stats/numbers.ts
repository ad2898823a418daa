/**
 * A series or sample. A missing value (not collected) is NaN, never 0: zero means collected and silent. Functions of
 * this folder read such series and never change them.
 */
export type Numbers = ArrayLike<number>;

/** A span of whole lags, both ends included: {from: -7, to: -1} is the week before. */
export interface LagWindow {
  readonly from: number;
  readonly to: number;
}

/** The value as a record carries it: null where it cannot be computed (NaN). Infinity stays. */
export function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Mean of the values present; NaN where there is none. */
export function mean(values: Numbers): number {
  let total = 0;
  let count = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    total += value;
    count += 1;
  }
  return total / count;
}

/** Running totals of the values present: out[i] is the sum of the first i, so out has one more entry. */
export function runningTotals(values: Numbers): Float64Array {
  const totals = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i += 1) {
    totals[i + 1] = totals[i] + (Number.isNaN(values[i]) ? 0 : values[i]);
  }
  return totals;
}

/** Throws RangeError, with the values, unless both series have the same length. */
export function sameLength(first: Numbers, second: Numbers, names: string): void {
  if (first.length === second.length) return;
  throw new RangeError(`${names} must have the same length; got ${first.length} and ${second.length}`);
}
