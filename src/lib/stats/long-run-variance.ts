import { correctedRho, varianceInflation } from './autocorrelation.ts';
import type { Numbers } from './numbers.ts';
import { segmentCost } from './segment-cost.ts';

export interface LongRunVariance {
  /** Best single split: observations before it. */
  readonly split: number;
  readonly r1: number;
  /** In 0..0.95. */
  readonly rho: number;
  readonly sigma2: number;
  /** sigma2 (1 + rho)/(1 - rho): what a mean of many days varies with. */
  readonly sigma2LR: number;
}

/**
 * Long-run variance of a daily series that may change level once: residuals about the best single split, their serial
 * dependence, and the variance it stands for. Without it autocorrelation is read as changes. x: values without missing
 * ones. null where there are fewer than two segments' worth of values or they do not vary. Sources: Bai & Perron 1998
 * Econometrica 66:47; Shi et al. 2022 Comput Stat Data Anal 170:107433; specification 5.
 */
export function longRunVariance(x: Numbers, minSegLen = 3): LongRunVariance | null {
  const n = x.length;
  if (n < 2 * minSegLen || n < 3) return null;
  const cost = segmentCost(x, 'normal');
  let split = minSegLen;
  for (let k = minSegLen + 1; k <= n - minSegLen; k += 1) {
    if (cost(0, k) + cost(k, n) < cost(0, split) + cost(split, n)) split = k;
  }
  const residuals = aboutMeans(x, split);
  let square = 0;
  let product = 0;
  for (let t = 0; t < n; t += 1) {
    square += residuals[t] ** 2;
    if (t > 0) product += residuals[t] * residuals[t - 1];
  }
  if (!(square > negligible(x))) return null;
  const r1 = product / square;
  const rho = correctedRho(r1, n);
  const sigma2 = square / (n - 2);
  return { split, r1, rho, sigma2, sigma2LR: sigma2 * varianceInflation(rho) };
}

function aboutMeans(x: Numbers, split: number): Float64Array {
  const residuals = Float64Array.from(x);
  for (const part of [residuals.subarray(0, split), residuals.subarray(split)]) {
    const centre = part.reduce((sum, value) => sum + value, 0) / part.length;
    part.forEach((value, i) => (part[i] = value - centre));
  }
  return residuals;
}

/** Sum of squares that rounding alone can leave. */
function negligible(x: Numbers): number {
  let greatest = 0;
  for (let t = 0; t < x.length; t += 1) greatest = Math.max(greatest, Math.abs(x[t]));
  return x.length * (greatest * 1e-13) ** 2;
}
