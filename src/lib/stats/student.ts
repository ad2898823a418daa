import { betaQuantile, betaTails } from './beta.ts';

/** P(T <= t) of Student's t with df > 0, with full relative precision in the lower tail. */
export function studentCdf(t: number, df: number): number {
  const square = t * t;
  const half = 0.5 * betaTails(df / (df + square), df / 2, 0.5, square / (df + square)).lower;
  return t <= 0 ? half : 1 - half;
}

/** 2 P(T > |t|): the two-sided p. */
export function studentTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * studentCdf(-Math.abs(t), df));
}

/** The t with P(T <= t) = p; df > 0. -Infinity at p = 0, Infinity at 1, RangeError outside 0..1. */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies in 0..1; got ${p}`);
  if (p > 0.5) return -studentQuantile(1 - p, df);
  if (p === 0) return -Infinity;
  if (p === 0.5) return 0;
  // The smaller of x = df/(df + t^2) and 1 - x is found, so that neither end loses digits.
  const x = betaQuantile(2 * p, df / 2, 0.5);
  if (x < 0.5) return -Math.sqrt((df * (1 - x)) / x);
  const rest = betaQuantile(1 - 2 * p, 0.5, df / 2, 2 * p);
  return -Math.sqrt((df * rest) / (1 - rest));
}
