import { describe, expect, test } from 'vitest';
import { eventEffect, type EventEffectInput } from '../../../src/lib/stats/event-effect.ts';
import { evidenceGrade, type Evidence } from '../../../src/lib/stats/evidence-grade.ts';
import { exactRateRatio } from '../../../src/lib/stats/exact-rate-ratio.ts';
import { mulberry32 } from '../../../src/lib/stats/random.ts';
import { nansIn } from './nans.ts';

const DAYS = 60;
const T0 = 30 * 24;

function makeInput(change: (hour: number, count: number) => number = (_, count) => count): EventEffectInput {
  const random = mulberry32(5);
  const y = Float64Array.from({ length: DAYS * 24 }, (_, i) => change(i, 10 + Math.floor(random() * 10)));
  return { y, how: y.map((_, i) => i % 168), t0: T0 };
}

describe('the change at one event', () => {
  test('is the planted one, with its counts', () => {
    const effect = eventEffect(
      makeInput((hour, count) => (hour >= T0 && hour < T0 + 168 ? count * 2 : count))
    );
    expect(effect.rr).toBeCloseTo(2, 1);
    expect(effect.blocksPre).toBe(7);
    expect(effect.blocksPost).toBe(7);
    expect(effect.expectedAtPreLevel).toBeCloseTo(effect.messagesPost / (effect.rr ?? NaN), 6);
    expect(effect.placebo.exceed).toBe(0);
    expect(effect.exact).toBeNull();
  });

  test('against controls cancels a rise that all share', () => {
    const rise = (hour: number, count: number) => (hour >= T0 ? count * 2 : count);
    const own = makeInput(rise);
    const random = mulberry32(6);
    const y = Float64Array.from(own.y, (_, i) => rise(i, 50 + Math.floor(random() * 30)));
    const effect = eventEffect({ ...own, controls: { y, how: own.how, count: 5 } });
    expect(effect.rr).toBeGreaterThan(1.5);
    expect(effect.relative?.rirr).toBeCloseTo(1, 1);
    expect(effect.relative?.nControls).toBe(5);
  });

  test('leaves out the day itself where only the day is known', () => {
    const onTheDay = (hour: number, count: number) => (hour >= T0 && hour < T0 + 24 ? 10_000 : count);
    expect(eventEffect({ ...makeInput(onTheDay), gap: 1 }).rr).toBeCloseTo(1, 1);
    expect(eventEffect(makeInput(onTheDay)).rr).toBeGreaterThan(5);
  });

  test('where all falls silent is given by the exact ratio', () => {
    const effect = eventEffect(makeInput((hour, count) => (hour >= T0 ? 0 : count)));
    expect(effect.rr).toBeNull();
    expect(effect.p).toBeNull();
    expect(effect.exact?.rr).toBe(0);
    expect(effect.exact?.hi).toBeLessThan(0.01);
    expect(nansIn(effect)).toEqual([]);
  });
});

describe('an event about which nothing can be said', () => {
  const gapAround = makeInput((hour, count) => (Math.abs(hour - T0) < 5 * 24 ? NaN : count));
  const cases: readonly (readonly [string, EventEffectInput, RegExp])[] = [
    ['outside the period', { ...makeInput(), t0: DAYS * 24 + 5 }, /outside the period/],
    ['before the period', { ...makeInput(), t0: -30 }, /outside the period/],
    ['in the first days', { ...makeInput(), t0: 50 }, /2 usable days before/],
    ['in the last days', { ...makeInput(), t0: (DAYS - 2) * 24 }, /2 usable days after/],
    ['inside a gap', gapAround, /usable days before/],
    ['in a series of zeros', makeInput(() => 0), /nothing is expected/],
    ['in a series that is all gap', makeInput(() => NaN), /usable days before/],
    [
      'in three days of data',
      { y: new Float64Array(72).fill(9), how: new Uint8Array(72), t0: 36 },
      /usable days/
    ]
  ];

  test.each(cases)('%s says why, without an estimate and without NaN', (_name, input, reason) => {
    const effect = eventEffect(input);
    expect(effect.insufficient).toMatch(reason);
    expect([effect.rr, effect.p, effect.mdrr80, effect.relative, effect.exact]).toEqual([
      null,
      null,
      null,
      null,
      null
    ]);
    expect(nansIn(effect)).toEqual([]);
  });

  test('counts of 10^8 are no trouble', () => {
    const effect = eventEffect(makeInput((_, count) => count * 1e8));
    expect(effect.rr).toBeCloseTo(1, 1);
    expect(nansIn(effect)).toEqual([]);
  });
});

describe('the exact ratio', () => {
  test('has an interval that agrees with its p', () => {
    for (let after = 0; after < 40; after += 1) {
      const { lo, hi, pCentral } = exactRateRatio(after, 1, 15, 1);
      expect(lo > 1 || hi < 1).toBe(pCentral < 0.05);
    }
  });

  test('refuses an exposure of 0', () => {
    expect(() => exactRateRatio(1, 0, 1, 5)).toThrow('1/0');
  });
});

describe('the grade of the evidence', () => {
  const strong: Evidence = {
    q: 0.01,
    placeboP: 0.02,
    rr: 0.5,
    mdrr80: 1.3,
    relative: { rirr: 0.6, lo: 0.4, hi: 0.9 },
    insufficient: false
  };

  test.each([
    ['all three agree', {}, 'supported'],
    ['there are no controls', { relative: null }, 'supported'],
    ['the controls changed as much', { relative: { rirr: 0.9, lo: 0.7, hi: 1.2 } }, 'indication'],
    ['the controls point the other way', { relative: { rirr: 1.6, lo: 1.2, hi: 2 } }, 'indication'],
    ['ordinary dates changed as much', { placeboP: 0.3 }, 'indication'],
    ['q is not small', { q: 0.2 }, 'indication'],
    ['only one of the three holds', { q: 0.2, placeboP: 0.3 }, 'not shown'],
    ['one of two holds and there are no controls', { q: 0.2, relative: null }, 'not shown'],
    [
      'nothing holds and a doubling would be missed',
      { q: 0.9, placeboP: 0.5, relative: null, mdrr80: 2.4 },
      'cannot tell'
    ],
    ['nothing can be computed', { q: null, placeboP: null, relative: null, mdrr80: null }, 'cannot tell'],
    ['there is too little data', { insufficient: true }, 'cannot tell']
  ] as const)('where %s is as specified', (_name, change, grade) => {
    expect(evidenceGrade({ ...strong, ...change })).toBe(grade);
  });
});
