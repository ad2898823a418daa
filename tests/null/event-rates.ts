import { eventEffect, type EventEffect } from '../../src/lib/stats/event-effect.ts';
import { exactRateRatio } from '../../src/lib/stats/exact-rate-ratio.ts';
import { quasiRateRatio } from '../../src/lib/stats/rate-ratio.ts';
import { autoregressive, hourlyCounts, hoursFromMonday, randomOf, sumOf } from './simulate.ts';

const DAYS = 100;
export const EVENT_DAY = 50;
const how = hoursFromMonday(DAYS);

export interface EventSetting {
  readonly runs: number;
  readonly seed: number;
  readonly dayRho: number;
  /** True ratio in the window after the event. */
  readonly ratio: number;
  readonly W: number;
  readonly controls: number;
  /** Days of the period; fewer cut the window after the event short. */
  readonly days?: number;
  /** Messages per hour. */
  readonly mean?: number;
}

/** Share of made-up regions, each with the shocks of its days shared by its controls, for which a rule sees a change. */
export interface EventRates {
  readonly rateRatio: number;
  readonly covered: number;
  readonly placebo: number;
  readonly both: number;
  readonly relative: number;
  readonly relativeCovered: number;
  readonly relativePlacebo: number;
  /** For contrast: tests that take messages, hours or days as independent. */
  readonly poisson: number;
  readonly hours: number;
  readonly blocks: number;
}

/** Measures the rules of one event (2a to 2d) on simulated regions. */
export function eventRates(setting: EventSetting): EventRates {
  const { runs, seed, dayRho, ratio, W, controls, days = DAYS, mean = 20 } = setting;
  const random = randomOf(seed);
  const effect = (hour: number) =>
    hour >= EVENT_DAY * 24 && hour < (EVENT_DAY + W) * 24 ? Math.log(ratio) : 0;
  const sums = new Map<keyof EventRates, number>();
  const count = (rule: keyof EventRates, holds: boolean) =>
    sums.set(rule, (sums.get(rule) ?? 0) + Number(holds));
  for (let run = 0; run < runs; run += 1) {
    const common = autoregressive(DAYS, 0.7, 0.15, random);
    const own = hourlyCounts({ days, mean, dayRho, common, effect }, random);
    const others = Array.from({ length: controls }, () =>
      hourlyCounts({ days, mean, dayRho, common }, random)
    );
    const weeks = how.subarray(0, days * 24);
    const found = eventEffect({
      y: own,
      how: weeks,
      t0: EVENT_DAY * 24,
      W,
      controls: controls === 0 ? undefined : { y: sumOf(others), how: weeks, count: controls }
    });
    const rejected = (found.p ?? 1) < 0.05;
    const unusual = (found.placebo.p ?? 1) <= 0.05;
    count('rateRatio', rejected);
    count('covered', covers(found, ratio));
    count('placebo', unusual);
    count('both', rejected && unusual);
    count('relative', (found.relative?.p ?? 1) < 0.05);
    count('relativeCovered', found.relative !== null && covers(found.relative, ratio));
    count('relativePlacebo', (found.relative?.placebo.p ?? 1) <= 0.05);
    count('poisson', poissonP(found) < 0.05);
    count('hours', hourlyP(found, own, W) < 0.05);
    count('blocks', (found.glmP ?? 1) < 0.05);
  }
  return Object.fromEntries([...sums].map(([rule, sum]) => [rule, sum / runs])) as unknown as EventRates;
}

function covers({ lo, hi }: Pick<EventEffect, 'lo' | 'hi'>, ratio: number): boolean {
  return lo !== null && hi !== null && lo <= ratio && ratio <= hi;
}

function poissonP({ messagesPost, expectedPost, messagesPre, expectedPre }: EventEffect): number {
  return exactRateRatio(messagesPost, expectedPost, messagesPre, expectedPre).pCentral;
}

/** Quasi-Poisson on the hours of the windows, as if they were independent. */
function hourlyP({ baseline }: EventEffect, y: Float64Array, W: number): number {
  const part = (from: number, to: number) => ({
    y: y.subarray(24 * from, 24 * to),
    E: baseline.mu.subarray(24 * from, 24 * to)
  });
  return quasiRateRatio(part(EVENT_DAY - W, EVENT_DAY), part(EVENT_DAY, EVENT_DAY + W)).glmP ?? 1;
}
