import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betaQuantile, betaTails } from '../../../src/lib/stats/beta.ts';
import {
  binomialTails,
  overdispersedQuantile,
  overdispersedTails,
  poissonQuantile,
  poissonTails
} from '../../../src/lib/stats/counts.ts';
import { gammaTails, logGamma } from '../../../src/lib/stats/gamma.ts';
import { normalCdf, normalQuantile, normalUpper } from '../../../src/lib/stats/normal.ts';
import { studentCdf, studentQuantile, studentTwoSided } from '../../../src/lib/stats/student.ts';

/** Numbers spread over orders of magnitude. */
const scale = (least: number, greatest: number) =>
  fc.double({ min: Math.log(least), max: Math.log(greatest), noNaN: true }).map(Math.exp);
const chance = scale(1e-9, 1 - 1e-9);

describe('distribution functions', () => {
  test('both tails of the beta distribution add up to 1 and mirror each other', () => {
    fc.assert(
      fc.property(chance, scale(0.2, 1e6), scale(0.2, 1e6), (x, a, b) => {
        const { lower, upper } = betaTails(x, a, b);
        expect(lower + upper).toBeCloseTo(1, 12);
        expect(betaTails(1 - x, b, a, x).upper).toBeCloseTo(lower, 9);
      })
    );
  });

  test('the quantile of the beta distribution undoes its distribution function', () => {
    fc.assert(
      fc.property(chance, scale(0.5, 1e5), scale(0.5, 1e5), (p, a, b) => {
        const x = betaQuantile(p, a, b);
        const { lower, upper } = betaTails(x, a, b);
        if (x < 1 - 1e-9)
          expect(Math.min(Math.abs(lower / p - 1), Math.abs(upper / (1 - p) - 1))).toBeLessThan(1e-6);
      })
    );
  });

  test('quantiles of counts are the smallest that reach the probability', () => {
    fc.assert(
      fc.property(chance, scale(0.01, 1e6), scale(1, 1000), (p, mean, phi) => {
        const k = overdispersedQuantile(p, mean, phi);
        const reaches = (count: number) => {
          const { lower, upper } = overdispersedTails(count, mean, phi);
          return p > 0.5 ? upper <= 1 - p : lower >= p;
        };
        expect(reaches(k)).toBe(true);
        expect(k === 0 || !reaches(k - 1)).toBe(true);
      })
    );
  });

  test('normal and Student quantiles undo their distribution functions', () => {
    fc.assert(
      fc.property(scale(1e-12, 0.5), scale(1, 1e5), (p, df) => {
        expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 10);
        expect(studentCdf(studentQuantile(p, df), df) / p).toBeCloseTo(1, 8);
      })
    );
  });

  test('Poisson probabilities agree with their sum', () => {
    let sum = 0;
    let term = Math.exp(-7);
    for (let k = 0; k < 40; k += 1) {
      sum += term;
      term *= 7 / (k + 1);
      expect(poissonTails(k, 7).lower).toBeCloseTo(sum, 13);
    }
  });

  test('small probabilities are not lost in 1 - p', () => {
    expect(normalUpper(30)).toBeGreaterThan(0);
    expect(studentTwoSided(60, 12)).toBeGreaterThan(0);
    expect(poissonTails(1000, 300).upper).toBeGreaterThan(0);
    expect(binomialTails(1300, 2000, 0.5).upper).toBeGreaterThan(0);
  });

  test('counts of 10^8 are within reach', () => {
    expect(poissonTails(1e8, 1e8).lower).toBeCloseTo(0.5 + 2 / 3 / Math.sqrt(2 * Math.PI * 1e8), 8);
    expect(betaTails(0.5, 1e8, 1e8).lower).toBeCloseTo(0.5, 8);
    expect(poissonQuantile(0.5, 1e8)).toBe(1e8);
    expect(overdispersedQuantile(0.999, 1e8, 1e4)).toBeGreaterThan(1e8 + 3 * 1e6);
    expect(logGamma(1e8 + 1) - logGamma(1e8)).toBeCloseTo(Math.log(1e8), 6);
  });

  test('the ends of the range are defined', () => {
    expect(poissonTails(-1, 3)).toEqual({ lower: 0, upper: 1 });
    expect(poissonTails(0, 0)).toEqual({ lower: 1, upper: 0 });
    expect(binomialTails(5, 5, 0.3)).toEqual({ lower: 1, upper: 0 });
    expect(betaTails(0, 2, 3)).toEqual({ lower: 0, upper: 1 });
    expect(betaTails(1, 2, 3)).toEqual({ lower: 1, upper: 0 });
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(studentQuantile(1, 4)).toBe(Infinity);
    expect(overdispersedQuantile(0.999, 0, 3)).toBe(0);
    expect(overdispersedQuantile(1, 5, 3)).toBe(Infinity);
    expect(gammaTails(2, Infinity)).toEqual({ lower: 1, upper: 0 });
  });

  test.each([
    ['a probability above 1', () => normalQuantile(1.1)],
    ['a probability that is not a number', () => studentQuantile(NaN, 3)],
    ['a shape of 0', () => gammaTails(0, 1)],
    ['a negative argument', () => logGamma(-1)],
    ['a place outside the beta distribution', () => betaTails(1.2, 1, 1)],
    ['a quantile of counts at -1', () => overdispersedQuantile(-1, 5, 2)]
  ])('%s is refused', (_name, compute) => {
    expect(compute).toThrow(RangeError);
  });
});
