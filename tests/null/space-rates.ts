import { planarKm } from '../../src/lib/stats/distance.ts';
import { knoxInteraction } from '../../src/lib/stats/knox-interaction.ts';
import { knoxShift } from '../../src/lib/stats/knox-shift.ts';
import { knox } from '../../src/lib/stats/knox.ts';
import type { CrossInput } from '../../src/lib/stats/near-surges.ts';
import type { Random } from '../../src/lib/stats/random.ts';
import { pick, randomOf, share } from './simulate.ts';

export const SPACE_DAYS = 100;

export function many(count: number, make: () => number): Float64Array {
  return Float64Array.from({ length: count }, make);
}

/** Surges everywhere on the same few days, events on days just before them, without a link of place. */
function nationalWave(random: Random): CrossInput {
  const hot = many(6, () => pick(0, SPACE_DAYS, random));
  const onHot = () => hot[pick(0, hot.length, random)];
  const anywhere = () => random() * 300;
  const surgeDays = Float64Array.of(...many(40, onHot), ...many(20, () => pick(0, SPACE_DAYS, random)));
  const eventDays = Float64Array.of(
    ...many(14, () => (onHot() - 2 + SPACE_DAYS) % SPACE_DAYS),
    ...many(6, () => pick(0, SPACE_DAYS, random))
  );
  return {
    eventDays,
    surgeDays,
    distance: planarKm(many(20, anywhere), many(20, anywhere), many(60, anywhere), many(60, anywhere)),
    epsS: 60,
    lags: { from: 0, to: 7 }
  };
}

/** Share of national waves called an interaction of place and time (7b), and a coincidence in time (7c). */
export function nationalWaveRates(runs: number, seed: number) {
  const random = randomOf(seed);
  const found = { interaction: 0, shift: 0 };
  for (let run = 0; run < runs; run += 1) {
    const wave = nationalWave(random);
    if (knoxInteraction(wave, { B: 499, seed: run }).p <= 0.05) found.interaction += 1;
    if (knoxShift(wave, SPACE_DAYS).p <= 0.05) found.shift += 1;
  }
  return { interaction: found.interaction / runs, shift: found.shift / runs };
}

/** Share of scattered events called near repeats (7a). */
export function nearRepeatRate(runs: number, seed: number): number {
  const random = randomOf(seed);
  return share(runs, (run) => {
    const x = many(30, () => random() * 100);
    const y = many(30, () => random() * 100);
    const t = many(30, () => random() * SPACE_DAYS);
    return knox(t, planarKm(x, y, x, y), 7, 25, { B: 199, seed: run }).p <= 0.05;
  });
}
