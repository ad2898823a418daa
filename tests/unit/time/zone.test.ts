import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addUnits,
  firstInstant,
  fromLocal,
  nextStart,
  startOf,
  toLocal
} from '../../../src/lib/time/calendar.ts';
import { parseInstant } from '../../../src/lib/time/parse.ts';
import { DAY_MS, HOUR_MS, isZone, offsetAt, transitions, zoneName } from '../../../src/lib/time/zone.ts';

const ZONES = [
  'UTC',
  'Europe/Amsterdam',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati'
];
const zone = fc.constantFrom(...ZONES);
const minute = fc
  .integer({ min: Date.UTC(1930, 0, 1) / 60_000, max: Date.UTC(2060, 0, 1) / 60_000 })
  .map((minutes) => minutes * 60_000);
const RUNS = { numRuns: 3000 };

const zoned = (at: number, name: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
const plain = (local: number) =>
  Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime();

function utc(text: string): number {
  const at = parseInstant(text, 'UTC');
  if (at === null) throw new Error(text);
  return at;
}

describe('names of zones', () => {
  test.each(['UTC', 'Europe/Amsterdam', 'America/Argentina/Buenos_Aires', 'US/Eastern', 'Etc/GMT+5'])(
    '%s is one',
    (name) => {
      expect(zoneName(name)).toBe(name);
      expect(isZone(name)).toBe(true);
    }
  );
  test.each([
    '',
    'Mars/Olympus',
    '+02:00',
    'Europe',
    '__proto__',
    'Europe/Amsterdam ',
    '../etc',
    'a'.repeat(1000)
  ])('"%s" is none', (name) => {
    expect(isZone(name)).toBe(false);
  });
  test('a name typed in small letters gets its usual spelling', () => {
    expect(zoneName('europe/amsterdam')).toBe('Europe/Amsterdam');
    expect(zoneName('utc')).toBe('UTC');
  });
});

describe('offsets and clocks, against Temporal', () => {
  test('the offset of any instant', () => {
    fc.assert(
      fc.property(minute, zone, (at, name) => {
        expect(offsetAt(at, name)).toBe(zoned(at, name).offsetNanoseconds / 1e6);
      }),
      RUNS
    );
  });
  test('any local time, skipped and repeated ones included', () => {
    fc.assert(
      fc.property(minute, zone, (local, name) => {
        expect(fromLocal(local, name)).toBe(plain(local).toZonedDateTime(name).epochMilliseconds);
      }),
      RUNS
    );
  });
  test('the start of the day, and of the next', () => {
    fc.assert(
      fc.property(minute, zone, (at, name) => {
        const day = zoned(at, name).startOfDay();
        expect(startOf(at, 'day', name)).toBe(day.epochMilliseconds);
        expect(nextStart(at, 'day', name)).toBe(
          day.toPlainDate().add({ days: 1 }).toZonedDateTime(name).epochMilliseconds
        );
      }),
      RUNS
    );
  });
  test('the start of the week (Monday), month and year', () => {
    fc.assert(
      fc.property(minute, zone, (at, name) => {
        const date = zoned(at, name).toPlainDate();
        const start = (day: Temporal.PlainDate) => day.toZonedDateTime(name).epochMilliseconds;
        expect(startOf(at, 'week', name)).toBe(start(date.subtract({ days: date.dayOfWeek - 1 })));
        expect(startOf(at, 'month', name)).toBe(start(date.with({ day: 1 })));
        expect(startOf(at, 'year', name)).toBe(start(date.with({ day: 1, month: 1 })));
      }),
      RUNS
    );
  });
  test('adding days, weeks, months and years keeps the time of day', () => {
    fc.assert(
      fc.property(
        minute,
        zone,
        fc.constantFrom('day', 'week', 'month', 'year'),
        fc.integer({ min: -40, max: 40 }),
        (at, name, unit, count) => {
          const sum = zoned(at, name).add({ [`${unit}s`]: count });
          if (count !== 0) expect(addUnits(at, unit, count, name)).toBe(sum.epochMilliseconds);
          else expect(addUnits(at, unit, count, name)).toBe(at);
        }
      ),
      RUNS
    );
  });
  test('every setting of the clocks from 1970 to 2037', () => {
    const span = { from: utc('1970-01-01'), to: utc('2037-01-01') };
    for (const name of ZONES) {
      const expected: number[] = [];
      let at = zoned(span.from - 1, name).getTimeZoneTransition('next');
      while (at !== null && at.epochMilliseconds < span.to) {
        expected.push(at.epochMilliseconds);
        at = at.getTimeZoneTransition('next');
      }
      expect(
        transitions(span, name).map((set) => set.at),
        name
      ).toEqual(expected);
    }
  });
});

describe('days on which the clocks are set', () => {
  test('the switches of 2020 in Amsterdam', () => {
    expect(transitions({ from: utc('2020'), to: utc('2021') }, 'Europe/Amsterdam')).toEqual([
      { at: utc('2020-03-29T01:00Z'), offsetBefore: HOUR_MS, offsetAfter: 2 * HOUR_MS },
      { at: utc('2020-10-25T01:00Z'), offsetBefore: 2 * HOUR_MS, offsetAfter: HOUR_MS }
    ]);
  });
  test('a switch at the start of the span counts, one at its end does not', () => {
    const at = utc('2020-03-29T01:00Z');
    expect(transitions({ from: at, to: at + 1 }, 'Europe/Amsterdam')).toHaveLength(1);
    expect(transitions({ from: at - 1, to: at }, 'Europe/Amsterdam')).toHaveLength(0);
  });
  test('a span of a thousand years lists none', () => {
    expect(transitions({ from: utc('1500'), to: utc('2500') }, 'Europe/Amsterdam')).toEqual([]);
  });
  test('the days of the switches have 23 and 25 hours', () => {
    for (const [day, hours] of [
      ['2020-03-29', 23],
      ['2020-10-25', 25]
    ] as const) {
      const start = startOf(utc(`${day}T12:00Z`), 'day', 'Europe/Amsterdam');
      expect(nextStart(start, 'day', 'Europe/Amsterdam') - start).toBe(hours * HOUR_MS);
    }
  });
  test('a skipped midnight: the day in Beirut begins at 01:00', () => {
    const start = startOf(utc('2020-03-29T12:00Z'), 'day', 'Asia/Beirut');
    expect(toLocal(start, 'Asia/Beirut')).toBe(utc('2020-03-29T01:00Z'));
    expect(firstInstant(utc('2020-03-29T00:00Z'), 'Asia/Beirut')).toBe(start);
  });
  test('a gap from 23:30 to 00:30: the day in Toronto of 1919 begins at 00:30', () => {
    const start = startOf(utc('1919-03-31T15:00Z'), 'day', 'America/Toronto');
    expect(toLocal(start, 'America/Toronto')).toBe(utc('1919-03-31T00:30Z'));
  });
  test('hours of zones with half hours begin at the local hour', () => {
    expect(startOf(utc('2020-06-12T10:45Z'), 'hour', 'Asia/Kolkata')).toBe(utc('2020-06-12T10:30Z'));
    expect(nextStart(utc('2020-06-12T10:45Z'), 'hour', 'Asia/Kolkata')).toBe(utc('2020-06-12T11:30Z'));
  });
  test('an hour cut by a switch of half an hour begins at the switch', () => {
    const set = utc('2020-10-03T15:30Z');
    expect(startOf(utc('2020-10-03T15:40Z'), 'hour', 'Australia/Lord_Howe')).toBe(set);
    expect(nextStart(utc('2020-10-03T15:40Z'), 'hour', 'Australia/Lord_Howe')).toBe(utc('2020-10-03T16:00Z'));
  });
  test('hours and minutes follow each other without holes across the switch', () => {
    let at = utc('2020-10-24T20:00Z');
    for (let index = 0; index < 10; index += 1) {
      const next = nextStart(at, 'hour', 'Europe/Amsterdam');
      expect(next - at).toBe(HOUR_MS);
      expect(startOf(next - 1, 'hour', 'Europe/Amsterdam')).toBe(at);
      at = next;
    }
    expect(nextStart(at, 'minute', 'Europe/Amsterdam')).toBe(at + 60_000);
  });
  test('31 January and a month is 29 February in 2020', () => {
    expect(addUnits(utc('2020-01-31T12:00Z'), 'month', 1, 'UTC')).toBe(utc('2020-02-29T12:00Z'));
    expect(addUnits(utc('2020-02-29'), 'year', 1, 'UTC')).toBe(utc('2021-02-28'));
    expect(addUnits(utc('0050-01-31'), 'month', 1, 'UTC')).toBe(utc('0050-02-28'));
  });
  test('an unknown zone is a mistake of the caller', () => {
    expect(() => offsetAt(0, 'Mars/Olympus')).toThrow(RangeError);
  });
  test('offsets of a year of hours are quick enough for an axis', () => {
    const started = performance.now();
    for (let at = utc('2019-01-01'); at < utc('2021-01-01'); at += HOUR_MS / 10) offsetAt(at, 'Europe/Paris');
    expect(performance.now() - started).toBeLessThan(2000);
    expect(DAY_MS).toBe(24 * HOUR_MS);
  });
});
