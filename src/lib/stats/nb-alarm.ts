import { anscombeResidual, REWEIGHT_FROM } from './anscombe.ts';
import { overdispersedQuantile, overdispersedTails } from './counts.ts';
import type { Numbers } from './numbers.ts';
import { DAYS_IN_WEEK } from './week-table.ts';

export interface DayReference {
  /** Expected messages per weekday (Monday first); NaN for a weekday never seen. */
  readonly expected: Float64Array;
  /** max(1, phi). */
  readonly phi: number;
  /** Reference days with a count. */
  readonly nRef: number;
  /** Least number of days that any weekday was seen on. */
  readonly leastSeen: number;
}

/**
 * Usual level per weekday out of reference days: quasi-Poisson on the day of the week (closed form) with one pass that
 * takes weight from outlying days. y: counts per day, NaN = missing; dow: weekday of each, Monday = 0; days from..to-1
 * are used. Sources: Farrington et al. 1996 JRSS A 159:547; Noufaily et al. 2013 Stat Med 32:1206; specification 6a.
 */
export function dayReference(
  y: Numbers,
  dow: Numbers,
  from: number,
  to: number,
  threshold = REWEIGHT_FROM
): DayReference {
  const days = new Float64Array(DAYS_IN_WEEK);
  const sums = new Float64Array(DAYS_IN_WEEK);
  let nRef = 0;
  for (let d = from; d < to; d += 1) {
    if (Number.isNaN(y[d])) continue;
    days[dow[d]] += 1;
    sums[dow[d]] += y[d];
    nRef += 1;
  }
  const levels = days.reduce((count, seen) => count + (seen > 0 ? 1 : 0), 0);
  const df = nRef - levels;
  const plain = sums.map((sum, k) => sum / days[k]);
  const roughPhi = dispersion(y, dow, from, to, plain, null, df);
  const leastSeen = Math.min(...days);
  const weights = farDayWeights(y, dow, from, to, { days, plain, phi: roughPhi, threshold });
  if (weights === null) return { expected: plain, phi: roughPhi, nRef, leastSeen };
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const weighted = new Float64Array(DAYS_IN_WEEK);
  const counts = new Float64Array(DAYS_IN_WEEK);
  for (let d = from; d < to; d += 1) {
    if (Number.isNaN(y[d])) continue;
    const weight = (weights[d - from] *= nRef / total);
    weighted[dow[d]] += weight;
    counts[dow[d]] += weight * y[d];
  }
  const expected = counts.map((count, k) => count / weighted[k]);
  const phi = dispersion(y, dow, from, to, expected, weights, df);
  return { expected, phi, nRef, leastSeen };
}

interface RoughReference {
  /** Days seen and their mean count, per weekday. */
  readonly days: Float64Array;
  readonly plain: Float64Array;
  readonly phi: number;
  readonly threshold: number;
}

/** Weight of each reference day (0 = missing), not yet rescaled; null where none is far off, so that all weigh 1. */
function farDayWeights(
  y: Numbers,
  dow: Numbers,
  from: number,
  to: number,
  { days, plain, phi, threshold }: RoughReference
): Float64Array | null {
  let weights: Float64Array | null = null;
  const scales = plain.map((mu, k) => 1 / Math.sqrt(mu * phi * (1 - 1 / days[k])));
  for (let d = from; d < to; d += 1) {
    const k = dow[d];
    // |Anscombe| is at most 1.5 |Pearson| for any count, so that most days need no root. Missing days fail here.
    if (!(1.5 * Math.abs(y[d] - plain[k]) * scales[k] > threshold)) continue;
    const residual = anscombeResidual(y[d], plain[k], phi, 1 / days[k]);
    if (!(Math.abs(residual) > threshold)) continue;
    weights ??= Float64Array.from({ length: to - from }, (_, i) => (Number.isNaN(y[from + i]) ? 0 : 1));
    weights[d - from] = residual ** -2;
  }
  return weights;
}

/** max(1, sum w (y - mu)^2/mu / df); 1 without degrees of freedom. */
function dispersion(
  y: Numbers,
  dow: Numbers,
  from: number,
  to: number,
  expected: Float64Array,
  weights: Float64Array | null,
  df: number
): number {
  let sum = 0;
  for (let d = from; d < to; d += 1) {
    const mu = expected[dow[d]];
    if (Number.isNaN(y[d]) || !(mu > 0)) continue;
    sum += ((weights === null ? 1 : weights[d - from]) * (y[d] - mu) ** 2) / mu;
  }
  return df > 0 ? Math.max(1, sum / df) : 1;
}

export interface DayLimits {
  readonly lower: number;
  readonly upper: number;
}

/** Quantiles alpha and 1 - alpha of counts with this mean and dispersion. lower 0: no silence can be seen. */
export function dayLimits(expected: number, phi: number, alpha: number): DayLimits {
  return {
    lower: overdispersedQuantile(alpha, expected, phi),
    upper: overdispersedQuantile(1 - alpha, expected, phi)
  };
}

export interface DayAlarm extends DayLimits {
  readonly expected: number;
  readonly phi: number;
  /** P(X >= y) and P(X <= y) under the reference. */
  readonly pUpper: number;
  readonly pLower: number;
  readonly surge: boolean;
  readonly silence: boolean;
  /** (y - expected)/(upper - expected), 1 at the limit; null where the limit is not above the expected count. */
  readonly exceedance: number | null;
}

/** Judges one day's count against its expected count and dispersion. Source: specification 6a. */
export function dayAlarm(y: number, expected: number, phi: number, alpha = 0.001): DayAlarm {
  const { lower, upper } = dayLimits(expected, phi, alpha);
  return {
    expected,
    phi,
    lower,
    upper,
    pUpper: y <= 0 ? 1 : overdispersedTails(y - 1, expected, phi).upper,
    pLower: overdispersedTails(y, expected, phi).lower,
    surge: y > upper,
    silence: y < lower,
    exceedance: upper > expected ? (y - expected) / (upper - expected) : null
  };
}
