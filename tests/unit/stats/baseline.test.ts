import { describe, expect, test } from 'vitest';
import { chooseModel } from '../../../src/lib/stats/baseline-model.ts';
import { fitBaseline } from '../../../src/lib/stats/baseline.ts';
import { mulberry32 } from '../../../src/lib/stats/random.ts';
import { nansIn } from './nans.ts';

const WEEK = 168;

function makeHours(hours: number): Uint8Array {
  return Uint8Array.from({ length: hours }, (_, i) => i % WEEK);
}

/** Counts with a daily rhythm and scatter, the same for a seed. */
function makeCounts(hours: number, seed = 1, level = 20): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from({ length: hours }, (_, i) =>
    Math.floor(level * (1.2 + Math.sin((i * Math.PI) / 12)) * (0.5 + random()))
  );
}

function without<T extends Float64Array>(y: T, from: number, to: number): T {
  return y.map((value, i) => (i >= from && i < to ? NaN : value)) as T;
}

describe('the expected counts', () => {
  test('keep the sums of every hour of day and day of week that was fitted', () => {
    const y = without(makeCounts(6 * WEEK), 200, 260);
    const how = makeHours(y.length);
    const { mu } = fitBaseline({ y, how, model: 'hod+dow' });
    const sums = (of: Float64Array, key: (cell: number) => number) => {
      const totals = new Map<number, number>();
      of.forEach((value, i) => {
        if (!Number.isNaN(y[i])) totals.set(key(how[i]), (totals.get(key(how[i])) ?? 0) + value);
      });
      return [...totals.values()];
    };
    for (const key of [(cell: number) => cell % 24, (cell: number) => Math.floor(cell / 24)]) {
      const observed = sums(y, key);
      sums(mu, key).forEach((sum, k) => expect(sum).toBeCloseTo(observed[k], 6));
    }
  });

  test('are not moved by what is masked, and are given there', () => {
    const y = makeCounts(5 * WEEK);
    const how = makeHours(y.length);
    const mask = y.map((_, i) => Number(i >= 400 && i < 500));
    const wild = y.map((value, i) => (mask[i] === 1 ? 1e6 : value));
    const fit = fitBaseline({ y: wild, how, mask, model: 'hod+dow' });
    expect(fit.mu).toEqual(fitBaseline({ y, how, mask, model: 'hod+dow' }).mu);
    expect(fit.nMasked).toBe(100);
    expect(fit.mu[450]).toBeGreaterThan(0);
    expect(fit.resid[450]).toBeGreaterThan(100);
  });

  test('double where exposure doubles, and are missing where nothing was covered', () => {
    const y = makeCounts(5 * WEEK);
    const how = makeHours(y.length);
    const exposure = y.map((_, i) => (i === 7 ? 0 : i === 8 ? 0.5 : 1));
    const { mu, nMissing } = fitBaseline({ y, how, exposure, model: 'how' });
    expect(mu[7]).toBeNaN();
    expect(mu[8] * 2).toBeCloseTo(mu[8 + WEEK], 10);
    expect(nMissing).toBe(1);
  });

  test('are missing for an hour of the week that was never observed, not 0', () => {
    const y = makeCounts(4 * WEEK).map((value, i) => (i % WEEK === 5 ? NaN : value));
    const how = makeHours(y.length);
    expect(fitBaseline({ y, how, model: 'how' }).mu[5]).toBeNaN();
    expect(fitBaseline({ y, how, model: 'hod+dow' }).mu[5]).toBeGreaterThan(0);
  });

  test('are missing where an hour shares nothing with the weekday, directly or by others', () => {
    // Mondays were seen by day, Tuesdays by night: nothing says what a Tuesday noon is.
    const y = Float64Array.from({ length: 6 * WEEK }, (_, i) => {
      const cell = i % WEEK;
      const seen = cell < 24 ? cell >= 8 && cell < 16 : cell < 48 && (cell < 32 || cell >= 40);
      return seen ? 10 + cell : NaN;
    });
    const { mu, df, nUsed } = fitBaseline({ y, how: makeHours(y.length), model: 'hod+dow' });
    expect(mu[12]).toBeGreaterThan(0);
    expect(mu[36]).toBeNaN();
    expect(nUsed - df).toBe(24);
  });

  test('with a trend follow growth, and are never drawn out by more than a week', () => {
    const grown = makeCounts(8 * WEEK).map((value, i) => Math.round(50 * value * Math.exp((0.1 * i) / WEEK)));
    const y = without(grown, 6 * WEEK, 8 * WEEK);
    const fit = fitBaseline({ y, how: makeHours(y.length), model: 'hod+dow', trend: true });
    expect(fit.slope).toBeCloseTo(0.1, 1);
    expect(fit.mu[7 * WEEK - 1]).toBeGreaterThan(0);
    expect(fit.mu[7 * WEEK]).toBeNaN();
  });

  test('with a trend over less than 28 days leave it out and say so', () => {
    const y = makeCounts(3 * WEEK);
    const fit = fitBaseline({ y, how: makeHours(y.length), trend: true });
    expect(fit.trend).toBe(false);
    expect(fit.warnings).toEqual(['trend left out: fewer than 28 days fitted']);
  });

  test('are hardly moved by a few wild hours after re-weighting', () => {
    const y = makeCounts(6 * WEEK);
    const how = makeHours(y.length);
    const wild = y.map((value, i) => (i >= 300 && i < 306 ? value * 50 : value));
    const calm = fitBaseline({ y, how, model: 'hod+dow' });
    const plain = fitBaseline({ y: wild, how, model: 'hod+dow' });
    const robust = fitBaseline({ y: wild, how, model: 'hod+dow', reweight: 1 });
    const off = (mu: Float64Array) => Math.abs(mu[303] / calm.mu[303] - 1);
    expect(off(robust.mu)).toBeLessThan(off(plain.mu) / 3);
    expect(robust.nDownweighted).toBeGreaterThanOrEqual(6);
  });

  test('leave the series they are given as it was', () => {
    const y = makeCounts(5 * WEEK);
    const how = makeHours(y.length);
    const copy = y.slice();
    fitBaseline({ y, how, reweight: 1 });
    expect(y).toEqual(copy);
  });
});

describe('bad series', () => {
  test.each([
    ['zeros', new Float64Array(5 * WEEK), 'level'],
    ['a gap from end to end', new Float64Array(5 * WEEK).fill(NaN), 'level'],
    ['three days', makeCounts(72), 'level'],
    ['a single hour', Float64Array.of(4), 'level'],
    ['nothing', new Float64Array(0), 'level'],
    ['counts of 10^8', makeCounts(7 * WEEK, 2, 1e8), 'how']
  ] as const)('%s give numbers or null, never NaN', (_name, y, model) => {
    const fit = fitBaseline({ y, how: makeHours(y.length), reweight: 1 });
    expect(fit.model).toBe(model);
    expect(nansIn(fit)).toEqual([]);
  });

  test('a gap from end to end says that nothing was fitted', () => {
    const y = new Float64Array(500).fill(NaN);
    const fit = fitBaseline({ y, how: makeHours(500) });
    expect(fit.warnings).toContain('no hour to fit');
    expect(fit.phi).toBeNull();
    expect(fit.mu.every(Number.isNaN)).toBe(true);
  });

  test('lengths that differ are refused with both lengths', () => {
    expect(() => fitBaseline({ y: new Float64Array(3), how: makeHours(4) })).toThrow('3, 4');
  });
});

describe('the choice of the model', () => {
  const all = (hours: number) => new Uint8Array(hours).fill(1);
  const choose = (y: Float64Array) => chooseModel(y, makeHours(y.length), all(y.length));

  test.each([
    ['six weeks with 3,360 messages', new Float64Array(6 * WEEK).fill(20 / 6), 'how'],
    ['six weeks with one message less', new Float64Array(6 * WEEK).fill(20 / 6 - 1e-3), 'hod+dow'],
    ['an hour less than six weeks', new Float64Array(6 * WEEK - 1).fill(20), 'hod+dow'],
    ['300 messages in four weeks', new Float64Array(4 * WEEK).fill(300 / (4 * WEEK) + 1e-9), 'hod+dow'],
    ['fewer than 300 messages', new Float64Array(4 * WEEK).fill(299 / (4 * WEEK)), 'level']
  ] as const)('for %s is as specified', (_name, y, model) => {
    expect(choose(y)).toBe(model);
  });

  test('falls back where an hour of the week, or a whole hour of the day, was always silent', () => {
    const y = new Float64Array(6 * WEEK).fill(30);
    expect(choose(y.map((value, i) => (i % WEEK === 3 ? 0 : value)))).toBe('hod+dow');
    expect(choose(y.map((value, i) => (i % 24 === 3 ? 0 : value)))).toBe('level');
  });
});
