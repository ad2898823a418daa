import { clamp, type Numbers } from './numbers.ts';

/**
 * Autocorrelation of a series at a lag, as R's acf with na.pass: the sum over pairs without a missing member divided by
 * (pairs + lag), over the variance with divisor n. NaN where the series is constant or has no pair.
 */
export function autocorrelation(r: Numbers, lag: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < r.length; i += 1) {
    const value = r[i];
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  const centre = sum / count;
  let square = 0;
  let product = 0;
  let pairs = 0;
  for (let i = 0; i < r.length; i += 1) {
    const value = r[i] - centre;
    if (Number.isNaN(value)) continue;
    square += value * value;
    const before = i >= lag ? r[i - lag] - centre : NaN;
    if (Number.isNaN(before)) continue;
    product += value * before;
    pairs += 1;
  }
  if (pairs === 0 || !(square > 0)) return NaN;
  return product / (pairs + lag) / (square / count);
}

export interface SerialDependence {
  /** Autocorrelation at lag 1; null where it cannot be computed. */
  readonly r1: number | null;
  /** Values present. */
  readonly n: number;
  /** Autoregressive coefficient to reckon with, in 0..0.95. */
  readonly rho: number;
}

/** r1 + (1 + 4 r1)/n, kept in 0..0.95. Source: bias correction of Marriott & Pope 1954 Biometrika 41:390. */
export function correctedRho(r1: number, n: number): number {
  return clamp(r1 + (1 + 4 * r1) / n, 0, 0.95);
}

/**
 * Serial dependence of a series of residuals in time order (NaN = missing: pairs with it are skipped). Where it cannot
 * be computed (constant, fewer than two neighbours) rho is 0.
 */
export function lag1Rho(r: Numbers): SerialDependence {
  let n = 0;
  for (let i = 0; i < r.length; i += 1) if (!Number.isNaN(r[i])) n += 1;
  const r1 = autocorrelation(r, 1);
  if (Number.isNaN(r1)) return { r1: null, n, rho: 0 };
  return { r1, n, rho: correctedRho(r1, n) };
}

/**
 * Factor by which the variance of a mean grows under AR(1) dependence: (1 + rho)/(1 - rho). Sources: Bayley &
 * Hammersley 1946 JRSS Suppl 8:184; Bence 1995 Ecology 76:628.
 */
export function varianceInflation(rho: number): number {
  return (1 + rho) / (1 - rho);
}
