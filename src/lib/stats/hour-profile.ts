import { orNull, type Numbers } from './numbers.ts';
import { madSorted, quantileSorted } from './quantiles.ts';
import { HOURS_IN_WEEK } from './week-table.ts';

/** What one hour of the week usually holds, in messages per hour. All but `n` null where n is below the least number. */
export interface HourBin {
  /** Hour of the local week, Monday 00 = 0. */
  readonly how: number;
  readonly n: number;
  readonly median: number | null;
  /** 1.4826 times the median absolute deviation. */
  readonly mad: number | null;
  readonly q10: number | null;
  readonly q25: number | null;
  readonly q75: number | null;
  readonly q90: number | null;
}

/**
 * Profile of the week for display: one bin per hour of the local week, 168 in all. y: messages per hour, NaN = not
 * collected; how: hour of the week of each, 0..167. Throws RangeError for lengths that differ or an hour outside
 * 0..167. Source: specification 1a; quantiles of type 7 (Hyndman & Fan 1996 Am Stat 50:361).
 */
export function hourOfWeekProfile(y: Numbers, how: Numbers, minN = 3): readonly HourBin[] {
  if (y.length !== how.length) throw new RangeError(`y and how differ in length: ${y.length}, ${how.length}`);
  const values: number[][] = Array.from({ length: HOURS_IN_WEEK }, () => []);
  for (let i = 0; i < y.length; i += 1) {
    const bin = values[how[i]];
    if (bin === undefined) throw new RangeError(`An hour of the week lies in 0..167; got ${how[i]}`);
    if (!Number.isNaN(y[i])) bin.push(y[i]);
  }
  return values.map((bin, hour) => hourBin(hour, Float64Array.from(bin).sort(), minN));
}

function hourBin(how: number, sorted: Float64Array, minN: number): HourBin {
  const enough = sorted.length >= minN;
  const quantile = (p: number) => (enough ? orNull(quantileSorted(sorted, p)) : null);
  return {
    how,
    n: sorted.length,
    median: quantile(0.5),
    mad: enough ? orNull(madSorted(sorted)) : null,
    q10: quantile(0.1),
    q25: quantile(0.25),
    q75: quantile(0.75),
    q90: quantile(0.9)
  };
}
