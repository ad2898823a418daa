import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMapping } from '../../../src/lib/prepare/mapping.ts';
import { prepareCase } from '../../../src/lib/prepare/prepare.ts';
import { ask } from '../../real/case-query.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'casewall-prepare-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, text: string | Uint8Array): void {
  writeFileSync(path.join(folder, name), text);
}

const CASE = { id: 'small', title: 'Small', zone: 'Europe/Amsterdam' };

const COLUMNS = {
  kind: { column: 'type', values: { Search: 'raid', Find: 'seizure' }, otherwise: 'incident' },
  title: { template: '{type} in {town}' },
  start: { from: 'day', format: 'YYYY-MM-DD' },
  lat: 'lat',
  lon: 'lon',
  place: 'town'
};

async function prepare(mapping: Readonly<Record<string, unknown>>, name = 'case') {
  return prepareCase({
    mapping: readMapping(JSON.stringify({ case: CASE, ...mapping }), 'map.json'),
    base: folder,
    out: path.join(folder, name)
  });
}

function query(text: string, name = 'case') {
  return ask(path.join(folder, name), text);
}

const HEAD = 'id,day,type,town,lat,lon\n';

describe('events', () => {
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
      rejects.entries.map(({ file, row, line, column, value, left }) => [
        file,
        row,
        line,
        column,
        value,
        left
      ])
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
    const list = readFileSync(path.join(folder, 'case', 'rejected.csv'), 'utf8');
    expect(list).toContain('e.csv,3,5,,,"The row has 3 cells, but the header has 6.",row');
    const summary = JSON.parse(readFileSync(path.join(folder, 'case', 'prepare.json'), 'utf8')) as object;
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

  test('repeated ids are refused, numbered or merged, as the mapping says', async () => {
    put('e.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n1,2020-06-01,Find,Delft,52,4.3\n`);
    const events = {
      files: ['e.csv'],
      id: 'id',
      columns: COLUMNS,
      items: [{ commodity: { constant: 'cocaine' }, quantity: 'id', unit: { constant: 'kg' } }]
    };
    await expect(prepare({ events })).rejects.toThrow(/1 rows repeat the id.*repeatedIds/);
    expect(existsSync(path.join(folder, 'case'))).toBe(false);
    await prepare({ events: { ...events, repeatedIds: 'number' } }, 'numbered');
    expect(await query('SELECT id FROM {events}', 'numbered')).toEqual([['1'], ['1-2']]);
    await prepare({ events: { ...events, repeatedIds: 'merge' } }, 'merged');
    expect(await query('SELECT count(*) FROM {events}', 'merged')).toEqual([[1]]);
    expect(await query('SELECT event_id, sum(quantity) FROM {items} GROUP BY ALL', 'merged')).toEqual([
      ['1', 2]
    ]);
  });

  test('rows of one id that differ in date are not merged', async () => {
    put('e.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n1,2020-06-02,Find,Delft,52,4.3\n`);
    const { tables, rejects } = await prepare({
      events: { files: ['e.csv'], id: 'id', columns: COLUMNS, repeatedIds: 'merge' }
    });
    expect(tables.events?.rejected).toBe(1);
    expect(rejects.entries[0]?.reason).toMatch(/differ in kind, date or place/);
  });

  test('a key that is in two files is refused with the rows, or the first one counts', async () => {
    put('2019.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n2,2020-06-02,Find,Delft,52,4.3\n`);
    put('2020.csv', `${HEAD}2,2020-06-02,Find,Delft,52,4.30001\n3,2020-06-03,Find,Delft,52,4.3\n`);
    const events = {
      files: ['20*.csv'],
      id: { hash: ['id', 'lon'] },
      columns: COLUMNS,
      key: { columns: ['id'] }
    };
    await expect(prepare({ events })).rejects.toThrow(
      /2020\.csv: column id: 1 row repeats the key of a row in 2019\.csv .*row 1 and row 2 are both 2/
    );
    const { rejects } = await prepare({ events: { ...events, key: { columns: ['id'], repeated: 'first' } } });
    expect(rejects.byReason()).toEqual([
      { reason: 'Another row with the same key counts.', left: 'row', count: 1 }
    ]);
    expect(await query('SELECT count(*) FROM {events}')).toEqual([[3]]);
  });

  test('without a key, rows that two files share word for word are warned of', async () => {
    const rows = Array.from({ length: 12 }, (_, n) => `${n},2020-06-01,Find,Delft,52,4.3\n`).join('');
    put('a.csv', HEAD + rows);
    put('b.csv', `${HEAD}${rows}99,2020-06-01,Find,Delft,52,4.3\n`);
    const { tables } = await prepare({
      events: { files: ['?.csv'], repeatedIds: 'number', columns: COLUMNS }
    });
    expect(tables.events?.warnings).toEqual([expect.stringMatching(/b\.csv and a\.csv share 12 rows/)]);
  });

  test('one file under two names is refused', async () => {
    put('a.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n`);
    put('b.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n`);
    await expect(prepare({ events: { files: ['?.csv'], columns: COLUMNS } })).rejects.toThrow(
      /same bytes as a\.csv/
    );
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
FROM range(25000) t(r)) TO '${path.join(folder, 'e.parquet')}' (FORMAT PARQUET)`);
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
});

describe('activity', () => {
  const PLACE = { code: 'region' };

  test('a column per day is unpivoted; empty cells are gaps, missing days are not collected', async () => {
    put('m.csv', 'region,2020-03-01,2020-03-02,2020-03-04\nNL-ZH,5,,7\nBE,0,2.4,x\n');
    const { manifest, rejects } = await prepare({
      activity: {
        files: ['m.csv'],
        step: 'day',
        unit: 'index',
        wide: { columns: 'YYYY-MM-DD' },
        place: PLACE
      }
    });
    expect(
      await query(
        'SELECT name, hour / 24 - 18322, messages FROM {activity} JOIN {cells} USING (cell) ORDER BY ALL'
      )
    ).toEqual([
      ['Belgium', 1, 2],
      ['Zuid-Holland', 0, 5],
      ['Zuid-Holland', 3, 7]
    ]);
    expect(
      manifest.activity?.collected.map(({ from, to }) => [
        new Date(from).toISOString().slice(0, 10),
        new Date(to).toISOString().slice(0, 10)
      ])
    ).toEqual([
      ['2020-03-01', '2020-03-03'],
      ['2020-03-04', '2020-03-05']
    ]);
    expect(await query('SELECT cell, start::VARCHAR, "end"::VARCHAR FROM {coverage}')).toEqual([
      [1, '2020-03-02 00:00:00', '2020-03-03 00:00:00'],
      [0, '2020-03-04 00:00:00', '2020-03-05 00:00:00']
    ]);
    expect(rejects.entries).toMatchObject([{ row: 2, column: '2020-03-04', value: 'x', left: 'value' }]);
  });

  test('rows are counted per day and place with distinct devices, at every level', async () => {
    put(
      'a.csv',
      'day,region,who\n2020-03-01,NL,a\n2020-03-01,NL,a\n2020-03-01,BE,a\n2020-03-01,BE,b\n2020-03-02,BE,c\n'
    );
    const { manifest } = await prepare({
      activity: {
        files: ['a.csv'],
        step: 'day',
        unit: 'messages',
        time: { from: 'day', format: 'YYYY-MM-DD' },
        messages: { count: 'rows' },
        devices: { distinct: 'who' },
        place: PLACE
      }
    });
    expect(manifest.totals).toEqual({ messages: 5, devices: 3 });
    expect(await query('SELECT messages, devices FROM {rollups/hour} ORDER BY hour')).toEqual([
      [4, 2],
      [1, 1]
    ]);
    expect(await query('SELECT cell, messages, devices FROM {activity} ORDER BY hour, cell')).toEqual([
      [0, 2, 2],
      [1, 2, 1],
      [0, 1, 1]
    ]);
  });

  test('days with too few rows are not collected instead of low', async () => {
    put('a.csv', 'day,region\n2020-03-01,NL\n2020-03-01,NL\n2020-03-02,NL\n2020-03-03,NL\n2020-03-03,NL\n');
    const { manifest, incomplete } = await prepare({
      activity: {
        files: ['a.csv'],
        step: 'irregular',
        unit: 'listings',
        time: { from: 'day', format: 'YYYY-MM-DD' },
        messages: { count: 'rows' },
        collected: { atLeast: 2 },
        place: PLACE
      }
    });
    expect(incomplete).toMatchObject([{ rows: 1 }]);
    expect(manifest.totals.messages).toBe(4);
    expect(manifest.activity?.collected).toHaveLength(2);
  });

  test('hours of the zone become UTC hours, in the hour that occurs twice as well', async () => {
    put(
      'a.csv',
      'at,lat,lon,n\n2020-06-01 01:30,52,4.3,2\n2020-10-25T01:30:00Z,52,4.3,3\n2020-06-01,52,4.3,9\n'
    );
    const { rejects } = await prepare({
      activity: {
        files: ['a.csv'],
        step: 'hour',
        unit: 'messages',
        time: { from: 'at' },
        messages: 'n',
        place: { lat: 'lat', lon: 'lon', resolution: 4 }
      }
    });
    expect(
      await query(
        'SELECT make_timestamp(hour::BIGINT * 3600000000)::VARCHAR, messages FROM {activity} ORDER BY hour'
      )
    ).toEqual([
      ['2020-05-31 23:00:00', 2],
      ['2020-10-25 01:00:00', 3]
    ]);
    expect(rejects.entries).toMatchObject([{ row: 3, reason: 'The time has no hour.', left: 'row' }]);
    expect(await query('SELECT h3, country, region FROM {cells}')).toEqual([
      [expect.stringMatching(/^84[0-9a-f]{13}$/), 'NL', expect.stringMatching(/^NL-/)]
    ]);
  });

  test('an index is kept as whole numbers with its scale', async () => {
    put('a.csv', 'day,region,v\n2020-03-01,NL,1.25\n');
    const { manifest } = await prepare({
      activity: {
        files: ['a.csv'],
        step: 'day',
        unit: 'index',
        scale: 0.01,
        time: { from: 'day' },
        messages: 'v',
        place: PLACE
      }
    });
    expect(manifest.activity?.scale).toBe(0.01);
    expect(await query('SELECT messages FROM {activity}')).toEqual([[125]]);
  });

  test('outlines of the regions in the case go with it', async () => {
    put('a.csv', 'day,region,v\n2020-03-01,NL-ZH,1\n');
    await prepare({
      outlines: 'regions',
      activity: {
        files: ['a.csv'],
        step: 'day',
        unit: 'index',
        time: { from: 'day' },
        messages: 'v',
        place: PLACE
      }
    });
    const outlines = JSON.parse(readFileSync(path.join(folder, 'case', 'regions.geojson'), 'utf8')) as {
      features: { properties: object }[];
    };
    expect(outlines.features.map((entry) => entry.properties)).toEqual([
      { code: 'NL-ZH', name: 'Zuid-Holland', parent: 'NL' }
    ]);
  });
});

describe('what cannot be a case', () => {
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
    expect(readdirSync(folder)).toEqual(['e.csv']);
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
});
