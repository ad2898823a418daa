import { countWithin, nearSurgeDays, type CrossInput } from './near-surges.ts';

export interface KnoxShift {
  /** Count at each shift of the event dates, from 0. */
  readonly nullDistribution: Int32Array;
  readonly observed: number;
  readonly expected: number;
  readonly exceed: number;
  readonly nShifts: number;
  readonly p: number;
  readonly ratio: number | null;
}

/**
 * Sensitivity: moves all event dates by s days (ends joined, lags not) and counts again; p = share of shifts with at
 * least as many. Tests coincidence in time near events, so that national waves do trigger it. eventDays: 0..nDays-1.
 * Source: specification 7c.
 */
export function knoxShift(input: CrossInput, nDays: number): KnoxShift {
  const { eventDays, lags } = input;
  if (!(nDays >= 1)) throw new RangeError(`Shifts need a calendar of at least one day; got ${nDays}`);
  const near = nearSurgeDays(input);
  const nullDistribution = Int32Array.from({ length: nDays }, (_, shift) => {
    let count = 0;
    near.forEach((days, i) => {
      const day = (eventDays[i] + shift) % nDays;
      count += countWithin(days, day + lags.from, day + lags.to);
    });
    return count;
  });
  const observed = nullDistribution.length > 0 ? nullDistribution[0] : 0;
  const expected = nullDistribution.reduce((sum, count) => sum + count, 0) / nDays;
  const exceed = nullDistribution.filter((count) => count >= observed).length;
  return {
    nullDistribution,
    observed,
    expected,
    exceed,
    nShifts: nDays,
    p: exceed / nDays,
    ratio: expected > 0 ? observed / expected : null
  };
}
