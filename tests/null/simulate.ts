import { mulberry32, type Random } from '../../src/lib/stats/random.ts';

// Made-up message activity as it behaves: a daily and weekly rhythm, days and hours that resemble their neighbours, and
// counts that vary more than Poisson. The settings are those under which the rules of stats/ were calibrated.

const HOUR_SHARE = [
  0.3, 0.2, 0.15, 0.12, 0.12, 0.15, 0.3, 0.6, 0.9, 1.1, 1.2, 1.3, 1.3, 1.3, 1.3, 1.3, 1.4, 1.5, 1.6, 1.6, 1.5,
  1.2, 0.8, 0.5
];
/** Log level of each weekday, Monday first. */
export const WEEKDAY_LOG = [0, 0, 0, 0, 0.05, -0.1, -0.25];
const HOUR_SIZE = 8;

export function randomOf(seed: number): Random {
  return mulberry32(seed);
}

/** Standard normal (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Series with lag-1 correlation rho and standard deviation sd. */
export function autoregressive(n: number, rho: number, sd: number, random: Random): Float64Array {
  const series = new Float64Array(n);
  let value = normal(random) * sd;
  for (let t = 0; t < n; t += 1) {
    series[t] = value;
    value = rho * value + normal(random) * sd * Math.sqrt(1 - rho * rho);
  }
  return series;
}

/** Gamma with mean 1 and this shape, at least 1 (Marsaglia and Tsang 2000). */
function gamma(shape: number, random: Random): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
}

export function poisson(mean: number, random: Random): number {
  if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** Negative binomial count of this mean and size (variance mean + mean^2/size). */
export function overdispersed(mean: number, size: number, random: Random): number {
  return poisson(mean * gamma(size, random), random);
}

export interface HourlySetting {
  readonly days: number;
  /** Messages per hour. */
  readonly mean: number;
  /** Correlation of one day with the next. */
  readonly dayRho: number;
  /** Log shock of each day that all regions share. */
  readonly common?: Float64Array;
  /** Log effect per hour. */
  readonly effect?: (hour: number) => number;
}

/** Hourly counts of one region, from a Monday 00. */
export function hourlyCounts(setting: HourlySetting, random: Random): Float64Array {
  const { days, mean, dayRho, common, effect } = setting;
  const ofDay = autoregressive(days, dayRho, 0.12, random);
  const ofHour = autoregressive(days * 24, 0.8, 0.2, random);
  return ofHour.map((shock, i) => {
    const day = Math.floor(i / 24);
    const log = WEEKDAY_LOG[day % 7] + ofDay[day] + (common?.[day] ?? 0) + shock + (effect?.(i) ?? 0);
    return overdispersed(mean * HOUR_SHARE[i % 24] * Math.exp(log), HOUR_SIZE, random);
  });
}

export function hoursFromMonday(days: number): Uint8Array {
  return Uint8Array.from({ length: days * 24 }, (_, i) => i % 168);
}

export function sumOf(series: readonly Float64Array[]): Float64Array {
  return series[0].map((_, i) => series.reduce((sum, one) => sum + one[i], 0));
}

/** Whole number in [from, to). */
export function pick(from: number, to: number, random: Random): number {
  return from + Math.floor(random() * (to - from));
}

/** Share of `runs` simulations for which the test holds. */
export function share(runs: number, holds: (run: number) => boolean): number {
  let count = 0;
  for (let run = 0; run < runs; run += 1) if (holds(run)) count += 1;
  return count / runs;
}

/** Prints a line of the table of measured rates. */
export function report(rule: string, rates: Readonly<Record<string, number>>): void {
  const parts = Object.entries(rates).map(([name, rate]) => `${name} ${(100 * rate).toFixed(1)} %`);
  console.log(`${rule}: ${parts.join(', ')}`);
}
