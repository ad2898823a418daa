/** Numbers in [0, 1), the same for the same seed on every machine. */
export type Random = () => number;

/** Small fast generator with 32 bits of state (T. Ettinger's mulberry32): plenty for made-up data. */
export function mulberry32(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Spreads a 32-bit number over 32 bits, one to one; the SQL in messages.ts does the same. */
export function mix32(value: number): number {
  let mixed = value >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A seed of its own for each stream, so that a change in one part of the demo leaves the others as they were. */
export function streamSeed(seed: number, ...keys: readonly (number | string)[]): number {
  let mixed = mix32(seed);
  for (const key of keys) {
    const numbers = typeof key === 'number' ? [key] : [...key].map((letter) => letter.codePointAt(0) ?? 0);
    for (const number of numbers) mixed = mix32(mixed ^ mix32(number + 0x9e3779b9));
  }
  return mixed;
}

export function stream(seed: number, ...keys: readonly (number | string)[]): Random {
  return mulberry32(streamSeed(seed, ...keys));
}

/** Standard normal (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Gamma with this shape (at least 1) and mean 1 (Marsaglia and Tsang 2000). */
function unitGamma(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
}

/** Poisson count; by products of uniforms for small means, by transformed rejection (Hoermann 1993) above. */
export function poisson(mean: number, random: Random): number {
  if (mean <= 0) return 0;
  if (mean < 12) {
    const limit = Math.exp(-mean);
    let product = random();
    let count = 0;
    while (product > limit) {
      product *= random();
      count += 1;
    }
    return count;
  }
  return poissonByRejection(mean, random);
}

function poissonByRejection(mean: number, random: Random): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random() - 0.5;
    const v = 1 - random();
    const distance = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / distance + b) * u + mean + 0.43);
    if (distance >= 0.07 && v <= squeeze) return count;
    if (count < 0 || (distance < 0.013 && v > distance)) continue;
    const left = Math.log((v * inverseAlpha) / (a / (distance * distance) + b));
    if (left <= count * Math.log(mean) - mean - logFactorial(count)) return count;
  }
}

const SMALL_LOG_FACTORIALS = Array.from({ length: 16 }, (_, n) => {
  let product = 1;
  for (let factor = 2; factor <= n; factor += 1) product *= factor;
  return Math.log(product);
});

/** Stirling's series; exact to 1e-10 from 16 on. */
function logFactorial(n: number): number {
  if (n < 16) return SMALL_LOG_FACTORIALS[n];
  const x = n + 1;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3);
}

/** Negative binomial count with variance mean + mean^2 / shape. */
export function negativeBinomial(mean: number, shape: number, random: Random): number {
  return mean <= 0 ? 0 : poisson(mean * unitGamma(shape, random), random);
}

/** Whole number in [low, high], both included. */
export function between(low: number, high: number, random: Random): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** One of the values, each as likely. Throws RangeError if there is none. */
export function pick<T>(values: readonly T[], random: Random): T {
  if (values.length === 0) throw new RangeError('Nothing to pick from');
  return values[Math.floor(random() * values.length)];
}

/** One of the values, as likely as its weight. Throws RangeError if no weight is above zero. */
export function pickWeighted<T>(values: readonly T[], weight: (value: T) => number, random: Random): T {
  const total = values.reduce((sum, value) => sum + weight(value), 0);
  if (!(total > 0)) throw new RangeError('No weight is above zero');
  let left = random() * total;
  for (const value of values) {
    left -= weight(value);
    if (left < 0 && weight(value) > 0) return value;
  }
  return values[values.length - 1];
}

/** A shuffled copy (Fisher and Yates). */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const deck = [...values];
  for (let last = deck.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [deck[last], deck[other]] = [deck[other], deck[last]];
  }
  return deck;
}
