import { describe, expect, test } from 'vitest';
import { dailyAlerts } from '../../src/lib/stats/alerts.ts';
import { changePoints } from '../../src/lib/stats/change-points.ts';
import { adjustP } from '../../src/lib/stats/fdr.ts';
import { leadLag } from '../../src/lib/stats/lead-lag.ts';
import type { Random } from '../../src/lib/stats/random.ts';
import { autoregressive, overdispersed, poisson, randomOf, report, share } from './simulate.ts';

const DAYS = 100;

/** Daily counts whose log ratio to the usual is an AR(1) of standard deviation 0.1, with a drop at a day. */
function changesOf(rho: number, drop: number, random: Random) {
  const z = autoregressive(DAYS, rho, 1, random);
  const y = z.map((value, d) => 10_000 * Math.exp(0.1 * (value - (d >= 70 ? drop : 0))));
  return changePoints(y, new Float64Array(DAYS).fill(10_000)).changepoints;
}

describe('change points', () => {
  test.each([0, 0.3, 0.5, 0.7])('a series without change rarely shows one at rho %f', (rho) => {
    const random = randomOf(31);
    const rate = share(400, () => changesOf(rho, 0, random).length > 0);
    report(`change points, rho ${rho}`, { rate });
    expect(rate).toBeLessThan(0.055);
  });

  test('a shift of five standard deviations is found within two days', () => {
    const random = randomOf(32);
    const found = share(200, () => changesOf(0.5, 5, random).some(({ index }) => Math.abs(index - 70) <= 2));
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
      const random = randomOf(33);
      const places = 150;
      const counts = new Float64Array(places * DAYS);
      for (let place = 0; place < places; place += 1) {
        const log = autoregressive(DAYS, 0.6, 0.2, random);
        log.forEach(
          (value, d) => (counts[place * DAYS + d] = overdispersed(mean * Math.exp(value), 20, random))
        );
      }
      const dow = Uint8Array.from({ length: DAYS }, (_, d) => d % 7);
      const { alerts, tested } = dailyAlerts({ counts, places, days: DAYS, dow });
      const rateOf = (kind: string) => alerts.filter((alert) => alert.kind === kind).length / tested;
      const rates = { surge: rateOf('surge'), silence: rateOf('silence') };
      report(`alerts per place-day, mean ${mean}`, rates);
      expect(rates.surge).toBeLessThan(0.014);
      expect(rates.silence).toBeLessThan(0.006);
    }
  );
});

describe('lead and lag', () => {
  test('the window after events and the corrected lags keep near 5 %', () => {
    const random = randomOf(34);
    let window = 0;
    let lags = 0;
    const runs = 300;
    for (let run = 0; run < runs; run += 1) {
      const activity = autoregressive(DAYS, 0.6, 1, random);
      const rate = autoregressive(DAYS, 0.6, 0.8, random);
      const events = rate.map((value) => poisson(Math.exp(-1.2 + value), random));
      const found = leadLag({ activity, events });
      if ((found.shiftWindows?.[2]?.p ?? 1) <= 0.05) window += 1;
      const band = found.prewhitened?.bandBonferroni ?? Infinity;
      if (found.prewhitened?.ccfPrewhitened.some((r) => Math.abs(r) > band)) lags += 1;
    }
    report('lead and lag', { window: window / runs, lags: lags / runs });
    expect(window / runs).toBeLessThan(0.085);
    expect(lags / runs).toBeLessThan(0.06);
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
