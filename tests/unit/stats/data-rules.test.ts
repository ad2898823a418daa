import { describe, expect, test } from 'vitest';
import { autocorrelation, lag1Rho } from '../../../src/lib/stats/autocorrelation.ts';
import { suspectedGaps } from '../../../src/lib/stats/collection-gap.ts';
import { adjustP, bonferroni } from '../../../src/lib/stats/fdr.ts';
import { hourOfWeekProfile } from '../../../src/lib/stats/hour-profile.ts';
import { leadLag } from '../../../src/lib/stats/lead-lag.ts';
import { mulberry32 } from '../../../src/lib/stats/random.ts';
import { sufficiency } from '../../../src/lib/stats/sufficiency.ts';
import { nansIn } from './nans.ts';

const WEEKS = 6;
const N = WEEKS * 168;
const how = Uint8Array.from({ length: N }, (_, i) => i % 168);

/** Network total of about 1,000 an hour by day and 300 by night, changed by hour. */
function makeTotal(change: (hour: number, count: number) => number): Float64Array {
  const random = mulberry32(2);
  return Float64Array.from({ length: N }, (_, i) => {
    const level = i % 24 < 6 ? 300 : 1000;
    return change(i, Math.round(level * (0.8 + 0.4 * random())));
  });
}

function marked(total: Float64Array, until?: number): readonly number[] {
  return Array.from(suspectedGaps(total, how, until)).flatMap((gap, i) => (gap === 1 ? [i] : []));
}

describe('a suspected gap in the collection', () => {
  const between = (from: number, to: number, share: number) =>
    makeTotal((i, count) => (i >= from && i < to ? Math.round(count * share) : count));

  test('is a stretch of near silence that ends', () => {
    expect(marked(between(500, 505, 0.02))).toEqual([500, 501, 502, 503, 504]);
    expect(marked(between(500, 596, 0))).toHaveLength(96);
  });

  test('is not a fall by half, nor a quiet night', () => {
    expect(marked(between(500, 600, 0.5))).toEqual([]);
    expect(marked(makeTotal((_, count) => count))).toEqual([]);
  });

  test('is not a collapse of 95 % that lasts, wherever it is cut', () => {
    for (const from of [480, 483, 490, 900, 990, N - 5]) expect(marked(between(from, N, 0.05))).toEqual([]);
  });

  test('is found just before a collapse', () => {
    const total = makeTotal((i, count) =>
      i >= 500 && i < 504 ? 0 : i >= 560 ? Math.round(count * 0.05) : count
    );
    expect(marked(total, 560)).toEqual([500, 501, 502, 503]);
  });

  test('is never claimed after the alert', () => {
    expect(marked(between(500, 505, 0.02), 502)).toEqual([500, 501]);
    expect(marked(between(500, 505, 0.02), 500)).toEqual([]);
  });

  test('is never claimed where hardly anything is usual', () => {
    expect(marked(makeTotal((i) => (i === 500 ? 0 : 40)))).toEqual([]);
  });

  test('does not arise from hours that were not collected anyway', () => {
    expect(marked(between(500, 505, NaN))).toEqual([]);
  });
});

describe('enough data', () => {
  test.each([
    ['27 days', new Float64Array(27 * 24).fill(9), '27 covered days; 28 are needed'],
    ['4.8 messages a day', new Float64Array(40 * 24).fill(0.2), '4.8 messages a day; 5 are needed'],
    ['a series of gaps', new Float64Array(40 * 24).fill(NaN), '0 covered days; 28 are needed'],
    ['28 days of 24 messages', new Float64Array(28 * 24).fill(1), null]
  ])('%s', (_name, y, insufficient) => {
    expect(sufficiency(y).insufficient).toBe(insufficient);
    expect(nansIn(sufficiency(y))).toEqual([]);
  });
});

describe('the profile of the week', () => {
  test('refuses an hour of the week that does not exist', () => {
    expect(() => hourOfWeekProfile([1], [168])).toThrow('168');
  });

  test('of nothing is null everywhere', () => {
    const bins = hourOfWeekProfile([], []);
    expect(bins).toHaveLength(168);
    expect(bins.every(({ n, median }) => n === 0 && median === null)).toBe(true);
  });
});

describe('serial dependence', () => {
  test('of a constant series, or of nothing, is 0 with r1 null', () => {
    for (const r of [[2, 2, 2], [], [NaN, NaN], [1]]) expect(lag1Rho(r)).toMatchObject({ r1: null, rho: 0 });
  });

  test('at lag 24 is that of a daily rhythm', () => {
    const r = Float64Array.from({ length: 2400 }, (_, i) => Math.sin((i * Math.PI) / 12));
    expect(autocorrelation(r, 24)).toBeCloseTo(0.99, 6);
    expect(autocorrelation(r, 12)).toBeCloseTo(-0.995, 6);
  });
});

describe('corrected p-values', () => {
  test('never fall below p, keep its order and stop at 1', () => {
    const random = mulberry32(3);
    const p = Float64Array.from({ length: 300 }, () => random() ** 3);
    const { qBH, qBY } = adjustP(p);
    const order = Array.from(p.keys()).sort((a, b) => p[a] - p[b]);
    order.slice(1).forEach((at, i) => expect(qBH[at]).toBeGreaterThanOrEqual(qBH[order[i]]));
    p.forEach((value, i) => {
      expect(qBH[i]).toBeGreaterThanOrEqual(value);
      expect(qBY[i]).toBeGreaterThanOrEqual(qBH[i]);
      expect(qBY[i]).toBeLessThanOrEqual(1);
    });
  });

  test('by Bonferroni count the tests that were made', () => {
    expect(Array.from(bonferroni([0.01, NaN, 0.6]))).toEqual([0.02, NaN, 1]);
  });
});

describe('lead and lag', () => {
  const events = Float64Array.from({ length: 100 }, (_, d) => Number(d % 9 === 0));
  const random = mulberry32(4);
  const activity = Float64Array.from({ length: 100 }, () => random() - 0.5);

  test('with more than a tenth of the days missing gives the raw correlation only', () => {
    const gappy = activity.map((value, d) => (d < 11 ? NaN : value));
    const found = leadLag({ activity: gappy, events });
    expect([found.reason, found.prewhitened, found.shiftWindows]).toEqual(['too-many-gaps', null, null]);
    expect(found.ccf.some(Number.isNaN)).toBe(false);
    expect(leadLag({ activity: gappy.map((value, d) => (d === 10 ? 0 : value)), events }).reason).toBeNull();
  });

  test.each([
    ['no events', activity, new Float64Array(100)],
    ['constant activity', new Float64Array(100).fill(0.1), events],
    ['nothing', new Float64Array(0), new Float64Array(0)],
    ['activity that is all gap', new Float64Array(100).fill(NaN), events]
  ])('with %s is not defined, and never NaN in a field', (_name, x, e) => {
    const found = leadLag({ activity: x, events: e });
    expect(found.reason).toBe('zero-variance');
    expect(nansIn(found)).toEqual([]);
  });

  test('with few days or few events is not to be tested', () => {
    expect(leadLag({ activity, events }).tooFew).toBe(false);
    expect(leadLag({ activity: activity.subarray(0, 59), events: events.subarray(0, 59) }).tooFew).toBe(true);
    expect(leadLag({ activity, events: events.map((_, d) => Number(d === 50)) }).tooFew).toBe(true);
  });
});
