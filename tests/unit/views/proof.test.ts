import { expect, test } from 'vitest';
import type { Column, Columns } from '../../../src/lib/domain/columns.ts';
import { withNotes } from '../../../src/lib/sql/proof-page.ts';
import { sql } from '../../../src/lib/sql/sql.ts';
import { proofCell, proofColumns, proofCsv, type ProofStyle } from '../../../src/lib/views/proof-table.ts';
import {
  reasonsOf,
  sameNumber,
  silentStretches,
  sqlNotes,
  verdictOf
} from '../../../src/lib/views/proof-words.ts';

const style: ProofStyle = {
  caseZone: 'Europe/Amsterdam',
  zone: 'America/New_York',
  locale: 'en-GB',
  unit: 'listings',
  scale: 0.1,
  countryName: (code) => (code === 'NL' ? 'Netherlands' : code)
};

function columns(values: Readonly<Record<string, Column>>): Columns {
  const names = Object.keys(values);
  return { rows: values[names[0]].length, names, values: new Map(Object.entries(values)) };
}

const amount = (certain: number, possible = certain) => ({ certain, possible });
const format = (value: number): string => `${value} kg`;

test('a number that the files do not give is a difference, whichever side is wrong', () => {
  expect(verdictOf(amount(14, 17), amount(14, 17), format)).toEqual({ tag: 'same' });
  expect(verdictOf(amount(14, 17), amount(14, 16), format)).toEqual({
    tag: 'different',
    text: 'The screen shows 14 kg to 17 kg, and SQL on the files gives 14 kg to 16 kg.'
  });
  expect(verdictOf(amount(15), amount(14), format).tag).toBe('different');
  expect(verdictOf(amount(0), null, format).tag).toBe('different');
  expect(verdictOf(null, amount(3), format).tag).toBe('different');
});

test('no data agrees with files that hold nothing, and is not called the same number', () => {
  expect(verdictOf(null, amount(0), format).tag).toBe('none');
  expect(verdictOf(null, null, format).tag).toBe('none');
});

test('sums of fractions may differ by the order in which they are added, whole numbers may not', () => {
  expect(sameNumber(0.1 + 0.2, 0.3)).toBe(true);
  expect(sameNumber(103_867_818, 103_867_817)).toBe(false);
  expect(sameNumber(0, 1e-12)).toBe(false);
});

test('a row is shown as exactly as it is known: the month of the case, the hour of the reader, the scaled count', () => {
  const answer = columns({
    file_row: Float64Array.of(3, 4),
    start_ms: Float64Array.of(Date.UTC(2020, 4, 31, 22), NaN),
    time_precision: ['month', 'day'],
    hour_ms: Float64Array.of(Date.UTC(2020, 5, 12, 3), NaN),
    country: ['NL', null],
    messages: Float64Array.of(438, 0),
    note: [null, ''],
    total: Float64Array.of(2, 2)
  });
  expect(proofColumns(answer, style).map(({ label }) => label)).toEqual([
    'Row',
    'Began',
    'Hour',
    'Country',
    'Listings'
  ]);
  const row = (at: number) =>
    ['start_ms', 'hour_ms', 'country', 'messages'].map((key) => proofCell(answer, key, at, style));
  expect(row(0)).toEqual(['June 2020', '11 Jun 2020, 23:00', 'Netherlands', '43.8']);
  expect(row(1)).toEqual(['', '', '', '0']);
});

test('a table is saved with bare values, text that is no formula, and its source in every row', () => {
  const answer = columns({
    title: ['=HYPERLINK("x")', 'a, "b"\nc'],
    start_ms: Float64Array.of(Date.UTC(2020, 5, 12), NaN),
    messages: Float64Array.of(438, 1),
    total: Float64Array.of(2, 2)
  });
  const csv = proofCsv(answer, { caseId: 'demo', fingerprint: '9f31', synthetic: true }, 0.1);
  expect(csv).toBe(
    [
      '\ufefftitle,start_utc,messages,value,case,fingerprint,data',
      '"\'=HYPERLINK(""x"")",2020-06-12T00:00:00.000Z,438,43.8,demo,9f31,synthetic (made up)',
      '"a, ""b""\nc",,1,0.1,demo,9f31,synthetic (made up)',
      ''
    ].join('\r\n')
  );
});

test('reasons for which activity is left out are told in words', () => {
  const answer = columns({
    reason: Int32Array.of(1, 3, 4),
    rows: Float64Array.of(5, 6, 7),
    messages: Float64Array.of(10, 20, 30)
  });
  expect(reasonsOf(answer, 2)).toEqual([
    { text: 'outside the range', rows: 5, amount: 20 },
    { text: 'outside the range, outside the places kept', rows: 6, amount: 40 },
    { text: 'another kind of traffic', rows: 7, amount: 60 }
  ]);
});

test('only gaps that touch the range and the places kept are told', () => {
  const gap = (place: number | null, from: number, to: number) => ({ place, from, to, reason: '' });
  const gaps = [gap(null, 0, 10), gap(1, 0, 10), gap(2, 0, 10), gap(null, 20, 30)];
  const found = silentStretches(gaps, { from: 5, to: 20 }, Uint8Array.of(0, 1, 0));
  expect(found).toEqual([gap(null, 0, 10), gap(1, 0, 10)]);
});

test('a title cannot leave the comment that heads the SQL', () => {
  const notes = sqlNotes({
    title: 'x\r\nDROP TABLE event; --',
    unit: null,
    scale: 1,
    shown: { certain: 1, possible: 2 },
    range: { from: -Infinity, to: Date.UTC(2020, 5, 12) },
    filters: ['in NL\u2028DELETE'],
    caseTitle: 'Case\u0085\u000b;',
    fingerprint: '9f31',
    synthetic: true,
    zone: 'UTC'
  });
  const { text } = withNotes(notes, sql`SELECT 1 AS one`);
  const lines = text.trimEnd().split(/[\n\r\u0085\u2028\u2029\u000b\u000c]/);
  expect(lines.at(-1)).toBe('SELECT 1 AS one;');
  for (const line of lines.slice(0, -1)) expect(line.startsWith('-- ')).toBe(true);
  expect(text).toContain('from the beginning (included) to 2020-06-12T00:00:00.000Z (excluded)');
  expect(text).toContain('(synthetic: the data are made up)');
});
