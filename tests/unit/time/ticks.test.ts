import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toLocal } from '../../../src/lib/time/calendar.ts';
import { formatTick } from '../../../src/lib/time/format.ts';
import { parseInstant } from '../../../src/lib/time/parse.ts';
import { tickStep, timeTicks } from '../../../src/lib/time/ticks.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/time/zone.ts';

function labels(from: string, to: string, zone: string, maxCount: number): string[] {
  const span = { from: parseInstant(from, 'UTC') ?? NaN, to: parseInstant(to, 'UTC') ?? NaN };
  const { step, ticks } = timeTicks(span, zone, maxCount);
  return ticks.map((tick) => (tick.major ? '*' : '') + formatTick(tick, step, zone, 'en-GB'));
}

describe('ticks of a time axis', () => {
  test('the hour that is skipped has no tick', () => {
    expect(labels('2020-03-28T22:00Z', '2020-03-29T03:00Z', 'Europe/Paris', 5)).toEqual([
      '23:00',
      '*29 Mar',
      '01:00',
      '03:00',
      '04:00',
      '05:00'
    ]);
  });
  test('the hour that is repeated has its ticks twice', () => {
    expect(labels('2020-10-24T23:00Z', '2020-10-25T02:00Z', 'Europe/Paris', 8)).toEqual([
      '*01:00',
      '01:30',
      '*02:00',
      '02:30',
      '*02:00',
      '02:30',
      '*03:00'
    ]);
  });
  test('every third hour stays on the clock after a switch', () => {
    expect(labels('2020-03-28T20:00Z', '2020-03-29T13:00Z', 'Europe/Paris', 7)).toEqual([
      '21:00',
      '*29 Mar',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
      '15:00'
    ]);
  });
  test('a day whose midnight is skipped still begins with a tick', () => {
    expect(labels('2020-03-28T12:00Z', '2020-03-29T12:00Z', 'Asia/Beirut', 4)).toEqual([
      '18:00',
      '*29 Mar',
      '06:00',
      '12:00'
    ]);
  });
  test('days, with the first of the month as a major tick', () => {
    expect(labels('2020-06-28', '2020-07-02', 'UTC', 6)).toEqual([
      '28 Jun',
      '29 Jun',
      '30 Jun',
      '*Jul',
      '2 Jul'
    ]);
  });
  test('the first of a month is told by its day on an axis of hours', () => {
    expect(labels('2020-06-30T12:00Z', '2020-07-01T12:00Z', 'UTC', 2)).toEqual(['12:00', '*1 Jul', '12:00']);
  });
  test('a date that a zone skipped has no tick', () => {
    expect(labels('2011-12-29T12:00Z', '2012-01-01T00:00Z', 'Pacific/Apia', 4)).toEqual(['31 Dec', '*2012']);
  });
  test('weeks begin on Mondays, and the first of a month is major', () => {
    expect(labels('2020-05-25', '2020-06-16', 'UTC', 5)).toEqual(['25 May', '*1 Jun', '8 Jun', '15 Jun']);
  });
  test('quarters and years', () => {
    expect(labels('2019-08', '2020-08', 'UTC', 5)).toEqual(['Oct', '*2020', 'Apr', 'Jul']);
    expect(labels('1996', '2021', 'UTC', 6)).toEqual(['2000', '2005', '2010', '2015', '2020']);
  });
  test('the steps run from 5 minutes to 10 years and beyond', () => {
    expect(tickStep(HOUR_MS, 12)).toEqual({ unit: 'minute', count: 5 });
    expect(tickStep(DAY_MS, 24)).toEqual({ unit: 'hour', count: 1 });
    expect(tickStep(100 * 365 * DAY_MS, 10)).toEqual({ unit: 'year', count: 10 });
    expect(tickStep(1e18, 1)).toEqual({ unit: 'year', count: 10_000 });
  });
  test('an axis without room is a mistake of the caller', () => {
    expect(() => timeTicks({ from: 0, to: 1 }, 'UTC', 0)).toThrow(/0/);
    expect(() => timeTicks({ from: 0, to: 1 }, 'UTC', NaN)).toThrow(RangeError);
  });
  test('any span: ascending, inside, few, at whole steps of the local clock', () => {
    const instant = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2050, 0, 1) });
    const length = fc.double({ min: 5, max: 12.5, noNaN: true }).map((power) => Math.round(10 ** power));
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Paris',
      'America/New_York',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Apia'
    );
    fc.assert(
      fc.property(instant, length, zone, fc.integer({ min: 1, max: 40 }), (from, size, name, maxCount) => {
        const { step, ticks } = timeTicks({ from, to: from + size }, name, maxCount);
        const at = ticks.map((tick) => tick.at);
        expect(at.every((value, index) => index === 0 || value > at[index - 1])).toBe(true);
        expect(at.every((value) => value >= from && value <= from + size)).toBe(true);
        // A step of minutes may meet a repeated hour whole.
        expect(at.length).toBeLessThanOrEqual(
          maxCount + 2 + (step.unit === 'minute' ? 60 / step.count : step.unit === 'hour' ? 1 : 0)
        );
        if (step.unit === 'minute')
          expect(at.every((value) => toLocal(value, name) % 60_000 === 0)).toBe(true);
      }),
      { numRuns: 2000 }
    );
  });
});
