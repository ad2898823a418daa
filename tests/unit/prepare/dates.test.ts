import { expect, test } from 'vitest';
import { enclosingUnit, makeDateReader, unitStart } from '../../../src/lib/prepare/dates.ts';

function read(format: string, text: string, zone = 'UTC', fiscalStart?: number): string | null {
  const written = makeDateReader(format, zone, fiscalStart)(text);
  if (written === null) return null;
  return `${new Date(unitStart(written, written.precision, zone)).toISOString()} ${written.precision}`;
}

test.each([
  ['YYYY-MM-DD', '2020-06-12', '2020-06-12T00:00:00.000Z day'],
  ['YYYYMMDD', '20200313', '2020-03-13T00:00:00.000Z day'],
  ['DD/MM/YYYY HH:mm', '12/06/2020 13:45', '2020-06-12T13:45:00.000Z minute'],
  ['D.M.YYYY', '1.6.2020', '2020-06-01T00:00:00.000Z day'],
  ['YYYY-MM', '2018-10', '2018-10-01T00:00:00.000Z month'],
  ['YYYY', '2017', '2017-01-01T00:00:00.000Z year'],
  ['MMM YYYY', 'Oct 2019', '2019-10-01T00:00:00.000Z month'],
  ['D MMMM YYYY', '2 July 2020', '2020-07-02T00:00:00.000Z day'],
  ['YYYY-MM-DD HH:mm:ss', '2020-06-12 01:02:03.500', '2020-06-12T01:02:03.000Z minute'],
  ['ISO', '2014-01-22 00:00:00.000', '2014-01-22T00:00:00.000Z minute'],
  ['ISO', '2020-06-12T10:00:00+02:00', '2020-06-12T08:00:00.000Z minute'],
  ['epoch s', '1591963200', '2020-06-12T12:00:00.000Z minute'],
  ['epoch ms', '1591963200000', '2020-06-12T12:00:00.000Z minute'],
  // The file of Johns Hopkins counts days from the year 1.
  ['ordinal', '737519', '2020-04-04T00:00:00.000Z day']
])('%s reads %s', (format, text, expected) => {
  expect(read(format, text)).toBe(expected);
});

test.each([
  ['YYYY-MM-DD', '2020-02-30'],
  ['YYYY-MM-DD', '2020-13-01'],
  ['YYYY-MM-DD', '12.06.2020'],
  ['YYYY-MM-DD', '2020-06-12 later'],
  ['MMM YYYY', 'Foo 2019'],
  ['DD/MM/YYYY HH:mm', '12/06/2020 25:00'],
  ['DD/MM/YYYY HH:mm', '12/06/2020 10:61'],
  ['epoch s', 'yesterday'],
  ['ISO', '12/06/2020']
])('%s refuses %s', (format, text) => {
  expect(read(format, text)).toBeNull();
});

test('a date is a day of the zone, across the change of the clocks', () => {
  expect(read('YYYY-MM', '2018-10', 'Europe/London')).toBe('2018-09-30T23:00:00.000Z month');
  expect(read('YYYY-MM', '2018-11', 'Europe/London')).toBe('2018-11-01T00:00:00.000Z month');
});

test('a written offset or epoch keeps its instant in the hour that occurs twice', () => {
  expect(read('ISO', '2020-10-25T00:30:00Z', 'Europe/Amsterdam')).toBe('2020-10-25T00:30:00.000Z minute');
  expect(read('ISO', '2020-10-25T01:30:00Z', 'Europe/Amsterdam')).toBe('2020-10-25T01:30:00.000Z minute');
  expect(read('epoch s', '1603589400', 'Europe/Amsterdam')).toBe('2020-10-25T01:30:00.000Z minute');
});

test('a fiscal year is named by the year it ends in', () => {
  expect(read('YYYY MMM', '2020 OCT', 'UTC', 10)).toBe('2019-10-01T00:00:00.000Z month');
  expect(read('YYYY MMM', '2020 SEP', 'UTC', 10)).toBe('2020-09-01T00:00:00.000Z month');
});

test('a format without a year, or with one part twice, is refused', () => {
  expect(() => makeDateReader('DD/MM', 'UTC')).toThrow(/no YYYY/);
  expect(() => makeDateReader('YYYY-MM-DD MM', 'UTC')).toThrow(/twice/);
});

test('characters of a format stand for themselves', () => {
  expect(read('YYYY.MM.DD', '2020x06x12')).toBeNull();
  expect(read('[YYYY]', '[2020]')).toBe('2020-01-01T00:00:00.000Z year');
});

test('the unit that holds two dates is the smallest of day, month and year', () => {
  const unit = (first: string, last: string) => {
    const found = enclosingUnit(Date.parse(first), Date.parse(last));
    return found === null ? null : `${new Date(found.start).toISOString().slice(0, 10)} ${found.precision}`;
  };
  expect(unit('2014-05-03', '2014-05-03')).toBe('2014-05-03 day');
  expect(unit('2014-05-03', '2014-05-09')).toBe('2014-05-01 month');
  expect(unit('2014-05-30', '2014-06-02')).toBe('2014-01-01 year');
  expect(unit('2014-12-30', '2015-01-02')).toBe('2014-12-30 month');
  expect(unit('2014-11-30', '2015-03-02')).toBe('2014-11-30 year');
  expect(unit('2014-11-30', '2016-03-02')).toBeNull();
});
