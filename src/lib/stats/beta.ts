import { awayFromZero, deviancePart, stirlingError } from './gamma.ts';
import { normalQuantile } from './normal.ts';

// At a and b of 1e8 the fraction needs some 1e4 steps.
const MAX_STEPS = 1_000_000;

export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Binomial probability of x out of n at chance p, by saddle point (Loader 2000); x and n need not be whole. `q` is
 * 1 - p, given apart so that no digits are lost.
 */
export function binomialMass(x: number, n: number, p: number, q: number): number {
  if (x < 0 || x > n) return 0;
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(n * (q < 0.5 ? Math.log(q) : Math.log1p(-p)));
  if (x === n) return Math.exp(n * (p < 0.5 ? Math.log(p) : Math.log1p(-q)));
  const exponent =
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(n - x) -
    deviancePart(x, n * p) -
    deviancePart(n - x, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}

/**
 * Both tails of the beta distribution at x in [0, 1], a and b > 0 (up to about 1e8): the regularised incomplete beta
 * function by continued fraction (Lentz) with the symmetry switch. The smaller tail keeps its relative precision.
 * `rest` is 1 - x where the caller knows it better.
 */
export function betaTails(x: number, a: number, b: number, rest = 1 - x): Tails {
  if (!(a > 0) || !(b > 0)) throw new RangeError(`beta needs a and b > 0; got ${a}, ${b}`);
  if (!(x >= 0 && x <= 1)) throw new RangeError(`beta needs x in 0..1; got ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (rest === 0) return { lower: 1, upper: 0 };
  // x^a (1-x)^b / B(a, b)
  const front = (binomialMass(a, a + b, x, rest) * a * b) / (a + b);
  if (x * (a + b + 2) < a + 1) {
    const lower = Math.min(1, (front * fraction(x, a, b)) / a);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, (front * fraction(rest, b, a)) / b);
  return { lower: 1 - upper, upper };
}

/** P(X <= x) of the beta distribution. */
export function betaCdf(x: number, a: number, b: number): number {
  return betaTails(x, a, b).lower;
}

/** Continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8). */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < MAX_STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 4e-16) break;
  }
  return value;
}

/**
 * The x with P(X <= x) = p of the beta distribution, p in [0, 1]: Newton's steps on the smaller tail, kept inside a
 * bracket that shrinks. `upper` is 1 - p where the caller knows it better. Throws RangeError for p outside 0..1.
 */
export function betaQuantile(p: number, a: number, b: number, upper = 1 - p): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies in 0..1; got ${p}`);
  if (p === 0 || upper === 0) return p;
  let low = 0;
  let high = 1;
  let x = quantileStart(p, a, b);
  for (let step = 0; step < 200; step += 1) {
    const tails = betaTails(x, a, b);
    const off = p < 0.5 ? tails.lower - p : upper - tails.upper;
    if (off === 0) return x;
    if (off > 0) high = x;
    else low = x;
    const density = (binomialMass(a, a + b, x, 1 - x) * a * b) / ((a + b) * x * (1 - x));
    let next = x - off / density;
    if (!(next > low && next < high)) next = between(low, high);
    if (Math.abs(next - x) <= 2e-16 * x) return next;
    x = next;
  }
  return x;
}

/** Halves the bracket; by ratio where it spans orders of magnitude. */
function between(low: number, high: number): number {
  if (low > 0 && high > 8 * low) return Math.sqrt(low * high);
  return low === 0 && high < 1e-3 ? high / 16 : 0.5 * (low + high);
}

/** Normal approximation (Abramowitz and Stegun 26.5.22), or the power law of a small end. */
function quantileStart(p: number, a: number, b: number): number {
  if (a < 1 || b < 1) {
    const share = a / (a + b);
    const x = p < 0.5 ? share * (2 * p) ** (1 / a) : 1 - (1 - share) * (2 * (1 - p)) ** (1 / b);
    return Math.min(1 - 1e-12, Math.max(1e-300, x));
  }
  const z = -normalQuantile(p);
  const lambda = (z * z - 3) / 6;
  const ra = a === 0.5 ? 1e-9 : 1 / (2 * a - 1);
  const rb = b === 0.5 ? 1e-9 : 1 / (2 * b - 1);
  const h = 2 / (ra + rb);
  const w = (z * Math.sqrt(Math.max(0, h + lambda))) / h - (rb - ra) * (lambda + 5 / 6 - 2 / (3 * h));
  const x = a / (a + b * Math.exp(2 * w));
  return Number.isFinite(x) ? Math.min(1 - 1e-12, Math.max(1e-300, x)) : 0.5;
}
