const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
const STIRLING_FROM = 16;
const MAX_STEPS = 10_000_000;
const EPSILON = 1e-16;
const TINY = 1e-300;

/**
 * log(Gamma(x)) for x > 0, to about 15 digits: Stirling's series, below 16 after stepping up by the recurrence.
 * Throws RangeError for x <= 0.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma needs x > 0; got ${x}`);
  let product = 1;
  let z = x;
  while (z < STIRLING_FROM) {
    product *= z;
    z += 1;
  }
  return (z - 0.5) * Math.log(z) - z + HALF_LOG_2PI + stirlingSeries(z) - Math.log(product);
}

/** Tail of Stirling's series; z >= 16, error below 1e-17. */
function stirlingSeries(z: number): number {
  const square = 1 / (z * z);
  return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / z;
}

/** log(n!) less Stirling's approximation of it; n > 0, whole or not. Keeps its digits where n is 1e8. */
export function stirlingError(n: number): number {
  if (n >= STIRLING_FROM) return stirlingSeries(n);
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_2PI;
}

/**
 * x log(x/m) + m - x without the loss of digits where x is close to m; x >= 0, m > 0. Source: Loader (2000), Fast and
 * accurate computation of binomial probabilities.
 */
export function deviancePart(x: number, m: number): number {
  if (x === 0) return m;
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let j = 1; ; j += 1) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}

/** Poisson probability of x at mean m > 0, by saddle point (Loader 2000); x >= 0, whole or not. */
export function poissonMass(x: number, m: number): number {
  if (x < 0) return 0;
  if (m === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-m);
  return Math.exp(-stirlingError(x) - deviancePart(x, m)) / Math.sqrt(2 * Math.PI * x);
}

/**
 * Both tails of the gamma distribution with this shape at x >= 0: lower P(a, x) and upper Q(a, x). The smaller one
 * keeps its relative precision. Series below a + 1, continued fraction (Lentz) above.
 */
export function gammaTails(shape: number, x: number): { readonly lower: number; readonly upper: number } {
  if (!(shape > 0) || !(x >= 0)) throw new RangeError(`gamma needs shape > 0 and x >= 0; got ${shape}, ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  // x^a e^-x / Gamma(a + 1)
  const front = poissonMass(shape, x);
  if (x < shape + 1) {
    const lower = Math.min(1, front * series(shape, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, front * shape * fraction(shape, x));
  return { lower: 1 - upper, upper };
}

function series(shape: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; n < MAX_STEPS; n += 1) {
    term *= x / (shape + n);
    sum += term;
    if (term < sum * EPSILON) break;
  }
  return sum;
}

function fraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < MAX_STEPS; i += 1) {
    const a = -i * (i - shape);
    b += 2;
    d = awayFromZero(a * d + b);
    c = awayFromZero(b + a / c);
    d = 1 / d;
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < EPSILON * 4) break;
  }
  return value;
}

/** Lentz's guard against a division by zero. */
export function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
