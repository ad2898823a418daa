import { expect, test } from 'vitest';
import {
  mix32,
  mulberry32,
  negativeBinomial,
  pickWeighted,
  poisson,
  shuffled,
  stream,
  type Random
} from '../../../src/lib/prepare/demo/random.ts';

function moments(draw: (random: Random) => number, rounds: number): { mean: number; variance: number } {
  const random = mulberry32(7);
  let [sum, squares] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const value = draw(random);
    sum += value;
    squares += value * value;
  }
  return { mean: sum / rounds, variance: squares / rounds - (sum / rounds) ** 2 };
}

test('mulberry32 gives the numbers of its published form', () => {
  const random = mulberry32(1);
  expect([random(), random(), random()].map((value) => value * 2 ** 32)).toEqual([
    2_693_262_067, 11_749_833, 2_265_367_787
  ]);
});

test('mix32 stays below 2^32, keeps numbers apart and takes its argument modulo 2^32', () => {
  const mixed = new Set(Array.from({ length: 10_000 }, (_, value) => mix32(value)));
  expect(mixed.size).toBe(10_000);
  expect(Math.min(...mixed)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...mixed)).toBeLessThan(2 ** 32);
  expect(mix32(2 ** 32 + 5)).toBe(mix32(5));
});

test('streams of other keys are other streams, of the same keys the same', () => {
  expect(stream(1, 'a', 2)()).toBe(stream(1, 'a', 2)());
  const firsts = [stream(1, 'a', 2), stream(1, 'a', 3), stream(1, 'b', 2), stream(2, 'a', 2)].map((next) =>
    next()
  );
  expect(new Set(firsts).size).toBe(4);
});

test.each([0.4, 6, 11.9, 12.1, 90])('Poisson counts of mean %d have that mean and that variance', (mean) => {
  const found = moments((random) => poisson(mean, random), 200_000);
  expect(found.mean / mean).toBeCloseTo(1, 1.9);
  expect(found.variance / mean).toBeCloseTo(1, 1.6);
});

test.each([0.4, 6, 90])('negative binomial counts of mean %d vary by mean + mean^2 / shape', (mean) => {
  const found = moments((random) => negativeBinomial(mean, 8, random), 200_000);
  expect(found.mean / mean).toBeCloseTo(1, 1.9);
  expect(found.variance / (mean + (mean * mean) / 8)).toBeCloseTo(1, 1.5);
});

test('a mean of zero gives zero', () => {
  expect(negativeBinomial(0, 8, mulberry32(1))).toBe(0);
});

test('weighted picks follow the weights and never take a weight of zero', () => {
  const random = mulberry32(3);
  const picks = Array.from({ length: 4000 }, () => pickWeighted([0, 1, 3], (weight) => weight, random));
  expect(picks).not.toContain(0);
  expect(picks.filter((weight) => weight === 3).length / 4000).toBeCloseTo(0.75, 1);
  expect(() => pickWeighted([0], (weight) => weight, random)).toThrow(RangeError);
});

test('shuffling keeps every value and leaves the given list alone', () => {
  const values = Object.freeze([1, 2, 3, 4, 5, 6, 7, 8]);
  const deck = shuffled(values, mulberry32(2));
  expect(deck).not.toEqual(values);
  expect([...deck].sort()).toEqual(values);
});
