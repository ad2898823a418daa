import type { Numbers } from './numbers.ts';
import { quantileSorted, sortedPresent } from './quantiles.ts';

/** Standardised residuals of one region and its events. */
export interface EventSeries {
  /** One value per hour (or day), NaN = missing. */
  readonly r: Numbers;
  /** Index of the hour in which each event begins. */
  readonly events: ArrayLike<number>;
  /** Observed and expected messages, for the ratio beside the statistic. */
  readonly y?: Numbers;
  readonly mu?: Numbers;
}

/**
 * Mean over all events of r at (event + u) mod n, for every u: the composite of any shift is read off it. NaN where no
 * event has a value.
 */
export function circularMeans(series: readonly EventSeries[], n: number): Float64Array {
  const sums = new Float64Array(n);
  const counts = new Int32Array(n);
  for (const { r, events } of series) {
    for (const event of Array.from(events)) {
      let at = ((event % n) + n) % n;
      for (let u = 0; u < n; u += 1) {
        const value = r[at];
        if (!Number.isNaN(value)) {
          sums[u] += value;
          counts[u] += 1;
        }
        at = at + 1 === n ? 0 : at + 1;
      }
    }
  }
  return sums.map((sum, u) => (counts[u] > 0 ? sum / counts[u] : NaN));
}

/**
 * Mean of g over the lags from..to (ends joined) for every shift by a multiple of `step`; lags without a value are
 * skipped. NaN where there is none.
 */
export function slidingMean(g: Numbers, from: number, to: number, step: number): Float64Array {
  const n = g.length;
  const means = new Float64Array(Math.floor(n / step));
  for (let shift = 0; shift < means.length; shift += 1) {
    let sum = 0;
    let count = 0;
    let at = (((shift * step + from) % n) + n) % n;
    for (let lag = from; lag <= to; lag += 1) {
      if (!Number.isNaN(g[at])) {
        sum += g[at];
        count += 1;
      }
      at = at + 1 === n ? 0 : at + 1;
    }
    means[shift] = sum / count;
  }
  return means;
}

/**
 * Quantiles alpha/2 and 1 - alpha/2 of g over the shifts. Shifts by `step` reach every step-th value only, so there is
 * one band per lag modulo step.
 */
export function distinctBands(
  g: Numbers,
  step: number,
  alpha: number
): readonly { readonly lo: number; readonly hi: number }[] {
  return Array.from({ length: step }, (_, residue) => {
    const reached = Float64Array.from(g).filter((_value, u) => u % step === residue);
    const sorted = sortedPresent(reached);
    return { lo: quantileSorted(sorted, alpha / 2), hi: quantileSorted(sorted, 1 - alpha / 2) };
  });
}
