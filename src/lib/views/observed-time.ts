import type { Range } from '../domain/range.ts';
import { binsOf } from './activity-cube.ts';
import type { Observation } from './collection.ts';

/** How many milliseconds of [from, to) were observed. */
export type ObservedTime = (from: number, to: number) => number;

/** Adds up the observed periods (in order of time, not overlapping) once, so that any span is two binary searches. */
export function observedTime(periods: readonly Range[]): ObservedTime {
  const starts = Float64Array.from(periods, ({ from }) => from);
  const sums = new Float64Array(periods.length + 1);
  periods.forEach(({ from, to }, index) => (sums[index + 1] = sums[index] + (to - from)));
  const before = (instant: number): number => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (starts[middle] < instant) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return 0;
    const { from, to } = periods[low - 1];
    return sums[low - 1] + Math.min(instant, to) - from;
  };
  return (from, to) => (from < to ? before(to) - before(from) : 0);
}

/** Observed time of every place: the clock that most share, and those of the places with gaps of their own. */
export interface ObservedClocks {
  readonly whole: ObservedTime;
  readonly own: ReadonlyMap<number, ObservedTime>;
}

export function observedClocks({ whole, own }: Observation): ObservedClocks {
  return {
    whole: observedTime(whole),
    own: new Map([...own].map(([place, periods]) => [place, observedTime(periods)]))
  };
}

/**
 * Units of observed time of every place in the bins that begin in the range, written to `out`. unitMs: an hour, or a day.
 */
export function unitsInRange(
  clocks: ObservedClocks,
  span: { readonly range: Range; readonly binMs: number; readonly unitMs: number },
  out: Float64Array
): void {
  const { first, end } = binsOf(span.range, span.binMs);
  const unitsOf = (clock: ObservedTime) => clock(first * span.binMs, end * span.binMs) / span.unitMs;
  out.fill(unitsOf(clocks.whole));
  for (const [place, clock] of clocks.own) out[place] = unitsOf(clock);
}
