import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changePoints } from '../../../src/lib/stats/change-points.ts';
import { countChangePoints } from '../../../src/lib/stats/count-change-points.ts';
import { longRunVariance } from '../../../src/lib/stats/long-run-variance.ts';
import { mulberry32 } from '../../../src/lib/stats/random.ts';
import { segmentCost } from '../../../src/lib/stats/segment-cost.ts';
import { bestSegmentation } from '../../../src/lib/stats/segmentation.ts';
import { nansIn } from './nans.ts';

function makeDays(days: number, level: (day: number) => number): Float64Array {
  const random = mulberry32(3);
  return Float64Array.from({ length: days }, (_, d) => Math.round(level(d) * (0.9 + 0.2 * random())));
}

/** Least cost over all segmentations, by going through every one of them. */
function leastCost(x: readonly number[], penalty: number, minSegLen: number): number {
  const cost = segmentCost(x, 'normal');
  let least = Infinity;
  for (let bits = 0; bits < 2 ** (x.length - 1); bits += 1) {
    const borders = [0, ...x.slice(1).flatMap((_, i) => ((bits >> i) & 1 ? [i + 1] : [])), x.length];
    const lengths = borders.slice(1).map((to, i) => to - borders[i]);
    if (lengths.some((length) => length < minSegLen)) continue;
    const total = borders.slice(1).reduce((sum, to, i) => sum + cost(borders[i], to), 0);
    least = Math.min(least, total + penalty * (borders.length - 2));
  }
  return least;
}

describe('the best segmentation', () => {
  test('is no worse than any other', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 6, maxLength: 11 }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        fc.constantFrom(1, 2, 3),
        (x, penalty, minSegLen) => {
          const cost = segmentCost(x, 'normal');
          const { objectiveGain, changepoints } = bestSegmentation(cost, x.length, penalty, minSegLen);
          expect(cost(0, x.length) - objectiveGain).toBeCloseTo(leastCost(x, penalty, minSegLen), 8);
          const borders = [0, ...changepoints, x.length];
          borders.slice(1).forEach((to, i) => expect(to - borders[i]).toBeGreaterThanOrEqual(minSegLen));
        }
      ),
      { numRuns: 60 }
    );
  });

  test('keeps its digits where the values are far from 0', () => {
    const x = Float64Array.from({ length: 40 }, (_, i) => 1e8 + (i < 20 ? 0 : 1) + (i % 2) * 0.1);
    expect(bestSegmentation(segmentCost(x, 'normal', 0.01), 40, 10, 3).changepoints).toEqual([20]);
  });

  test('refuses a missing value and a variance of 0', () => {
    expect(() => segmentCost([1, NaN], 'normal')).toThrow('Value 1 is missing');
    expect(() => segmentCost([1, 2], 'normal', 0)).toThrow('sigma2');
  });
});

describe('changes of level', () => {
  const usual = new Float64Array(80).fill(500);

  test('a collapse that lasts to the end is found, with its size', () => {
    const found = changePoints(
      makeDays(80, (d) => (d < 60 ? 500 : 50)),
      usual
    );
    expect(found.collapse?.index).toBe(60);
    expect(found.collapse?.ratio).toBeCloseTo(0.1, 1);
    expect(found.collapse?.lo).toBeLessThanOrEqual(60);
    expect(found.collapse?.hi).toBeGreaterThanOrEqual(60);
  });

  test('a rise is a change and no collapse', () => {
    const found = changePoints(
      makeDays(80, (d) => (d < 40 ? 100 : 500)),
      usual
    );
    expect(found.changepoints).toMatchObject([{ index: 40 }]);
    expect(found.changepoints[0].ratio).toBeCloseTo(5, 0);
    expect(found.collapse).toBeNull();
  });

  test('a gap is no change, and days are counted through it', () => {
    const level = (d: number) => (d < 60 ? 500 : 50);
    const y = makeDays(80, level).map((value, d) => (d >= 20 && d < 30 ? NaN : value));
    expect(changePoints(y, usual).changepoints.map(({ index }) => index)).toEqual([60]);
    const steady = makeDays(80, () => 500).map((value, d) => (d >= 20 && d < 30 ? NaN : value));
    expect(changePoints(steady, usual).changepoints).toEqual([]);
  });

  test.each([
    ['a constant series', new Float64Array(40).fill(7)],
    ['zeros', new Float64Array(40)],
    ['a series that is all gap', new Float64Array(40).fill(NaN)],
    ['three days', Float64Array.of(1, 2, 3)],
    ['nothing', new Float64Array(0)]
  ] as const)('%s has none, and no NaN', (_name, y) => {
    const found = changePoints(y, new Float64Array(y.length).fill(7));
    expect(found.changepoints).toEqual([]);
    expect(nansIn(found)).toEqual([]);
  });

  test('fewer than 28 observed days are too few, and said so', () => {
    expect(
      changePoints(
        makeDays(27, () => 50),
        new Float64Array(27).fill(50)
      ).insufficient
    ).toBe('27 observed days; 28 are needed');
  });

  test('the variance of a series that does not vary is null', () => {
    expect(longRunVariance(new Float64Array(30).fill(0.1))).toBeNull();
  });
});

describe('changes of sparse counts', () => {
  test('are found with their levels', () => {
    const found = countChangePoints(Float64Array.from({ length: 60 }, (_, d) => (d < 40 ? 4 + (d % 3) : 0)));
    expect(found.changepoints).toMatchObject([{ index: 40, meanAfter: 0 }]);
    expect(nansIn(found)).toEqual([]);
  });

  test('clustered counts need a larger step', () => {
    const steady = Float64Array.from({ length: 60 }, (_, d) => (d < 30 ? 4 : 1));
    const clustered = steady.map((value, d) => (d % 4 === 0 ? value * 4 : 0));
    expect(countChangePoints(clustered).phi).toBeGreaterThan(2);
    expect(countChangePoints(steady).changepoints).toHaveLength(1);
    expect(countChangePoints(clustered).penalty).toBeGreaterThan(2 * countChangePoints(steady).penalty);
  });

  test('zeros and short series have none', () => {
    expect(countChangePoints(new Float64Array(40)).changepoints).toEqual([]);
    expect(countChangePoints(Float64Array.of(9, 0)).changepoints).toEqual([]);
  });
});
