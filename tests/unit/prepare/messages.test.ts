import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cellAt } from '../../../src/lib/geo/cell.ts';
import { sql, type Sql } from '../../../src/lib/sql/sql.ts';
import { findings, places } from '../../fixtures/findings.ts';
import { madeRecords, MASTS, RAW_FROM, SECRET, writeRecords } from '../../fixtures/raw-records.ts';
import { useWorkshop } from './workshop.ts';

const { at, put, prepare, query } = useWorkshop();

const ROWS = 6000;
const ALL = madeRecords(ROWS, 3);
const POINTS = { lat: 'lat', lon: 'lon', resolution: 4 };

const messages = (more: object) => ({
  messages: { files: ['r*'], time: 't', device: 'device', place: POINTS, ...more }
});

const FIRST_HOUR = RAW_FROM / 3600;

/** Hashes of the tables of a case. */
function hashes(name: string): Record<string, string> {
  const files = ['activity', 'cells', 'rollups/day-cell', 'rollups/hour-country', 'rollups/hour'];
  return Object.fromEntries(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(at(`${name}/${file}.parquet`)))
        .digest('hex')
    ])
  );
}

test('messages are counted by hour and cell, and devices anew at every level', async () => {
  await writeRecords(at(''), { 'r.parquet': sql`SELECT * FROM ${ALL} ORDER BY t` });
  const { manifest } = await prepare(messages({}));
  expect(manifest.totals).toEqual({ messages: ROWS, devices: 97 });
  expect(manifest.period).toEqual({ from: RAW_FROM * 1000, to: (RAW_FROM + 3 * 86_400) * 1000 });
  // The two masts of Amsterdam stand in one cell.
  expect(await query('SELECT country, count(*) FROM {cells} GROUP BY ALL ORDER BY ALL')).toEqual([
    ['BE', 1],
    ['NL', 2]
  ]);
  const town = `CASE WHEN mast IN ('m1', 'm2') THEN 'a' WHEN mast = 'm3' THEN 'r' ELSE 'w' END`;
  const source = `read_parquet('${at('r.parquet')}')`;
  const named = `SELECT *, CASE WHEN lat > 52.1 THEN 'a' WHEN lat > 51.6 THEN 'r' ELSE 'w' END AS town FROM {cells}`;
  const same = async (made: string, wanted: string) => {
    const [[count]] = await query(
      `SELECT count(*)::INTEGER FROM ((${made}) EXCEPT ALL (${wanted}) UNION ALL ((${wanted}) EXCEPT ALL (${made})))`
    );
    expect(count).toBe(0);
  };
  const counts = 'count(*), count(DISTINCT device)';
  await same(
    `SELECT hour, town, messages, devices FROM {activity} JOIN (${named}) USING (cell)`,
    `SELECT t // 3600, ${town}, ${counts} FROM ${source} GROUP BY ALL`
  );
  await same(
    `SELECT day, town, messages, devices FROM {rollups/day-cell} JOIN (${named}) USING (cell)`,
    `SELECT t // 86400, ${town}, ${counts} FROM ${source} GROUP BY ALL`
  );
  await same(
    'SELECT hour, country, messages, devices FROM {rollups/hour-country}',
    `SELECT t // 3600, CASE WHEN mast = 'm4' THEN 'BE' ELSE 'NL' END, ${counts} FROM ${source} GROUP BY ALL`
  );
  await same(
    'SELECT hour, messages, devices FROM {rollups/hour}',
    `SELECT t // 3600, ${counts} FROM ${source} GROUP BY ALL`
  );
  expect(places(await findings(at('case')))).toEqual(['warning no-events events.parquet']);
});

const HALVES = (part: number): Sql => sql`SELECT * FROM ${ALL} WHERE t % 2 = ${part}`;

test.each<[string, Record<string, Sql>, object]>([
  [
    'in one file that is not in the order of time',
    { 'r.parquet': sql`SELECT * FROM ${ALL} ORDER BY mast` },
    {}
  ],
  ['in two files', { 'r0.parquet': HALVES(0), 'r1.parquet': HALVES(1) }, {}],
  ['as CSV', { 'r.csv': ALL }, {}],
  ['packed, in two files', { 'r0.csv.gz': HALVES(0), 'r1.csv.zst': HALVES(1) }, {}],
  [
    'with times as text with their offset',
    {
      'r.csv': sql`SELECT strftime(make_timestamp(t * 1000000) + INTERVAL 2 HOUR, '%Y-%m-%dT%H:%M:%S+02:00') AS t, device, lat, lon FROM ${ALL}`
    },
    {}
  ],
  [
    'with local times',
    {
      'r.parquet': sql`SELECT make_timestamp(t * 1000000) + INTERVAL 2 HOUR AS t, device, lat, lon FROM ${ALL} ORDER BY t`
    },
    { time: { from: 't', zone: 'Europe/Amsterdam' } }
  ],
  [
    'with local times in a pattern',
    {
      'r.csv': sql`SELECT strftime(make_timestamp(t * 1000000), '%d/%m/%Y %H:%M:%S') AS t, device, lat, lon FROM ${ALL}`
    },
    { time: { from: 't', format: 'DD/MM/YYYY HH:mm:ss', zone: 'UTC' } }
  ],
  [
    'with milliseconds',
    { 'r.parquet': sql`SELECT t * 1000 + 999 AS t, device, lat, lon FROM ${ALL} ORDER BY t` },
    {}
  ]
])('the same record %s gives the same bytes', async (_, files, more) => {
  await writeRecords(at(''), { 'plain.parquet': sql`SELECT * FROM ${ALL} ORDER BY t`, ...files });
  await prepare(messages({ files: ['plain.parquet'] }), 'plain');
  await prepare(messages(more));
  expect(hashes('case')).toEqual(hashes('plain'));
});

test('masts are placed by a table; those that it lacks are listed', async () => {
  const moved = sql`SELECT * REPLACE (CASE WHEN t % 500 = 0 THEN 'm9' ELSE mast END AS mast) FROM ${ALL} ORDER BY t`;
  await writeRecords(at(''), { 'r.parquet': moved });
  put(
    'masts.csv',
    ['id,lat,lon,name', ...MASTS.map((m) => `${m.mast},${m.lat},${m.lon},${m.name}`)].join('\n')
  );
  const { manifest, rejects } = await prepare({
    lookups: { masts: { file: 'masts.csv', key: 'id' } },
    ...messages({ place: { by: 'mast', lookup: 'masts', resolution: 4 } })
  });
  expect(manifest.totals.messages).toBe(ROWS - 11);
  expect(await query('SELECT name FROM {cells} ORDER BY ALL')).toEqual([
    ['Amsterdam'],
    ['Antwerp'],
    ['Rotterdam']
  ]);
  expect(rejects.byReason()).toEqual([
    { reason: 'The place is not in the look-up table "masts".', left: 'row', count: 11 }
  ]);
  expect(rejects.entries[0]).toMatchObject({ column: 'mast', value: 'm9', count: 11 });
});

const CELLS = [cellAt(4.89, 52.37, 4), cellAt(4.4, 51.22, 4)].map((h3) => h3 ?? '');

test.each([
  ['as text', CELLS.map((h3) => sql`${h3}`)],
  ['in capitals', CELLS.map((h3) => sql`${h3.toUpperCase()}`)],
  ['as a whole number', CELLS.map((h3) => sql`${String(BigInt(`0x${h3}`))}::UBIGINT`)]
])('H3 cells %s are taken as they are', async (_, [first, second]) => {
  const cells = sql`SELECT t, device, CASE WHEN t % 3 = 0 THEN ${first} ELSE ${second} END AS cell FROM ${ALL} ORDER BY t`;
  await writeRecords(at(''), { 'r.parquet': cells });
  await prepare(messages({ place: { h3: 'cell' } }));
  expect(
    await query(
      'SELECT h3, sum(messages)::INTEGER FROM {activity} JOIN {cells} USING (cell) GROUP BY ALL ORDER BY ALL'
    )
  ).toEqual(
    [
      [CELLS[0], ROWS / 3],
      [CELLS[1], (ROWS * 2) / 3]
    ].sort()
  );
});

test('the activity is split by kind where the mapping says so', async () => {
  await writeRecords(at(''), { 'r.parquet': sql`SELECT * FROM ${ALL} ORDER BY t` });
  await prepare(messages({ kind: 'kind', split: true }));
  expect(
    await query('SELECT traffic, sum(messages)::INTEGER FROM {activity} GROUP BY ALL ORDER BY ALL')
  ).toEqual([
    ['image', 2000],
    ['text', 2000],
    ['voice', 2000]
  ]);
  expect(places(await findings(at('case')))).toEqual(['warning no-events events.parquet']);
});

test('the raw record is there by cell and by device, with its extents, and is sound', async () => {
  await writeRecords(at(''), { 'r.parquet': sql`SELECT * FROM ${ALL} ORDER BY t` });
  const { manifest } = await prepare(messages({ kind: 'kind', raw: true }));
  const record = manifest.messages;
  expect([record?.kinds, record?.buckets, record?.devices]).toEqual([
    ['image', 'text', 'voice'],
    64,
    'messages/devices.parquet'
  ]);
  expect(record?.parts.filter(({ order }) => order === 'cell').map((part) => part.path)).toEqual([
    'messages/day=2020-06-01.parquet',
    'messages/day=2020-06-02.parquet',
    'messages/day=2020-06-03.parquet'
  ]);
  const [, second] = record?.parts ?? [];
  expect(second.t[0]).toBeGreaterThanOrEqual(RAW_FROM + 86_400);
  expect(second.t[1]).toBeLessThan(RAW_FROM + 2 * 86_400);
  // Devices are numbered in the order of their names.
  const both = (
    order: string
  ) => `SELECT t, names.id, cell, kind FROM read_parquet('${at('case')}/messages/${order}=*.parquet',
    hive_partitioning = FALSE) JOIN read_parquet('${at('case')}/messages/devices.parquet') AS names USING (device)`;
  const [[differing, byDay, byDevice]] =
    await query(`SELECT (SELECT count(*) FROM ((${both('day')}) EXCEPT ALL (${both('device')})))::INTEGER,
    (SELECT count(*) FROM (${both('day')}))::INTEGER, (SELECT count(*) FROM (${both('device')}))::INTEGER`);
  expect([differing, byDay, byDevice]).toEqual([0, ROWS, ROWS]);
  const [[strange]] = await query(
    `SELECT count(*)::INTEGER FROM (SELECT t, id FROM (${both('day')}) EXCEPT ALL SELECT t, device FROM read_parquet('${at('r.parquet')}'))`
  );
  expect(strange).toBe(0);
  expect(places(await findings(at('case')))).toEqual(['warning no-events events.parquet']);
});

test('devices that are written as whole numbers number themselves', async () => {
  await writeRecords(at(''), { 'r.csv': sql`SELECT t, number AS device, lat, lon FROM ${ALL}` });
  const { manifest } = await prepare(messages({ raw: true }));
  expect(manifest.messages?.devices).toBeNull();
  expect(manifest.totals.devices).toBe(97);
});

test('what was written in a message is in no file of the case', async () => {
  await writeRecords(at(''), { 'r.csv': ALL });
  put(
    'r2.csv',
    `t,device,kind,lat,lon,body\nnever,phone 1,text,52,4,${SECRET} badly\n1590969700,phone 1,text,52\n`
  );
  await prepare(messages({ files: ['r.csv', 'r2.csv'], kind: 'kind', raw: true }));
  const files = readdirSync(at('case'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile()
  );
  expect(files.length).toBeGreaterThan(60);
  for (const { parentPath, name } of files)
    expect(readFileSync(path.join(parentPath, name)).includes(SECRET), name).toBe(false);
  expect(readdirSync(at('')).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('a day without any message was not collected; hours without one were', async () => {
  await writeRecords(at(''), {
    'r.parquet': sql`SELECT * FROM ${madeRecords(3000, 5)} WHERE t // 86400 <> ${RAW_FROM / 86_400 + 2} ORDER BY t`
  });
  const { manifest } = await prepare(messages({}));
  const hours = manifest.activity?.collected.map(({ from, to }) => [
    from / 3_600_000 - FIRST_HOUR,
    to / 3_600_000 - FIRST_HOUR
  ]);
  expect(hours).toEqual([
    [0, 48],
    [72, 120]
  ]);
  const span = await prepare(messages({ collected: 'span' }), 'span');
  expect(span.manifest.activity?.collected).toHaveLength(1);
});
