import { betaTails, type Tails } from './beta.ts';
import { gammaTails } from './gamma.ts';
import { normalQuantile } from './normal.ts';

/** P(X <= k) and P(X > k) of the Poisson distribution, mean >= 0; k may be negative or broken (rounded down). */
export function poissonTails(k: number, mean: number): Tails {
  const whole = Math.floor(k);
  if (whole < 0) return { lower: 0, upper: 1 };
  if (mean === 0) return { lower: 1, upper: 0 };
  const { lower, upper } = gammaTails(whole + 1, mean);
  return { lower: upper, upper: lower };
}

/** P(X <= k) and P(X > k) of the binomial distribution: n trials at chance p. */
export function binomialTails(k: number, n: number, p: number): Tails {
  const whole = Math.floor(k);
  if (whole < 0) return { lower: 0, upper: 1 };
  if (whole >= n) return { lower: 1, upper: 0 };
  const { lower, upper } = betaTails(p, whole + 1, n - whole);
  return { lower: upper, upper: lower };
}

/**
 * P(X <= k) and P(X > k) of counts with this mean and variance phi * mean: negative binomial (size mean/(phi-1), prob
 * 1/phi) where phi > 1, else Poisson.
 */
export function overdispersedTails(k: number, mean: number, phi: number): Tails {
  if (!(phi > 1) || mean === 0) return poissonTails(k, mean);
  const whole = Math.floor(k);
  if (whole < 0) return { lower: 0, upper: 1 };
  return betaTails(1 / phi, mean / (phi - 1), whole + 1, (phi - 1) / phi);
}

/** Smallest k with P(X <= k) >= p of the Poisson distribution; Infinity at p = 1. */
export function poissonQuantile(p: number, mean: number): number {
  return overdispersedQuantile(p, mean, 1);
}

/** Smallest k with P(X <= k) >= p of the counts of `overdispersedTails`; Infinity at p = 1. */
export function overdispersedQuantile(p: number, mean: number, phi: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies in 0..1; got ${p}`);
  if (p === 1) return Infinity;
  if (p === 0 || mean === 0) return 0;
  const spread = Math.sqrt(mean * Math.max(1, phi));
  // Cornish and Fisher: normal start with the skewness of the distribution.
  const z = normalQuantile(p);
  const skewness = (2 * Math.max(1, phi) - 1) / spread;
  const start = Math.floor(mean + spread * (z + ((z * z - 1) * skewness) / 6) + 0.5);
  return searchQuantile(p, Math.max(0, start), spread, (k) => overdispersedTails(k, mean, phi));
}

/** Smallest k >= 0 with cdf(k) >= p, from a start: steps that double until it is enclosed, then halving. */
function searchQuantile(p: number, start: number, spread: number, tails: (k: number) => Tails): number {
  // Compared on the upper tail where that is the smaller one, so that no digits are lost.
  const reaches = p > 0.5 ? (k: number) => tails(k).upper <= 1 - p : (k: number) => tails(k).lower >= p;
  let width = Math.max(1, Math.floor(spread / 64));
  let low: number;
  let high: number;
  if (reaches(start)) {
    high = start;
    low = start - width;
    while (low >= 0 && reaches(low)) {
      high = low;
      width *= 2;
      low -= width;
    }
    low = Math.max(low, -1);
  } else {
    low = start;
    high = start + width;
    while (!reaches(high)) {
      low = high;
      width *= 2;
      high += width;
    }
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}
