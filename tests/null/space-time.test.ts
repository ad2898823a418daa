import { describe, expect, test } from 'vitest';
import { planarKm } from '../../src/lib/stats/distance.ts';
import { knoxInteraction } from '../../src/lib/stats/knox-interaction.ts';
import { knoxShift } from '../../src/lib/stats/knox-shift.ts';
import { knox } from '../../src/lib/stats/knox.ts';
import type { CrossInput } from '../../src/lib/stats/near-surges.ts';
import type { Random } from '../../src/lib/stats/random.ts';
import { pick, randomOf, report, share } from './simulate.ts';

const DAYS = 100;

function many(count: number, make: () => number): Float64Array {
  return Float64Array.from({ length: count }, make);
}

/** Surges everywhere on the same few days, events on days just before them, without a link of place. */
function nationalWave(random: Random): CrossInput {
  const hot = many(6, () => pick(0, DAYS, random));
  const onHot = () => hot[pick(0, hot.length, random)];
  const anywhere = () => random() * 300;
  const surgeDays = Float64Array.of(...many(40, onHot), ...many(20, () => pick(0, DAYS, random)));
  const eventDays = Float64Array.of(
    ...many(14, () => (onHot() - 2 + DAYS) % DAYS),
    ...many(6, () => pick(0, DAYS, random))
  );
  return {
    eventDays,
    surgeDays,
    distance: planarKm(many(20, anywhere), many(20, anywhere), many(60, anywhere), many(60, anywhere)),
    epsS: 60,
    lags: { from: 0, to: 7 }
  };
}

describe('events against surges', () => {
  test('a national wave is no interaction of place and time, although it coincides in time', () => {
    const random = randomOf(41);
    let interaction = 0;
    let shift = 0;
    const runs = 300;
    for (let run = 0; run < runs; run += 1) {
      const wave = nationalWave(random);
      if (knoxInteraction(wave, { B: 499, seed: run }).p <= 0.05) interaction += 1;
      if (knoxShift(wave, DAYS).p <= 0.05) shift += 1;
    }
    report('space and time, national wave', { interaction: interaction / runs, shift: shift / runs });
    expect(interaction / runs).toBeLessThan(0.08);
    expect(shift / runs).toBeGreaterThan(0.12);
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
        surgeDays: Float64Array.of(...followed, ...many(25, () => pick(0, DAYS, random))),
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
  const random = randomOf(43);
  const rate = share(300, (run) => {
    const x = many(30, () => random() * 100);
    const y = many(30, () => random() * 100);
    const t = many(30, () => random() * DAYS);
    return knox(t, planarKm(x, y, x, y), 7, 25, { B: 199, seed: run }).p <= 0.05;
  });
  report('near repeats', { rate });
  expect(rate).toBeGreaterThan(0.015);
  expect(rate).toBeLessThan(0.085);
});
