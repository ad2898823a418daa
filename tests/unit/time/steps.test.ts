import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepMs, stepNext, stepStart, type Step } from '../../../src/lib/time/steps.ts';

const AMSTERDAM = 'Europe/Amsterdam';
const at = (text: string): number => Date.parse(text);
const iso = (time: number): string => new Date(time).toISOString().slice(0, 16);

/** Starts of the steps from one instant on. */
function starts(from: string, step: Step, zone: string, count: number): string[] {
  const found = [stepStart(at(from), step, zone)];
  while (found.length < count) found.push(stepNext(found[found.length - 1], step, zone));
  return found.map(iso);
}

const SIX_HOURS: Step = { unit: 'hour', count: 6 };
const THREE_HOURS: Step = { unit: 'hour', count: 3 };

describe('steps of a calendar', () => {
  test('six hours are counted from midnight of the zone', () => {
    expect(starts('2020-06-12T03:00Z', SIX_HOURS, AMSTERDAM, 5)).toEqual([
      '2020-06-11T22:00',
      '2020-06-12T04:00',
      '2020-06-12T10:00',
      '2020-06-12T16:00',
      '2020-06-12T22:00'
    ]);
  });
  test('on the night of a switch three hours have two or four', () => {
    expect(starts('2020-03-28T23:00Z', THREE_HOURS, AMSTERDAM, 3)).toEqual([
      '2020-03-28T23:00',
      '2020-03-29T01:00',
      '2020-03-29T04:00'
    ]);
    expect(starts('2020-10-24T22:00Z', THREE_HOURS, AMSTERDAM, 3)).toEqual([
      '2020-10-24T22:00',
      '2020-10-25T02:00',
      '2020-10-25T05:00'
    ]);
  });
  test('quarters begin in January, decades in a year that ends with 0', () => {
    expect(starts('2020-06-12T03:00Z', { unit: 'month', count: 3 }, 'UTC', 3)).toEqual([
      '2020-04-01T00:00',
      '2020-07-01T00:00',
      '2020-10-01T00:00'
    ]);
    expect(starts('1987-06-12T03:00Z', { unit: 'year', count: 10 }, 'UTC', 2)).toEqual([
      '1980-01-01T00:00',
      '1990-01-01T00:00'
    ]);
  });
  test('a step holds its instant, ends after it, and the next begins where it ends', () => {
    const units = ['minute', 'hour', 'month', 'year'] as const;
    const step = fc.record({ unit: fc.constantFrom(...units), count: fc.constantFrom(1, 2, 3, 6) });
    const zone = fc.constantFrom('UTC', AMSTERDAM, 'Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe');
    const instant = fc.integer({ min: at('1950-01-01T00:00Z'), max: at('2030-01-01T00:00Z') });
    fc.assert(
      fc.property(step, zone, instant, (size, name, time) => {
        const start = stepStart(time, size, name);
        const next = stepNext(time, size, name);
        expect(start).toBeLessThanOrEqual(time);
        expect(next).toBeGreaterThan(time);
        expect(next - start).toBeLessThan(stepMs(size) * 1.25 + 2 * 3_600_000);
        expect(stepStart(next, size, name)).toBe(next);
        expect(stepStart(next - 1, size, name)).toBe(start);
      }),
      { numRuns: 3000 }
    );
  });
});
