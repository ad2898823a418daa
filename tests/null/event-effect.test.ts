import { describe, expect, test } from 'vitest';
import { eventEffect, type EventEffect } from '../../src/lib/stats/event-effect.ts';
import { exactRateRatio } from '../../src/lib/stats/exact-rate-ratio.ts';
import { autoregressive, hourlyCounts, hoursFromMonday, randomOf, report, sumOf } from './simulate.ts';

const DAYS = 100;
const EVENT_DAY = 50;
const how = hoursFromMonday(DAYS);

interface Setting {
  readonly runs: number;
  readonly seed: number;
  readonly dayRho: number;
  /** True ratio in the window after the event. */
  readonly ratio: number;
  readonly W: number;
  readonly controls: number;
  /** Days of the period; fewer cut the window after the event short. */
  readonly days?: number;
}

/** Rates over many made-up regions, each with the shocks of its days shared by its controls. */
function measure(setting: Setting) {
  const { runs, seed, dayRho, ratio, W, controls, days = DAYS } = setting;
  const random = randomOf(seed);
  const effect = (hour: number) =>
    hour >= EVENT_DAY * 24 && hour < (EVENT_DAY + W) * 24 ? Math.log(ratio) : 0;
  const counts = {
    rateRatio: 0,
    covered: 0,
    placebo: 0,
    both: 0,
    relative: 0,
    relativeCovered: 0,
    poisson: 0
  };
  for (let run = 0; run < runs; run += 1) {
    const common = autoregressive(DAYS, 0.7, 0.15, random);
    const own = hourlyCounts({ days, mean: 20, dayRho, common, effect }, random);
    const others = Array.from({ length: controls }, () =>
      hourlyCounts({ days, mean: 20, dayRho, common }, random)
    );
    const found = eventEffect({
      y: own,
      how: how.subarray(0, days * 24),
      t0: EVENT_DAY * 24,
      W,
      controls:
        controls === 0 ? undefined : { y: sumOf(others), how: how.subarray(0, days * 24), count: controls }
    });
    const rejected = (found.p ?? 1) < 0.05;
    const unusual = (found.placebo.p ?? 1) <= 0.05;
    counts.rateRatio += Number(rejected);
    counts.covered += Number(covers(found, ratio));
    counts.placebo += Number(unusual);
    counts.both += Number(rejected && unusual);
    counts.relative += Number((found.relative?.p ?? 1) < 0.05);
    counts.relativeCovered += Number(found.relative !== null && covers(found.relative, ratio));
    const plain = exactRateRatio(
      found.messagesPost,
      found.expectedPost,
      found.messagesPre,
      found.expectedPre
    );
    counts.poisson += Number(plain.pCentral < 0.05);
  }
  const rates = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / runs]));
  report(`event, day correlation ${dayRho}, true ratio ${ratio}, ${W} days, period of ${days}`, rates);
  return rates as Readonly<Record<keyof typeof counts, number>>;
}

function covers({ lo, hi }: Pick<EventEffect, 'lo' | 'hi'>, ratio: number): boolean {
  return lo !== null && hi !== null && lo <= ratio && ratio <= hi;
}

describe('where nothing happened', () => {
  test.each([0.3, 0.6])('the tests of one event keep their rate at day correlation %f', (dayRho) => {
    const rates = measure({ runs: 300, seed: 11, dayRho, ratio: 1, W: 7, controls: 4 });
    expect(rates.rateRatio).toBeLessThan(0.09);
    expect(rates.rateRatio).toBeGreaterThan(0.01);
    expect(rates.covered).toBeGreaterThan(0.91);
    expect(rates.relative).toBeLessThan(0.1);
    expect(rates.relative).toBeGreaterThan(0.02);
    expect(rates.placebo).toBeLessThan(0.1);
    expect(rates.both).toBeLessThan(0.06);
    // The reason for all this: the usual test calls most of them a change.
    expect(rates.poisson).toBeGreaterThan(0.5);
  });

  test('windows of unequal length keep near 5 % too', () => {
    const rates = measure({
      runs: 300,
      seed: 12,
      dayRho: 0.4,
      ratio: 1,
      W: 14,
      controls: 4,
      days: EVENT_DAY + 5
    });
    expect(rates.rateRatio).toBeLessThan(0.1);
    expect(rates.relative).toBeLessThan(0.1);
  });

  test('short windows keep near 5 % too', () => {
    const rates = measure({ runs: 300, seed: 13, dayRho: 0.4, ratio: 1, W: 3, controls: 0 });
    expect(rates.rateRatio).toBeLessThan(0.09);
  });
});

describe('where activity halved for a week', () => {
  test('it is found, and the intervals cover the truth', () => {
    const rates = measure({ runs: 150, seed: 14, dayRho: 0.3, ratio: 0.5, W: 7, controls: 4 });
    expect(rates.both).toBeGreaterThan(0.8);
    expect(rates.relative).toBeGreaterThan(0.9);
    expect(rates.covered).toBeGreaterThan(0.88);
    expect(rates.relativeCovered).toBeGreaterThan(0.88);
  });
});
