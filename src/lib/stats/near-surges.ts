import type { DistanceKm } from './distance.ts';
import type { LagWindow, Numbers } from './numbers.ts';

/** Events against surges: when, and how far apart. */
export interface CrossInput {
  /** Day of each event and of each surge's onset. */
  readonly eventDays: Numbers;
  readonly surgeDays: Numbers;
  /** km between event i and surge j. */
  readonly distance: DistanceKm;
  readonly epsS: number;
  /** Days after the event within which a surge counts, both ends included. */
  readonly lags: LagWindow;
}

/** Onset days, ascending, of the surges within epsS of the place of each event. */
export function nearSurgeDays({ eventDays, surgeDays, distance, epsS }: CrossInput): readonly Float64Array[] {
  return Array.from({ length: eventDays.length }, (_, i) => {
    const days: number[] = [];
    for (let j = 0; j < surgeDays.length; j += 1) if (distance(i, j) <= epsS) days.push(surgeDays[j]);
    return Float64Array.from(days).sort();
  });
}

/** How many of the days lie in [from, to], both included; days ascending. */
export function countWithin(days: Float64Array, from: number, to: number): number {
  return position(days, (day) => day > to) - position(days, (day) => day >= from);
}

/** Index of the first value for which the test holds. */
function position(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
