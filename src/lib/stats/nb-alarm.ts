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

/** Fits the reference of one day after the other. */
export type FitReference = (
  y: Numbers,
  dow: Numbers,
  from: number,
  to: number,
  threshold?: number
) => DayReference;

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
  return referenceFits(to - from)(y, dow, from, to, threshold);
}

/**
 * `dayReference` for scans of 150,000 place-days: nothing is allocated from fit to fit, so each answer holds until the
 * next. most: reference days at most.
 */
export function referenceFits(most: number): FitReference {
  const count = new Float64Array(most);
  const weekday = new Uint8Array(most);
  const weight = new Float64Array(most);
  const days = new Float64Array(DAYS_IN_WEEK);
  const sums = new Float64Array(DAYS_IN_WEEK);
  const expected = new Float64Array(DAYS_IN_WEEK);
  const scale = new Float64Array(DAYS_IN_WEEK);
  const fitted = { expected, phi: 1, nRef: 0, leastSeen: 0 };
  let n = 0;

  /** Reads the days present (what follows sees no others) and their level per weekday. */
  function read(y: Numbers, dow: Numbers, from: number, to: number): void {
    n = 0;
    days.fill(0);
    sums.fill(0);
    for (let d = from; d < to; d += 1) {
      const value = y[d];
      if (Number.isNaN(value)) continue;
      const k = dow[d];
      count[n] = value;
      weekday[n] = k;
      days[k] += 1;
      sums[k] += value;
      n += 1;
    }
    for (let k = 0; k < DAYS_IN_WEEK; k += 1) expected[k] = sums[k] / days[k];
  }

  /** Level per weekday where some days weigh less. */
  function weightedLevel(): void {
    days.fill(0);
    sums.fill(0);
    for (let i = 0; i < n; i += 1) {
      days[weekday[i]] += weight[i];
      sums[weekday[i]] += weight[i] * count[i];
    }
    for (let k = 0; k < DAYS_IN_WEEK; k += 1) expected[k] = sums[k] / days[k];
  }

  /** max(1, sum w (y - mu)^2/mu / df); 1 without degrees of freedom. */
  function dispersion(isWeighted: boolean, df: number): number {
    let sum = 0;
    for (let i = 0; i < n; i += 1) {
      const mu = expected[weekday[i]];
      if (!(mu > 0)) continue;
      const off = count[i] - mu;
      sum += ((isWeighted ? weight[i] : 1) * (off * off)) / mu;
    }
    return df > 0 ? Math.max(1, sum / df) : 1;
  }

  /** Gives days beyond the threshold less weight, all rescaled to sum to n; false where none is, so that all weigh 1. */
  function weighFarDays(phi: number, threshold: number): boolean {
    for (let k = 0; k < DAYS_IN_WEEK; k += 1) {
      scale[k] = 1 / Math.sqrt(expected[k] * phi * (1 - 1 / days[k]));
    }
    let isAny = false;
    for (let i = 0; i < n; i += 1) {
      const k = weekday[i];
      // |Anscombe| is at most 1.5 |Pearson| for any count, so that most days need no root.
      if (!(1.5 * Math.abs(count[i] - expected[k]) * scale[k] > threshold)) continue;
      const residual = anscombeResidual(count[i], expected[k], phi, 1 / days[k]);
      if (!(Math.abs(residual) > threshold)) continue;
      if (!isAny) weight.fill(1, 0, n);
      isAny = true;
      weight[i] = residual ** -2;
    }
    if (!isAny) return false;
    let total = 0;
    for (let i = 0; i < n; i += 1) total += weight[i];
    for (let i = 0; i < n; i += 1) weight[i] *= n / total;
    return true;
  }

  return (y, dow, from, to, threshold = REWEIGHT_FROM) => {
    read(y, dow, from, to);
    let levels = 0;
    let leastSeen = Infinity;
    for (let k = 0; k < DAYS_IN_WEEK; k += 1) {
      if (days[k] > 0) levels += 1;
      leastSeen = Math.min(leastSeen, days[k]);
    }
    fitted.nRef = n;
    fitted.leastSeen = leastSeen;
    fitted.phi = dispersion(false, n - levels);
    if (weighFarDays(fitted.phi, threshold)) {
      weightedLevel();
      fitted.phi = dispersion(true, n - levels);
    }
    return fitted;
  };
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
