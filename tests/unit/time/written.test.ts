import { describe, expect, test } from 'vitest';
import {
  formatDuration,
  formatInstant,
  formatOffset,
  formatRange,
  formatStart,
  formatTickContext,
  zoneLabel
} from '../../../src/lib/time/format.ts';
import { parseDate, parseInstant } from '../../../src/lib/time/parse.ts';
import { calendarZone, startInterval } from '../../../src/lib/time/precision.ts';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
const utc = (text: string) => Date.parse(text);

describe('dates as they are written', () => {
  test.each([
    ['2020-06-12', '2020-06-12T00:00:00.000Z', 'day'],
    ['2020-06-12T12:00Z', '2020-06-12T12:00:00.000Z', 'minute'],
    ['2020-06-12 12:00', '2020-06-12T12:00:00.000Z', 'minute'],
    ['2020-06-12T12:00:30.250Z', '2020-06-12T12:00:30.250Z', 'minute'],
    ['2020-06-12T12:00+02:00', '2020-06-12T10:00:00.000Z', 'minute'],
    ['2020-06-12 12:00 -0530', '2020-06-12T17:30:00.000Z', 'minute'],
    ['2020-06-12T24:00Z', '2020-06-13T00:00:00.000Z', 'minute'],
    ['2020-6-1', '2020-06-01T00:00:00.000Z', 'day'],
    ['2020-06', '2020-06-01T00:00:00.000Z', 'month'],
    ['2020', '2020-01-01T00:00:00.000Z', 'year'],
    ['0001-01-01', '0001-01-01T00:00:00.000Z', 'day'],
    ['9999-12-31T23:59Z', '9999-12-31T23:59:00.000Z', 'minute'],
    ['  12 June 2020 ', '2020-06-12T00:00:00.000Z', 'day'],
    ['12 jun 2020, 14:05', '2020-06-12T14:05:00.000Z', 'minute'],
    ['June 2020', '2020-06-01T00:00:00.000Z', 'month']
  ])('%s', (text, expected, precision) => {
    const read = parseDate(text, 'UTC');
    expect([iso(read?.at ?? null), read?.precision]).toEqual([expected, precision]);
  });
  test.each([
    '',
    ' ',
    '12/06/2020',
    '2020-02-30',
    '2020-13-01',
    '2020-00-10',
    '2020-06-00',
    '2020-06-12T25:00Z',
    '2020-06-12T24:01Z',
    '2020-06-12T12:60',
    '2020-06-12T12',
    '0000-01-01',
    '10000-01-01',
    '+275761-01-01',
    '-271821-04-20',
    '20200612',
    'NaN',
    'Infinity',
    '1e309',
    '2020-06-12T12:00+99:00',
    '12 Foo 2020',
    '31 June 2020',
    'May 2020 12:00',
    'tomorrow',
    '2020-06-12T12:00Zjunk',
    '٢٠٢٠-٠٦-١٢',
    '2'.repeat(100_000),
    '9999-12-31T24:00Z'
  ])('"%s" is none', (text) => {
    expect(parseInstant(text, 'UTC')).toBeNull();
  });
  test('a time without an offset is a time of the zone, and an offset wins', () => {
    expect(iso(parseInstant('2020-06-12 12:00', 'Europe/Amsterdam'))).toBe('2020-06-12T10:00:00.000Z');
    expect(iso(parseInstant('2020-06-12', 'America/New_York'))).toBe('2020-06-12T04:00:00.000Z');
    expect(iso(parseInstant('2020-06-12T12:00Z', 'America/New_York'))).toBe('2020-06-12T12:00:00.000Z');
    expect(iso(parseInstant('2020-03-29 02:30', 'Europe/Amsterdam'))).toBe('2020-03-29T01:30:00.000Z');
  });
});

describe('how exactly a start is known', () => {
  const interval = (start: string, precision: 'minute' | 'hour' | 'day' | 'month' | 'year', zone: string) => {
    const { from, to } = startInterval(utc(start), precision, zone);
    return [iso(from), iso(to)];
  };
  test.each([
    ['a minute', '2020-06-12T10:17:00.000Z', 'minute', 'Europe/Paris', '2020-06-12T10:18:00.000Z'],
    ['an hour', '2020-06-12T10:00:00.000Z', 'hour', 'Europe/Paris', '2020-06-12T11:00:00.000Z'],
    ['a day of the zone', '2020-06-11T22:00:00.000Z', 'day', 'Europe/Paris', '2020-06-12T22:00:00.000Z'],
    ['a day of 23 hours', '2020-03-28T23:00:00.000Z', 'day', 'Europe/Paris', '2020-03-29T22:00:00.000Z'],
    ['a day of 25 hours', '2020-10-24T22:00:00.000Z', 'day', 'Europe/Paris', '2020-10-25T23:00:00.000Z'],
    ['a UTC day', '2020-03-29T00:00:00.000Z', 'day', 'Europe/Paris', '2020-03-30T00:00:00.000Z'],
    [
      'a day that begins at 01:00',
      '2020-03-28T22:00:00.000Z',
      'day',
      'Asia/Beirut',
      '2020-03-29T21:00:00.000Z'
    ],
    ['a month of the zone', '2020-02-29T23:00:00.000Z', 'month', 'Europe/Paris', '2020-03-31T22:00:00.000Z'],
    ['a UTC month', '2020-03-01T00:00:00.000Z', 'month', 'Europe/Paris', '2020-04-01T00:00:00.000Z'],
    [
      'a month in London in winter',
      '2020-03-01T00:00:00.000Z',
      'month',
      'Europe/London',
      '2020-03-31T23:00:00.000Z'
    ],
    ['a month from mid-month', '2020-01-31T00:00:00.000Z', 'month', 'UTC', '2020-02-29T00:00:00.000Z'],
    ['a year of the zone', '2019-12-31T23:00:00.000Z', 'year', 'Europe/Paris', '2020-12-31T23:00:00.000Z'],
    ['a leap year', '2020-01-01T00:00:00.000Z', 'year', 'UTC', '2021-01-01T00:00:00.000Z'],
    ['a day from an odd time', '2020-03-28T10:17:00.000Z', 'day', 'Europe/Paris', '2020-03-29T10:17:00.000Z']
  ] as const)('%s', (_, start, precision, zone, end) => {
    expect(interval(start, precision, zone)).toEqual([start, end]);
  });
  test('the calendar of a start', () => {
    expect(calendarZone(utc('2020-05-31T22:00:00Z'), 'month', 'Europe/Paris')).toBe('Europe/Paris');
    expect(calendarZone(utc('2020-06-01T00:00:00Z'), 'month', 'Europe/Paris')).toBe('UTC');
  });
});

describe('times in words', () => {
  const at = utc('2020-06-12T12:00:00Z');
  test('an instant as exactly as it is known', () => {
    const written = (['minute', 'day', 'month', 'year'] as const).map((unit) =>
      formatInstant(at, unit, 'Europe/Paris', 'en-GB')
    );
    expect(written).toEqual(['12 Jun 2020, 14:00', '12 Jun 2020', 'June 2020', '2020']);
  });
  test('a month keeps its name for a reader west of the case', () => {
    const zones = { case: 'Europe/Paris', shown: 'America/New_York' };
    expect(formatStart(utc('2020-05-31T22:00:00Z'), 'month', zones, 'en-GB')).toBe('June 2020');
    expect(formatStart(utc('2020-06-01T00:00:00Z'), 'month', zones, 'en-GB')).toBe('June 2020');
    expect(formatStart(at, 'minute', zones, 'en-GB')).toBe('12 Jun 2020, 08:00');
  });
  test.each([
    ['2020-06-12T00:00Z', '2020-06-14T00:00Z', 'UTC', '12–13 Jun 2020'],
    ['2020-06-12T00:00Z', '2020-06-13T00:00Z', 'UTC', '12 Jun 2020'],
    ['2020-06-01T00:00Z', '2020-07-01T00:00Z', 'UTC', 'June 2020'],
    ['2020-01-01T00:00Z', '2021-01-01T00:00Z', 'UTC', '2020'],
    ['2020-06-12T00:00Z', '2020-06-14T00:00Z', 'Europe/Paris', '12 Jun 2020, 02:00–14 Jun 2020, 02:00'],
    ['2020-06-12T00:00Z', null, 'UTC', 'from 12 Jun 2020'],
    [null, '2020-06-14T12:00Z', 'UTC', 'before 14 Jun 2020, 12:00'],
    [null, null, 'UTC', '']
  ])('from %s to %s in %s', (from, to, zone, expected) => {
    const range = { from: from === null ? null : utc(from), to: to === null ? null : utc(to) };
    expect(formatRange(range, zone, 'en-GB').replace(/\s*–\s*/u, '–')).toBe(expected);
  });
  test('the zone with its offset, or its offsets over a span', () => {
    expect(zoneLabel('UTC', at)).toBe('UTC');
    expect(zoneLabel('Europe/Paris', at)).toBe('Europe/Paris (UTC+2)');
    expect(zoneLabel('Europe/Paris', { from: utc('2020-01-01'), to: at })).toBe(
      'Europe/Paris (UTC+1, UTC+2)'
    );
    expect(zoneLabel('Europe/London', utc('2020-01-01'))).toBe('Europe/London (UTC)');
    expect([5.5, -3.5, 0].map((hours) => formatOffset(hours * 3_600_000))).toEqual([
      'UTC+5:30',
      'UTC-3:30',
      'UTC'
    ]);
  });
  test.each([
    [0, '0 seconds'],
    [45_000, '45 seconds'],
    [5_400_000, '1 hour 30 minutes'],
    [86_399_999, '1 day'],
    [86_400_000 * 3 + 2.4 * 3_600_000, '3 days 2 hours'],
    [-5_400_000, '-1 hour 30 minutes']
  ])('%d ms is %s', (length, expected) => {
    expect(formatDuration(length, 'en-GB')).toBe(expected);
  });
  test('the left end of an axis tells what its labels leave out', () => {
    expect(formatTickContext(at, { unit: 'hour', count: 1 }, 'UTC', 'en-GB')).toBe('12 Jun 2020');
    expect(formatTickContext(at, { unit: 'day', count: 1 }, 'UTC', 'en-GB')).toBe('2020');
    expect(formatTickContext(at, { unit: 'year', count: 1 }, 'UTC', 'en-GB')).toBe('');
  });
});
