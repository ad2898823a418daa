import { gammaTails } from './gamma.ts';

/** P(Z <= z) of the standard normal, with full relative precision in the lower tail. */
export function normalCdf(z: number): number {
  const half = 0.5 * gammaTails(0.5, 0.5 * z * z).upper;
  return z <= 0 ? half : 1 - half;
}

/** P(Z > z), with full relative precision in the upper tail. */
export function normalUpper(z: number): number {
  return normalCdf(-z);
}

export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

/**
 * The z with P(Z <= z) = p, for p in (0, 1); -Infinity at 0, Infinity at 1, RangeError outside. A rational start
 * (Abramowitz and Stegun 26.2.23), then Halley's steps on the tail probability.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies in 0..1; got ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  if (p === 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(p));
  const start =
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  let z = start - t;
  for (let step = 0; step < 4; step += 1) {
    const off = (normalCdf(z) - p) / normalDensity(z);
    z -= off / (1 + 0.5 * z * off);
    if (Math.abs(off) < 1e-15 * (1 + Math.abs(z))) break;
  }
  return z;
}
