import type { Numbers } from './numbers.ts';

/** Scale that makes the median absolute deviation of normal values estimate their standard deviation. */
const MAD_SCALE = 1.4826;

/** The values present, in ascending order. */
export function sortedPresent(values: Numbers): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
}

/**
 * Quantile of values in ascending order without missing ones: h = (n-1) p, linear between neighbours. NaN where there
 * is no value. Source: type 7 of Hyndman & Fan 1996 Am Stat 50:361.
 */
export function quantileSorted(sorted: Numbers, p: number): number {
  if (sorted.length === 0) return NaN;
  const h = (sorted.length - 1) * p;
  // A product that misses a whole number by rounding must not pull in a neighbour (R guards the same way).
  const below = Math.floor(h + 4 * Number.EPSILON);
  const part = h - below;
  if (Math.abs(part) <= 1e-12 || below + 1 >= sorted.length) return sorted[below];
  return (1 - part) * sorted[below] + part * sorted[below + 1];
}

/** 1.4826 times the median distance from the median; values in ascending order. */
export function madSorted(sorted: Numbers): number {
  const middle = quantileSorted(sorted, 0.5);
  const distances = Float64Array.from(sorted, (value) => Math.abs(value - middle)).sort();
  return MAD_SCALE * quantileSorted(distances, 0.5);
}
