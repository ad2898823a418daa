import type { Numbers } from './numbers.ts';

export type SegmentCostKind = 'normal' | 'poisson';

/** Cost of the observations s..t-1 as one segment, 0 <= s < t <= n. */
export type SegmentCost = (s: number, t: number) => number;

/**
 * Cost of a segment by running sums: `normal` the sum of squares about its mean over sigma2, `poisson` its deviance
 * (0 log 0 = 0). x: values without missing ones. Throws RangeError for a missing value, or a sigma2 that is not above 0.
 * Source: Killick, Fearnhead & Eckley 2012 JASA 107:1590.
 */
export function segmentCost(x: Numbers, kind: SegmentCostKind, sigma2 = 1): SegmentCost {
  if (!(sigma2 > 0)) throw new RangeError(`sigma2 must be above 0; got ${sigma2}`);
  // Taken about a middle value: squares of far values would cancel.
  const centre = kind === 'normal' && x.length > 0 ? x[Math.floor(x.length / 2)] : 0;
  const sums = new Float64Array(x.length + 1);
  const powers = new Float64Array(x.length + 1);
  for (let i = 0; i < x.length; i += 1) {
    if (Number.isNaN(x[i])) throw new RangeError(`Value ${i} is missing; take missing days out first`);
    const value = x[i] - centre;
    sums[i + 1] = sums[i] + value;
    powers[i + 1] = powers[i] + (kind === 'normal' ? value * value : timesLog(value, value));
  }
  if (kind === 'normal') {
    return (s, t) => {
      const sum = sums[t] - sums[s];
      return Math.max(0, powers[t] - powers[s] - (sum * sum) / (t - s)) / sigma2;
    };
  }
  return (s, t) => {
    const sum = sums[t] - sums[s];
    return Math.max(0, 2 * (powers[t] - powers[s] - timesLog(sum, sum / (t - s))));
  };
}

function timesLog(count: number, value: number): number {
  return count > 0 ? count * Math.log(value) : 0;
}
