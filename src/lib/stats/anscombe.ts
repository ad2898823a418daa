/** Residuals beyond this lose weight (Noufaily et al. 2013 Stat Med 32:1206). */
export const REWEIGHT_FROM = 2.58;

/**
 * Standardised Anscombe residual of a count: 1.5 (y^(2/3) mu^(-1/6) - mu^(1/2)) / sqrt(phi (1 - leverage)). 0 where the
 * count decides its own fit (leverage 1) or nothing is expected. Source: Farrington et al. 1996 JRSS A 159:547.
 */
export function anscombeResidual(y: number, mu: number, phi: number, leverage: number): number {
  const free = 1 - leverage;
  if (!(free > 1e-12) || !(mu > 0)) return 0;
  return (1.5 * (Math.cbrt(y) ** 2 / Math.sqrt(Math.cbrt(mu)) - Math.sqrt(mu))) / Math.sqrt(phi * free);
}

/**
 * Weights that keep past outbreaks from hiding the next: 1 / s^2 where |s| passes the threshold, else 1, rescaled to sum
 * to the number of residuals. Entries where `fitted` is 0 get 0 and are not counted.
 */
export function robustWeights(
  residuals: ArrayLike<number>,
  fitted: ArrayLike<number>,
  threshold = REWEIGHT_FROM
): { readonly weights: Float64Array; readonly downweighted: number } {
  const weights = new Float64Array(residuals.length);
  let sum = 0;
  let count = 0;
  let downweighted = 0;
  for (let i = 0; i < residuals.length; i += 1) {
    if (fitted[i] === 0) continue;
    const far = Math.abs(residuals[i]) > threshold;
    weights[i] = far ? residuals[i] ** -2 : 1;
    if (far) downweighted += 1;
    sum += weights[i];
    count += 1;
  }
  for (let i = 0; i < weights.length; i += 1) weights[i] *= count / sum;
  return { weights, downweighted };
}
