import { overdispersedTails } from './counts.ts';
import { referenceFits } from './nb-alarm.ts';
import type { Numbers } from './numbers.ts';

/** Daily counts of many places: place p, day d at index p * days + d; NaN = not collected. */
export interface DailyCounts {
  readonly counts: Numbers;
  readonly places: number;
  readonly days: number;
  /** Weekday of each day, Monday = 0. */
  readonly dow: Numbers;
}

/** What each place and day looks like against the days before; NaN where it was not tested. Same layout as the counts. */
export interface AlarmScan {
  readonly expected: Float64Array;
  readonly phi: Float64Array;
  /** P(X >= y) and P(X <= y). */
  readonly pUpper: Float64Array;
  readonly pLower: Float64Array;
  /** Reference days with a count. */
  readonly nRef: Uint8Array;
  /** Place-days tested. */
  readonly tested: number;
}

export const REFERENCE_DAYS = 56;
export const GUARD_DAYS = 7;
const LEAST_REFERENCE_DAYS = 28;
const LEAST_PER_WEEKDAY = 2;

/**
 * Tests every day of every place against its reference: the 56 days that end a week earlier, by weekday, with one robust
 * pass, negative binomial where phi > 1. Not tested: missing days, fewer than 28 reference days, a weekday seen less than
 * twice, and weekdays on which the place was always silent (nothing can be expected there). `onPlace` is called after
 * each place, for progress or to stop by throwing. Source: Noufaily et al. 2013 Stat Med 32:1206; specification 6a.
 */
export function scanAlarms(input: DailyCounts, onPlace?: (done: number) => void): AlarmScan {
  const { counts, places, days, dow } = input;
  if (counts.length !== places * days || dow.length !== days) {
    throw new RangeError(
      `${places} places of ${days} days need as many counts and weekdays; got ${counts.length}`
    );
  }
  const empty = () => new Float64Array(counts.length).fill(NaN);
  const scan = { expected: empty(), phi: empty(), pUpper: empty(), pLower: empty() };
  const nRef = new Uint8Array(counts.length);
  const y = new Float64Array(days);
  const weekday = Uint8Array.from(dow);
  const fit = referenceFits(REFERENCE_DAYS);
  let tested = 0;
  for (let place = 0; place < places; place += 1) {
    for (let d = 0; d < days; d += 1) y[d] = counts[place * days + d];
    for (let d = LEAST_REFERENCE_DAYS + GUARD_DAYS; d < days; d += 1) {
      if (Number.isNaN(y[d])) continue;
      const reference = fit(y, weekday, Math.max(0, d - GUARD_DAYS - REFERENCE_DAYS), d - GUARD_DAYS);
      if (reference.nRef < LEAST_REFERENCE_DAYS || reference.leastSeen < LEAST_PER_WEEKDAY) continue;
      const expected = reference.expected[weekday[d]];
      if (!(expected > 0)) continue;
      const at = place * days + d;
      scan.expected[at] = expected;
      scan.phi[at] = reference.phi;
      scan.pUpper[at] = y[d] <= 0 ? 1 : overdispersedTails(y[d] - 1, expected, reference.phi).upper;
      scan.pLower[at] = overdispersedTails(y[d], expected, reference.phi).lower;
      nRef[at] = reference.nRef;
      tested += 1;
    }
    onPlace?.(place + 1);
  }
  return { ...scan, nRef, tested };
}
