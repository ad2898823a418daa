import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { hourOfWeek, hoursOfWeek, weekPosition } from '../../../src/lib/time/week.ts';
import { HOUR_MS } from '../../../src/lib/time/zone.ts';

const ZONES = [
  'UTC',
  'Europe/Paris',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia'
];

describe('hour of the local week', () => {
  test('Monday midnight is 0 and Sunday at 23 is 167', () => {
    expect(hourOfWeek(Date.parse('2020-06-15T00:00Z'), 'UTC')).toBe(0);
    expect(hourOfWeek(Date.parse('2020-06-14T23:59Z'), 'UTC')).toBe(167);
  });

  test('agrees with Temporal for any instant and zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -2_000_000_000, max: 4_000_000_000 }),
        fc.constantFrom(...ZONES),
        (seconds, zone) => {
          const local = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
          expect(weekPosition(seconds * 1000, zone)).toEqual({
            hourOfWeek: 24 * (local.dayOfWeek - 1) + local.hour,
            dayOfWeek: local.dayOfWeek - 1,
            hour: local.hour
          });
        }
      )
    );
  });

  test('an unknown zone is refused', () => {
    expect(() => hourOfWeek(0, 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('a series of UTC hours', () => {
  test('leaves out the hour that the clock skips in spring', () => {
    const hours = hoursOfWeek(Date.parse('2020-03-28T23:00Z'), 5, 'Europe/Paris');
    expect(Array.from(hours)).toEqual([144, 145, 147, 148, 149]);
  });

  test('has the hour twice that the clock repeats in autumn', () => {
    const hours = hoursOfWeek(Date.parse('2020-10-24T22:00Z'), 5, 'Europe/Paris');
    expect(Array.from(hours)).toEqual([144, 145, 146, 146, 147]);
  });

  test('is the hour of each start', () => {
    const start = Date.parse('2020-05-01T00:00Z');
    const hours = hoursOfWeek(start, 400, 'Asia/Kolkata');
    hours.forEach((hour, i) => expect(hour).toBe(hourOfWeek(start + i * HOUR_MS, 'Asia/Kolkata')));
  });
});
