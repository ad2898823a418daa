import { describe, expect, test } from 'vitest';
import { planarKm } from '../../src/lib/stats/distance.ts';
import { knoxInteraction } from '../../src/lib/stats/knox-interaction.ts';
import { pick, randomOf, report, share } from './simulate.ts';
import { many, nationalWaveRates, nearRepeatRate, SPACE_DAYS } from './space-rates.ts';

describe('events against surges', () => {
  test('a national wave is no interaction of place and time, although it coincides in time', () => {
    const { interaction, shift } = nationalWaveRates(300, 41);
    report('space and time, national wave', { interaction, shift });
    expect(interaction).toBeLessThan(0.08);
    expect(shift).toBeGreaterThan(0.12);
  });

  test('surges planted near events a few days later are found', () => {
    const random = randomOf(42);
    const found = share(100, (run) => {
      const x = many(15, () => random() * 300);
      const y = many(15, () => random() * 300);
      const eventDays = many(15, () => pick(0, 90, random));
      const followed = eventDays.map((day) => day + pick(1, 4, random));
      const input = {
        eventDays,
        surgeDays: Float64Array.of(...followed, ...many(25, () => pick(0, SPACE_DAYS, random))),
        distance: planarKm(
          x,
          y,
          Float64Array.of(...x.map((place) => place + 5), ...many(25, () => random() * 300)),
          Float64Array.of(...y, ...many(25, () => random() * 300))
        ),
        epsS: 25,
        lags: { from: 0, to: 7 }
      };
      return knoxInteraction(input, { B: 499, seed: run }).p <= 0.05;
    });
    report('space and time, planted', { found });
    expect(found).toBeGreaterThan(0.95);
  });
});

test('near repeats among scattered events keep near 5 %', () => {
  const rate = nearRepeatRate(300, 43);
  report('near repeats', { rate });
  expect(rate).toBeGreaterThan(0.015);
  expect(rate).toBeLessThan(0.085);
});
