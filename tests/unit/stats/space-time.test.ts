import { describe, expect, test } from 'vitest';
import { greatCircleKm, planarKm, sphereKm } from '../../../src/lib/stats/distance.ts';
import { knoxGrid } from '../../../src/lib/stats/knox-grid.ts';
import { knoxInteraction } from '../../../src/lib/stats/knox-interaction.ts';
import { knoxShift } from '../../../src/lib/stats/knox-shift.ts';
import { knox } from '../../../src/lib/stats/knox.ts';
import type { CrossInput } from '../../../src/lib/stats/near-surges.ts';
import { eachOrder, mulberry32, shuffle } from '../../../src/lib/stats/random.ts';
import { nansIn } from './nans.ts';

function makeCross(events: number, surges: number, seed = 1): CrossInput {
  const random = mulberry32(seed);
  const some = (count: number, scale: number) =>
    Float64Array.from({ length: count }, () => Math.floor(random() * scale));
  return {
    eventDays: some(events, 60),
    surgeDays: some(surges, 60),
    distance: planarKm(some(events, 100), some(events, 100), some(surges, 100), some(surges, 100)),
    epsS: 30,
    lags: { from: 0, to: 7 }
  };
}

describe('events against surges', () => {
  test('agree with counting pair by pair', () => {
    const input = makeCross(20, 80);
    let count = 0;
    for (let i = 0; i < 20; i += 1) {
      for (let j = 0; j < 80; j += 1) {
        const lag = input.surgeDays[j] - input.eventDays[i];
        if (input.distance(i, j) <= 30 && lag >= 0 && lag <= 7) count += 1;
      }
    }
    expect(knoxInteraction(input, { B: 9 }).observed).toBe(count);
    expect(knoxShift(input, 60).observed).toBe(count);
    expect(count).toBeGreaterThan(0);
  });

  test('the simulated p is that of all orders', () => {
    const input = makeCross(7, 60, 4);
    const exact = knoxInteraction(input);
    const twice = { ...input, eventDays: input.eventDays };
    const order = Int32Array.from({ length: 7 }, (_, i) => i);
    const random = mulberry32(2);
    let exceed = 0;
    for (let round = 0; round < 20_000; round += 1) {
      shuffle(order, random);
      const eventDays = Float64Array.from(order, (k) => input.eventDays[k]);
      let count = 0;
      for (let i = 0; i < 7; i += 1) {
        for (let j = 0; j < 60; j += 1) {
          const lag = twice.surgeDays[j] - eventDays[i];
          if (twice.distance(i, j) <= 30 && lag >= 0 && lag <= 7) count += 1;
        }
      }
      if (count >= exact.observed) exceed += 1;
    }
    expect(exact.exact?.nPermutations).toBe(5040);
    expect(Math.abs(exceed / 20_000 - exact.p)).toBeLessThan(0.015);
  });

  test('the same seed gives the same p, another seed another', () => {
    const input = makeCross(30, 100);
    const p = (seed: number) => knoxInteraction(input, { B: 999, seed }).p;
    expect(p(5)).toBe(p(5));
    expect(new Set([1, 2, 3, 4, 5].map(p)).size).toBeGreaterThan(1);
  });

  test('p is never 0', () => {
    const days = Float64Array.from({ length: 30 }, (_, i) => i * 10);
    const input = { eventDays: days, surgeDays: days, distance: planarKm(days, days, days, days) };
    const { p, monteCarlo } = knoxInteraction({ ...input, epsS: 5, lags: { from: 0, to: 3 } });
    expect(p).toBe(1 / 10_000);
    expect(monteCarlo).toEqual({ p, B: 9999, seed: 1 });
  });

  test('the grid gives all nine with q', () => {
    const grid = knoxGrid(makeCross(20, 80), { B: 199 });
    expect(grid.map(({ epsS, lagTo }) => [epsS, lagTo])).toEqual([
      [10, 3],
      [10, 7],
      [10, 14],
      [25, 3],
      [25, 7],
      [25, 14],
      [50, 3],
      [50, 7],
      [50, 14]
    ]);
    for (const { p, q } of grid) expect(q).toBeGreaterThanOrEqual(p);
  });

  test.each([
    ['no event', 0, 20],
    ['one event', 1, 20],
    ['no surge', 12, 0],
    ['nothing', 0, 0]
  ])('with %s there is p = 1, nothing to divide and no NaN', (_name, events, surges) => {
    const input = makeCross(events, surges);
    const found = knoxInteraction(input);
    expect([found.p, found.z, found.tooFew]).toEqual([1, null, true]);
    expect(nansIn([found, knoxShift(input, 60)])).toEqual([]);
  });

  test('progress is told and may stop the work', () => {
    const stop = (done: number) => {
      if (done === 2000) throw new Error('stopped');
    };
    expect(() => knoxInteraction(makeCross(20, 80), { onProgress: stop })).toThrow('stopped');
  });
});

describe('near repeats', () => {
  test.each([0, 1])('of %i events are none, without NaN', (n) => {
    const t = new Float64Array(n);
    const found = knox(t, planarKm(t, t, t, t), 7, 25);
    expect([found.pairs, found.observed, found.p, found.ratio]).toEqual([0, 0, 1, null]);
    expect(nansIn(found)).toEqual([]);
  });

  test('all at the same minute and place carry no information', () => {
    const t = new Float64Array(12).fill(5);
    const found = knox(t, planarKm(t, t, t, t), 7, 25);
    expect([found.p, found.ratio]).toEqual([1, 1]);
  });
});

describe('distance on the sphere', () => {
  test('is known between known places', () => {
    expect(greatCircleKm(0, 0, 0, 180)).toBeCloseTo(Math.PI * 6371.0088, 6);
    expect(greatCircleKm(52.52, 13.405, 48.8566, 2.3522)).toBeCloseTo(877.5, 0);
    expect(sphereKm([10], [20], [10], [20])(0, 0)).toBe(0);
  });
});

describe('random orders', () => {
  test('going through all orders meets each once', () => {
    const seen = new Set<string>();
    eachOrder(5, (order) => seen.add(order.join()));
    expect(seen.size).toBe(120);
    expect(() => eachOrder(11, () => undefined)).toThrow('11');
  });

  test('shuffling makes every order equally likely', () => {
    const random = mulberry32(8);
    const counts = new Map<string, number>();
    for (let round = 0; round < 24_000; round += 1) {
      const order = Int32Array.of(0, 1, 2, 3);
      shuffle(order, random);
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 23 degrees of freedom: beyond 49.7 in one of a thousand.
    expect(chi).toBeLessThan(49.7);
  });
});
