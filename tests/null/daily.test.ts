import { describe, expect, test } from 'vitest';
import { adjustP } from '../../src/lib/stats/fdr.ts';
import { leadLag } from '../../src/lib/stats/lead-lag.ts';
import { alertRates, changePointRate, changesOf, DAYS, leadLagRates } from './daily-rates.ts';
import { autoregressive, poisson, randomOf, report, share } from './simulate.ts';

describe('change points', () => {
  test.each([0, 0.3, 0.5, 0.7])('a series without change rarely shows one at rho %f', (rho) => {
    const rate = changePointRate(400, 31, rho, 0);
    report(`change points, rho ${rho}`, { rate });
    expect(rate).toBeLessThan(0.055);
  });

  test('a shift of five standard deviations is found within two days', () => {
    const found = changePointRate(200, 32, 0.5, 5);
    const random = randomOf(32);
    const covered = share(200, () => changesOf(0.5, 5, random).some(({ lo, hi }) => lo <= 70 && 70 <= hi));
    report('change points, planted shift', { found, covered });
    expect(found).toBeGreaterThan(0.98);
    expect(covered).toBeGreaterThan(0.95);
  });
});

describe('surges and silences', () => {
  test.each([5, 100, 5000])(
    'stay within what is documented for ordinary places of %i messages a day',
    (mean) => {
      const { surge, silence } = alertRates({ places: 150, seed: 33, mean });
      report(`alerts of places of ${mean} messages a day`, { surge: surge / 1000, silence: silence / 1000 });
      expect(surge).toBeLessThan(14);
      expect(silence).toBeLessThan(6);
    }
  );

  test('growth that the rule does not know raises surges and lowers silences', () => {
    const [still, growing] = [0, 0.2].map((growth) =>
      alertRates({ places: 300, seed: 37, mean: 500, growth })
    );
    report('alerts under growth of 22 % in 100 days', {
      surge: growing.surge / 1000,
      silence: growing.silence / 1000
    });
    expect(growing.surge).toBeGreaterThan(1.5 * still.surge);
    expect(growing.silence).toBeLessThan(0.7 * still.silence);
  });
});

describe('lead and lag', () => {
  test('the window after events and the corrected lags keep near 5 %', () => {
    const { window, lags } = leadLagRates(300, 34);
    report('lead and lag', { window, lags });
    expect(window).toBeLessThan(0.085);
    expect(lags).toBeLessThan(0.06);
  });

  test('activity that follows events by two days is found at two days', () => {
    const random = randomOf(35);
    const events = Float64Array.from({ length: DAYS }, () => poisson(0.3, random));
    const noise = autoregressive(DAYS, 0.4, 0.5, random);
    const activity = noise.map((value, d) => value + (d >= 2 ? events[d - 2] : 0));
    const { prewhitened, lags } = leadLag({ activity, events });
    const peaks = prewhitened?.ccfPrewhitened ?? new Float64Array(0);
    const strongest = peaks.reduce((best, r, i) => (Math.abs(r) > Math.abs(peaks[best]) ? i : best), 0);
    expect(lags[strongest]).toBe(2);
    expect(prewhitened?.qBH[strongest]).toBeLessThan(0.01);
  });
});

describe('false discovery rate', () => {
  test('a family without effect flags anything in about 5 % of cases', () => {
    const random = randomOf(36);
    const rate = share(1000, () => {
      const { qBH } = adjustP(Float64Array.from({ length: 100 }, () => random()));
      return qBH.some((q) => q < 0.05);
    });
    report('FDR, 100 true nulls', { rate });
    expect(rate).toBeGreaterThan(0.03);
    expect(rate).toBeLessThan(0.07);
  });
});
