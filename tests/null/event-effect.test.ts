import { describe, expect, test } from 'vitest';
import { EVENT_DAY, eventRates, type EventRates, type EventSetting } from './event-rates.ts';
import { report } from './simulate.ts';

function measure(setting: EventSetting): EventRates {
  const rates = eventRates(setting);
  const { dayRho, ratio, W, days = 100 } = setting;
  report(`event, day correlation ${dayRho}, true ratio ${ratio}, ${W} days, period of ${days}`, { ...rates });
  return rates;
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
