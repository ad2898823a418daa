import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readMapping } from '../../../src/lib/prepare/mapping.ts';
import { COLUMNS, HEAD, useWorkshop } from './workshop.ts';

const { at, put, prepare, query } = useWorkshop();

test.each([
  ['{', /map\.json: .*not JSON/],
  [
    '{"case": {"id": "a b", "title": "x"}, "events": {"columns": {"kind": "k", "title": "t"}}}',
    /column case\.id/
  ],
  ['{"case": {"id": "a", "title": "x"}}', /neither "events" nor "activity"/],
  [
    '{"case": {"id": "a", "title": "x", "zone": "Mars/Base"}, "events": {"columns": {"kind": "k", "title": "t"}}}',
    /no time zone "Mars\/Base"/
  ],
  ['{"case": {"id": "a", "title": "x"}, "events": {"colums": {}}}', /events\.colums/]
])('the mapping %s', (text, message) => {
  expect(() => readMapping(text, 'map.json')).toThrow(message);
});

test('SQL in a mapping is a name of a column like any other', async () => {
  put('e.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n`);
  const columns = { ...COLUMNS, place: "town'); DROP TABLE events; --" };
  await expect(prepare({ events: { files: ['e.csv'], columns } })).rejects.toThrow(/does not have it/);
});

test('no usable row at all leaves no folder', async () => {
  put('e.csv', `${HEAD}1,June,Find,Delft,52,4.3\n`);
  await expect(prepare({ events: { files: ['e.csv'], columns: COLUMNS } })).rejects.toThrow(
    /No row could be used. Most often: The date cannot be read/
  );
  expect(readdirSync(at('.'))).toEqual(['e.csv']);
});

test.each([
  ['a missing file', 'nothing.csv', '', /no such file/],
  ['an empty file', 'e.csv', '', /The file is empty/],
  [
    'a quote that is never closed',
    'e.csv',
    `${HEAD}1,2020-06-01,"Find,Delft,52,4.3\n`,
    /line 2 is never closed/
  ],
  [
    'text of another encoding',
    'e.csv',
    Buffer.from(`${HEAD}1,2020-06-01,Find,M\xfcnchen,48,11\n`, 'latin1'),
    /not utf-8 text/
  ],
  ['a broken Parquet file', 'e.parquet', 'PAR1 but no more', /cannot be read as Parquet/],
  ['a file that is not packed', 'e.csv.gz', HEAD, /cannot be unpacked/]
])('%s', async (_, name, text, message) => {
  if (name !== 'nothing.csv') put(name, text);
  await expect(prepare({ events: { files: [name], columns: COLUMNS } })).rejects.toThrow(message);
});

test('another encoding is read where the mapping names it', async () => {
  put('e.csv', Buffer.from(`${HEAD}1,2020-06-01,Find,M\xfcnchen,48,11\n`, 'latin1'));
  await prepare({ events: { files: ['e.csv'], encoding: 'windows-1252', columns: COLUMNS } });
  expect(await query('SELECT place FROM {events}')).toEqual([['München']]);
});
