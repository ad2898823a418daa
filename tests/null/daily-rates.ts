import { dailyAlerts } from '../../src/lib/stats/alerts.ts';
import { changePoints } from '../../src/lib/stats/change-points.ts';
import { earsAlarms, type EarsMethod } from '../../src/lib/stats/ears.ts';
import { leadLag } from '../../src/lib/stats/lead-lag.ts';
import type { Random } from '../../src/lib/stats/random.ts';
import { madSorted, sortedPresent } from '../../src/lib/stats/quantiles.ts';
import { bestSegmentation } from '../../src/lib/stats/segmentation.ts';
import { segmentCost } from '../../src/lib/stats/segment-cost.ts';
import { autoregressive, overdispersed, poisson, randomOf, share, WEEKDAY_LOG } from './simulate.ts';

export const DAYS = 100;
const SHIFT_DAY = 70;

/** Changes found in daily counts whose log ratio to the usual is an AR(1) of standard deviation 0.1, with a drop at a day. */
export function changesOf(rho: number, drop: number, random: Random) {
  const z = autoregressive(DAYS, rho, 1, random);
  const y = z.map((value, d) => 10_000 * Math.exp(0.1 * (value - (d >= SHIFT_DAY ? drop : 0))));
  return changePoints(y, new Float64Array(DAYS).fill(10_000)).changepoints;
}

/** Share of series with any change found or, with a drop (in standard deviations), with one within two days of it. */
export function changePointRate(runs: number, seed: number, rho: number, drop: number): number {
  const random = randomOf(seed);
  return share(runs, () => {
    const found = changesOf(rho, drop, random);
    return drop === 0 ? found.length > 0 : found.some(({ index }) => Math.abs(index - SHIFT_DAY) <= 2);
  });
}

/** For contrast: breaks with the variance of the days (sd) or of their differences (MAD), penalty 2 log n. */
export function naiveBreakRates(runs: number, seed: number): { readonly sd: number; readonly mad: number } {
  const random = randomOf(seed);
  const found = { sd: 0, mad: 0 };
  for (let run = 0; run < runs; run += 1) {
    const z = autoregressive(DAYS, 0.5, 1, random);
    const centre = z.reduce((sum, value) => sum + value, 0) / DAYS;
    const variance = z.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (DAYS - 1);
    const steps = z.subarray(1).map((value, i) => value - z[i]);
    const breaks = (sigma2: number) =>
      bestSegmentation(segmentCost(z, 'normal', sigma2), DAYS, 2 * Math.log(DAYS), 3).changepoints.length;
    if (breaks(variance) > 0) found.sd += 1;
    if (breaks(madSorted(sortedPresent(steps)) ** 2 / 2) > 0) found.mad += 1;
  }
  return { sd: found.sd / runs, mad: found.mad / runs };
}

export interface AlertSetting {
  readonly places: number;
  readonly seed: number;
  /** Messages a day. */
  readonly mean: number;
  /** Log rise over the 100 days. */
  readonly growth?: number;
  /** Days before this one are not counted: with 65, all have 56 reference days. */
  readonly fromDay?: number;
}

export interface AlertRates {
  /** Per 1,000 place-days. */
  readonly surge: number;
  readonly silence: number;
  readonly tested: number;
  readonly ears: Readonly<Record<EarsMethod, number>>;
}

/** Alarms per 1,000 days of ordinary places whose days resemble each other (6a, 6b). */
export function alertRates({ places, seed, mean, growth = 0, fromDay = 0 }: AlertSetting): AlertRates {
  const random = randomOf(seed);
  const counts = new Float64Array(places * DAYS);
  const ears = { C1: 0, C2: 0, C3: 0 };
  const methods = ['C1', 'C2', 'C3'] as const;
  const earsDays = { C1: 0, C2: 0, C3: 0 };
  for (let place = 0; place < places; place += 1) {
    const log = autoregressive(DAYS, 0.6, 0.2, random);
    log.forEach((value, d) => {
      const level = mean * Math.exp(value + WEEKDAY_LOG[d % 7] + (growth * d) / DAYS);
      counts[place * DAYS + d] = overdispersed(level, 20, random);
    });
    for (const method of methods) {
      const { alarm } = earsAlarms(counts.subarray(place * DAYS, (place + 1) * DAYS), { method });
      ears[method] += alarm.filter(Boolean).length;
      earsDays[method] += alarm.length;
    }
  }
  const dow = Uint8Array.from({ length: DAYS }, (_, d) => d % 7);
  const { alerts, scan } = dailyAlerts({ counts, places, days: DAYS, dow });
  const tested = scan.expected.reduce(
    (sum, mu, at) => sum + (at % DAYS >= fromDay && !Number.isNaN(mu) ? 1 : 0),
    0
  );
  const rateOf = (wanted: string) =>
    (1000 * alerts.filter(({ kind, day }) => kind === wanted && day >= fromDay).length) / tested;
  const perThousand = (method: EarsMethod) => (1000 * ears[method]) / earsDays[method];
  return {
    surge: rateOf('surge'),
    silence: rateOf('silence'),
    tested,
    ears: { C1: perThousand('C1'), C2: perThousand('C2'), C3: perThousand('C3') }
  };
}

export interface LeadLagRates {
  readonly window: number;
  readonly lags: number;
  /** For contrast: any of 29 raw lags beyond 1.96/sqrt(n). */
  readonly raw: number;
}

/** Share of pairs of unrelated series, each with its own persistence, that a rule of section 4 calls related. */
export function leadLagRates(runs: number, seed: number): LeadLagRates {
  const random = randomOf(seed);
  const found = { window: 0, lags: 0, raw: 0 };
  for (let run = 0; run < runs; run += 1) {
    const activity = autoregressive(DAYS, 0.6, 1, random);
    const rate = autoregressive(DAYS, 0.6, 0.8, random);
    const events = rate.map((value) => poisson(Math.exp(-1.2 + value), random));
    const { shiftWindows, prewhitened, ccf } = leadLag({ activity, events });
    if ((shiftWindows?.[2]?.p ?? 1) <= 0.05) found.window += 1;
    const band = prewhitened?.bandBonferroni ?? Infinity;
    if (prewhitened?.ccfPrewhitened.some((r) => Math.abs(r) > band)) found.lags += 1;
    if (ccf.some((r) => Math.abs(r) > 1.96 / Math.sqrt(DAYS))) found.raw += 1;
  }
  return { window: found.window / runs, lags: found.lags / runs, raw: found.raw / runs };
}
