import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { COLUMNS, HEAD, useWorkshop } from './workshop.ts';

const { at, put, prepare, query } = useWorkshop();

test('rows of several files, packed or not, are one table in order of the files', async () => {
  put('b.csv', `${HEAD}3,2020-06-03,Other,Delft,52,4.36\n`);
  put(
    'a.csv.gz',
    gzipSync(`${HEAD}1,2020-06-01,Search,"Den\nHaag",52.08,4.3\n2,2020-06-02,Find,Gouda,52.01,4.71\n`)
  );
  const { tables, rejects } = await prepare({ events: { files: ['*.csv*'], id: 'id', columns: COLUMNS } });
  expect(tables.events).toMatchObject({ rows: 3, rejected: 0 });
  expect(tables.events?.files.map((entry) => entry.file)).toEqual(['a.csv.gz', 'b.csv']);
  expect(rejects.count).toBe(0);
  expect(await query('SELECT id, kind, place, start::VARCHAR, time_precision FROM {events}')).toEqual([
    ['1', 'raid', 'Den\nHaag', '2020-05-31 22:00:00', 'day'],
    ['2', 'seizure', 'Gouda', '2020-06-01 22:00:00', 'day'],
    ['3', 'incident', 'Delft', '2020-06-02 22:00:00', 'day']
  ]);
});

test('what cannot be used is listed with file, row, line and reason; the rest is kept', async () => {
  put(
    'e.csv',
    `${HEAD}1,2020-06-01,Search,"Den\nHaag",95,4.3\n2,30 June,Find,Gouda,52,4.7\n3,2020-06-03,Find\n4,,Find,Delft,52,4.3\n5,2020-06-05,,Leiden,52,4.4\n`
  );
  const { rejects, tables } = await prepare({
    events: { files: ['e.csv'], id: 'id', columns: { ...COLUMNS, kind: 'type' } }
  });
  expect(tables.events).toMatchObject({ rows: 5, rejected: 3 });
  expect(
    rejects.entries.map(({ file, row, line, column, value, left }) => [file, row, line, column, value, left])
  ).toEqual([
    ['e.csv', 1, 2, 'lat', '95', 'value'],
    ['e.csv', 2, 4, 'start', '30 June', 'row'],
    ['e.csv', 3, 5, '', '', 'row'],
    ['e.csv', 5, 7, 'kind', '', 'row']
  ]);
  expect(await query('SELECT id, lat, lon, start FROM {events} ORDER BY id')).toMatchObject([
    ['1', null, null, expect.anything()],
    ['4', 52, 4.3, null]
  ]);
  const list = readFileSync(at('case/rejected.csv'), 'utf8');
  expect(list).toContain('e.csv,3,5,,,"The row has 3 cells, but the header has 6.",row');
  const summary = JSON.parse(readFileSync(at('case/prepare.json'), 'utf8')) as object;
  expect(summary).toMatchObject({ tables: { events: { rows: 5, rejected: 3 } } });
  expect(summary).toMatchObject({
    leftOut: expect.arrayContaining([expect.objectContaining({ count: 1 })])
  });
});

test('an id that is missing is made from the row, and is the same every time', async () => {
  put('e.csv', `${HEAD}1,2020-06-01,Search,Delft,52,4.3\n`);
  const events = { files: ['e.csv'], columns: COLUMNS };
  await prepare({ events });
  await prepare({ events }, 'again');
  const [[id]] = await query('SELECT id FROM {events}');
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(await query('SELECT id FROM {events}', 'again')).toEqual([[id]]);
});

test('a column that a file lacks is named together with those it has', async () => {
  put('e.csv', 'id,date,type,town,lat,lon\n1,2020-06-01,Find,Delft,52,4.3\n');
  await expect(prepare({ events: { files: ['e.csv'], columns: COLUMNS } })).rejects.toThrow(
    /e\.csv: column day: .* id, date, type/
  );
});

test('an end before the start is left out, an end on the same day is none', async () => {
  put('e.csv', 'from,to\n2020-06-10,2020-06-12\n2020-06-10,2020-06-09\n2020-06-10,2020-06-10\n');
  const date = (from: string) => ({ from, format: 'YYYY-MM-DD' });
  const columns = { kind: { constant: 'raid' }, title: 'to', start: date('from'), end: date('to') };
  const { rejects } = await prepare({ events: { files: ['e.csv'], columns } });
  expect(rejects.entries.map(({ row, reason }) => [row, reason])).toEqual([
    [2, 'The end lies before the start.']
  ]);
  expect(await query('SELECT title, "end"::VARCHAR FROM {events} ORDER BY title')).toEqual([
    ['2020-06-09', null],
    ['2020-06-10', null],
    ['2020-06-12', '2020-06-11 22:00:00']
  ]);
});

test('a Parquet file is read like a CSV file', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (SELECT r AS id, TIMESTAMPTZ '2020-06-01 10:00:00+02' AS at, 52.5 AS lat, 4.5 AS lon
FROM range(25000) t(r)) TO '${at('e.parquet')}' (FORMAT PARQUET)`);
  connection.closeSync();
  const columns = {
    kind: { constant: 'raid' },
    title: 'id',
    start: { from: 'at' },
    lat: 'lat',
    lon: 'lon'
  };
  const { tables } = await prepare({ events: { files: ['e.parquet'], id: 'id', columns } });
  expect(tables.events).toMatchObject({ rows: 25_000, rejected: 0 });
  expect(await query('SELECT count(DISTINCT id), min(start)::VARCHAR, max(lat) FROM {events}')).toEqual([
    [25_000, '2020-06-01 08:00:00', 52.5]
  ]);
});

test('items may be a table of their own; one without its event is listed', async () => {
  put('e.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n`);
  put(
    'i.csv',
    'event,what,much,in\n1,cash,"1.500,50",EUR\n1,cocaine,0,kg\n9,cash,1,EUR\n1,vehicle,many,count\n'
  );
  const { rejects } = await prepare({
    events: { files: ['e.csv'], id: 'id', columns: COLUMNS },
    items: {
      files: ['i.csv'],
      event: 'event',
      items: [{ commodity: 'what', quantity: { column: 'much', decimal: ',' }, unit: 'in' }]
    }
  });
  expect(await query('SELECT event_id, commodity, quantity, unit FROM {items}')).toEqual([
    ['1', 'cash', 1500.5, 'EUR']
  ]);
  expect(rejects.entries.map(({ row, left }) => [row, left])).toEqual([
    [3, 'row'],
    [4, 'value']
  ]);
});

test('the point tells country and region, but no region of another country', async () => {
  put('e.csv', `${HEAD}1,2020-06-01,Find,Rotterdam,51.92,4.48\n2,2020-06-01,Find,Gent,51.05,3.72\n`);
  const columns = { ...COLUMNS, country: { column: 'town', values: { Rotterdam: null, Gent: 'NL' } } };
  await prepare({ events: { files: ['e.csv'], id: 'id', locate: true, columns } });
  expect(await query('SELECT country, region FROM {events} ORDER BY id')).toEqual([
    ['NL', 'NL-ZH'],
    ['NL', null]
  ]);
});

test('a row of a Parquet file is named by its number in the file', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (SELECT CASE WHEN r <> 24000 THEN 'raid' END AS kind FROM range(25000) t(r))
TO '${at('e.parquet')}' (FORMAT PARQUET)`);
  connection.closeSync();
  const columns = { kind: 'kind', title: { constant: 'x' } };
  const { rejects } = await prepare({
    case: { id: 'small', title: 'Small', period: { from: '2020-01-01', to: '2021-01-01' } },
    events: { files: ['e.parquet'], repeatedIds: 'number', columns }
  });
  expect(rejects.entries.map(({ row, line, column }) => [row, line, column])).toEqual([
    [24_001, null, 'kind']
  ]);
});
