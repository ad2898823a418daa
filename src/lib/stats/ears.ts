import { normalQuantile } from './normal.ts';
import type { Numbers } from './numbers.ts';

export type EarsMethod = 'C1' | 'C2' | 'C3';

export interface EarsOptions {
  readonly method: EarsMethod;
  /** Days of the baseline. */
  readonly baseline?: number;
  /** The standard deviation is never taken smaller. */
  readonly minSigma?: number;
  /** Absent: 0.001, for C3 0.025. */
  readonly alpha?: number;
}

export interface Ears {
  /** Index in y of the first day with a limit. */
  readonly firstIndex: number;
  /** Upper limit of each day from there on; NaN where a day it needs is missing. */
  readonly upper: Float64Array;
  readonly alarm: readonly boolean[];
}

/**
 * EARS limits of daily counts, a familiar cross-check and not the default: a 7-day normal limit alarms on 1.4 % of days
 * even for ideal data. C1: mean + z sd of days t-7..t-1; C2: of t-9..t-3; C3: C2 with what the two days before were above
 * their own limit by. y: counts per day, NaN = missing. Source: Hutwagner et al. 2003 J Urban Health 80:i89 (as
 * surveillance::earsC has it, Salmon, Schumacher & Hoehle 2016 J Stat Softw 70(10)); specification 6b.
 */
export function earsAlarms(y: Numbers, options: EarsOptions): Ears {
  const { method, baseline = 7, minSigma = 1 } = options;
  const z = normalQuantile(1 - (options.alpha ?? (method === 'C3' ? 0.025 : 0.001)));
  const lag = method === 'C1' ? 0 : 2;
  const firstIndex = baseline + lag + (method === 'C3' ? 2 : 0);
  const upper = new Float64Array(Math.max(0, y.length - firstIndex));
  for (let i = 0; i < upper.length; i += 1) {
    const t = firstIndex + i;
    const { centre, sigma } = reference(y, t, lag, baseline, minSigma);
    if (method !== 'C3') {
      upper[i] = centre + z * sigma;
      continue;
    }
    let excess = 0;
    for (const day of [t - 1, t - 2]) {
      const past = reference(y, day, lag, baseline, minSigma);
      excess += Math.max(0, standardised(y[day], past) - 1);
    }
    const limit = y[t] + sigma * (z - excess);
    upper[i] = Number.isNaN(limit) ? NaN : Math.max(0, limit);
  }
  return { firstIndex, upper, alarm: Array.from(upper, (limit, i) => y[firstIndex + i] > limit) };
}

interface Reference {
  readonly centre: number;
  readonly sigma: number;
}

function standardised(count: number, { centre, sigma }: Reference): number {
  // A flat baseline: any count above it is infinitely far, the same count no distance at all.
  return count === centre ? 0 : (count - centre) / sigma;
}

function reference(y: Numbers, t: number, lag: number, days: number, minSigma: number): Reference {
  let sum = 0;
  for (let d = t - lag - days; d < t - lag; d += 1) sum += y[d];
  const centre = sum / days;
  let squares = 0;
  for (let d = t - lag - days; d < t - lag; d += 1) squares += (y[d] - centre) ** 2;
  const sd = Math.sqrt(squares / (days - 1));
  return { centre, sigma: Number.isNaN(sd) ? NaN : Math.max(sd, minSigma) };
}
