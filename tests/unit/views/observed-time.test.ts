import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observationOf } from '../../../src/lib/views/collection.ts';
import { observedClocks, observedTime, unitsInRange } from '../../../src/lib/views/observed-time.ts';

const HOUR = 3_600_000;

describe('observed time', () => {
  it('of any span is what adding up the periods gives', () => {
    const arbitraryPeriods = fc
      .uniqueArray(fc.nat(200), { maxLength: 20 })
      .map((edges) => edges.sort((a, b) => a - b))
      .map((edges) =>
        Array.from({ length: Math.floor(edges.length / 2) }, (_, at) => ({
          from: edges[at * 2],
          to: edges[at * 2 + 1]
        }))
      );
    fc.assert(
      fc.property(
        arbitraryPeriods,
        fc.integer({ min: -10, max: 210 }),
        fc.nat(220),
        (periods, from, length) => {
          const to = from + length;
          const sum = periods.reduce(
            (total, period) => total + Math.max(0, Math.min(to, period.to) - Math.max(from, period.from)),
            0
          );
          expect(observedTime(periods)(from, to)).toBe(sum);
        }
      )
    );
  });

  it('of an open range is all of it', () => {
    const clock = observedTime([
      { from: 0, to: 10 },
      { from: 20, to: 25 }
    ]);
    expect(clock(-Infinity, Infinity)).toBe(15);
    expect(clock(5, Infinity)).toBe(10);
    expect(clock(Infinity, -Infinity)).toBe(0);
  });

  it('is counted per place in the bins that begin in the range, without gaps', () => {
    const observation = observationOf({
      collected: [{ from: 0, to: 100 * HOUR }],
      gaps: [
        { place: null, from: 10 * HOUR, to: 11.5 * HOUR, reason: 'down' },
        { place: 1, from: 0, to: 20 * HOUR, reason: 'moved' },
        { place: 2, from: 14 * HOUR, to: 16 * HOUR, reason: 'moved' }
      ]
    });
    const units = new Float64Array(3);
    const range = { from: 8.5 * HOUR, to: 19.5 * HOUR };
    unitsInRange(observedClocks(observation), { range, binMs: HOUR, unitMs: HOUR }, units);
    // The hours from 9:00 to 20:00.
    expect([...units]).toEqual([9.5, 0, 7.5]);
  });
});
