import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Found {
  readonly synthetic: boolean;
  readonly totals: { readonly messages: number; readonly devices: number };
  readonly analysis: { readonly from: string; readonly to: string };
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
}

function casewall(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/cli/casewall.mjs', ...args], { maxBuffer: 1e8 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

let scratch: string;
let demo: string;
let ended: Ended;
let instance: DuckDBInstance;
let connection: DuckDBConnection;

// One small demo with its raw record serves all tests: the plan is the same as of the large one.
beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), 'casewall-demo-'));
  demo = path.join(scratch, 'demo');
  ended = await casewall('demo', '--out', demo, '--messages', '120000', '--raw');
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  for (const [table, file] of Object.entries(TABLES)) {
    await connection.run(`CREATE TABLE ${table} AS FROM read_parquet('${demo}/${file}')`);
  }
}, 300_000);

afterAll(async () => {
  connection.closeSync();
  instance.closeSync();
  await rm(scratch, { recursive: true, force: true });
});

const TABLES = {
  events: 'events.parquet',
  items: 'items.parquet',
  cells: 'cells.parquet',
  activity: 'activity.parquet',
  coverage: 'coverage.parquet',
  day_cell: 'rollups/day-cell.parquet',
  hour_country: 'rollups/hour-country.parquet',
  hours: 'rollups/hour.parquet'
};

async function rows(query: string): Promise<unknown[][]> {
  return (await connection.runAndReadAll(query)).getRowsJson();
}

/** Rows that one query gives and the other does not, either way. */
async function differing(left: string, right: string): Promise<unknown> {
  const [[count]] = await rows(`SELECT count(*)::DOUBLE
FROM ((${left}) EXCEPT ALL (${right}) UNION ALL ((${right}) EXCEPT ALL (${left})))`);
  return count;
}

async function manifestOf(folder: string): Promise<Found> {
  return JSON.parse(await readFile(path.join(folder, 'case.json'), 'utf8')) as Found;
}

test('the demo says on standard output what it wrote, and on standard error how far it is', async () => {
  const { totals } = await manifestOf(demo);
  expect(ended.code).toBe(0);
  expect(ended.out).toMatch(
    new RegExp(
      `^${demo}: demo case of ${totals.messages} messages from ${totals.devices} devices, [\\d.]+ MB\n$`
    )
  );
  expect(ended.err).toContain('  0 % placing cells');
  expect(ended.err).toContain('100 % done');
});

test('the demo is a sound case', async () => {
  const { code, out } = await casewall('check', demo);
  expect(out).toContain('The case is sound: 0 errors, 0 warnings.');
  expect(code).toBe(0);
});

test('the demo is labelled synthetic and its analysis ends at the only alert', async () => {
  const manifest = await manifestOf(demo);
  expect(manifest.synthetic).toBe(true);
  expect(await rows(`SELECT strftime(start, '%Y-%m-%dT%H:%M:%SZ') FROM events WHERE kind = 'alert'`)).toEqual(
    [[manifest.analysis.to]]
  );
});

test('the Dutch items add up to the reported totals in the files', async () => {
  const totals = await rows(`SELECT commodity, unit, sum(quantity)
FROM items JOIN events ON events.id = items.event_id
WHERE country = 'NL' AND commodity NOT IN ('phone', 'precursor', 'cannabis')
GROUP BY ALL ORDER BY ALL`);
  expect(totals).toEqual([
    ['arrest', 'count', 112],
    ['cash', 'EUR', 25_000_000],
    ['cocaine', 'kg', 8000],
    ['firearm', 'count', 48],
    ['laboratory', 'count', 19],
    ['methamphetamine', 'kg', 1200],
    ['vehicle', 'count', 25]
  ]);
});

test('messages add up the same at every level and to the total of the manifest', async () => {
  const { totals } = await manifestOf(demo);
  const sums = await rows(`SELECT sum(messages)::DOUBLE FROM activity
UNION ALL SELECT sum(messages)::DOUBLE FROM hours`);
  expect(sums).toEqual([[totals.messages], [totals.messages]]);
  const levels = [
    ['SELECT hour, messages FROM hours', 'SELECT hour, sum(messages) FROM activity GROUP BY 1'],
    [
      'SELECT hour, country, messages FROM hour_country',
      'SELECT hour, country, sum(messages) FROM activity JOIN cells USING (cell) GROUP BY 1, 2'
    ],
    [
      'SELECT day, cell, messages FROM day_cell',
      'SELECT hour // 24, cell, sum(messages) FROM activity GROUP BY 1, 2'
    ]
  ];
  for (const [left, right] of levels) expect(await differing(left, right)).toBe(0);
});

test('the raw record gives the same activity and rollups, distinct devices counted anew', async () => {
  const raw = `SELECT t // 3600 AS hour, cell, device FROM read_parquet('${demo}/messages/day=*.parquet', hive_partitioning = false)`;
  const counts = 'count(*), count(DISTINCT device)';
  const levels = [
    [
      'SELECT hour, cell, messages, devices FROM activity',
      `SELECT hour, cell, ${counts} FROM (${raw}) GROUP BY 1, 2`
    ],
    [
      'SELECT day, cell, messages, devices FROM day_cell',
      `SELECT hour // 24, cell, ${counts} FROM (${raw}) GROUP BY 1, 2`
    ],
    [
      'SELECT hour, country, messages, devices FROM hour_country',
      `SELECT hour, country, ${counts} FROM (${raw}) JOIN cells USING (cell) GROUP BY 1, 2`
    ],
    ['SELECT hour, messages, devices FROM hours', `SELECT hour, ${counts} FROM (${raw}) GROUP BY 1`]
  ];
  for (const [left, right] of levels) expect(await differing(left, right)).toBe(0);
  const { totals } = await manifestOf(demo);
  expect(await rows(`SELECT count(DISTINCT device)::DOUBLE FROM (${raw})`)).toEqual([[totals.devices]]);
});

test('the raw record by device holds the same messages, each device in the file of its number', async () => {
  const columns = 'SELECT t, device, cell, kind FROM read_parquet';
  const byDay = `${columns}('${demo}/messages/day=*.parquet', hive_partitioning = false)`;
  const byDevice = `${columns}('${demo}/messages/device=*.parquet', hive_partitioning = false)`;
  expect(await differing(byDay, byDevice)).toBe(0);
  const one = `${columns}('${demo}/messages/device=17.parquet', hive_partitioning = false)`;
  expect(await rows(`SELECT DISTINCT device % 64 FROM (${one})`)).toEqual([[17]]);
  expect(
    await rows(`SELECT typeof(t), typeof(device), typeof(cell), typeof(kind) FROM (${byDay}) LIMIT 1`)
  ).toEqual([['UINTEGER', 'UINTEGER', 'USMALLINT', 'UTINYINT']]);
  const kinds = await rows(
    `SELECT kind::INTEGER, count(*) / sum(count(*)) OVER () FROM (${byDay}) GROUP BY 1 ORDER BY 1`
  );
  expect(kinds.map(([kind]) => kind)).toEqual([0, 1, 2, 3]);
  expect(Number(kinds[0][1])).toBeCloseTo(184 / 256, 1);
});

test('prepare makes the same activity, row for row, out of the raw record', async () => {
  const again = path.join(scratch, 'again');
  const { code, err } = await casewall(
    'prepare',
    '--out',
    again,
    '--map',
    path.join(demo, 'messages/mapping.json')
  );
  expect(code, err).toBe(0);
  const placed = (activity: string, cells: string) =>
    `SELECT hour, h3, messages, devices FROM ${activity} JOIN ${cells} USING (cell)`;
  const made = placed(`read_parquet('${again}/activity.parquet')`, `read_parquet('${again}/cells.parquet')`);
  expect(await differing(placed('activity', 'cells'), made)).toBe(0);
});

test('there are never more devices than messages', async () => {
  for (const table of ['activity', 'day_cell', 'hour_country', 'hours']) {
    expect(
      await rows(`SELECT count(*)::DOUBLE FROM ${table} WHERE devices > messages OR devices = 0`)
    ).toEqual([[0]]);
  }
});

test('nothing was collected in the gaps, and something around them', async () => {
  const inGap = (before: number) => `SELECT count(*)::DOUBLE FROM activity SEMI JOIN coverage
ON (coverage.cell IS NULL OR coverage.cell = activity.cell)
AND hour >= epoch(start) // 3600 - ${before} AND hour < epoch("end") // 3600 - ${before}`;
  expect(await rows(inGap(0))).toEqual([[0]]);
  expect(Number((await rows(inGap(48)))[0][0])).toBeGreaterThan(100);
  expect(
    await rows(
      `SELECT count(DISTINCT reason)::INTEGER, count(*) FILTER (WHERE cell IS NULL)::INTEGER FROM coverage`
    )
  ).toEqual([[2, 1]]);
});

test('every cell has a place, a country and a region of that country', async () => {
  const odd = `SELECT count(*)::DOUBLE FROM cells WHERE lat IS NULL OR name IS NULL OR NOT starts_with(region, country || '-')`;
  expect(await rows(odd)).toEqual([[0]]);
});

test('planted.json names events of the case and is listed in the manifest', async () => {
  const { files } = await manifestOf(demo);
  expect(files['planted.json'].bytes).toBeGreaterThan(1000);
  const planted = JSON.parse(await readFile(path.join(demo, 'planted.json'), 'utf8')) as {
    effects: { event: string | null; region: string }[];
  };
  const known = new Map((await rows('SELECT id, region FROM events')).map(([id, region]) => [id, region]));
  const linked = planted.effects.filter(({ event }) => event !== null);
  expect(linked).toHaveLength(44);
  for (const { event, region } of linked) expect(known.get(event)).toBe(region);
});

test('the same seed gives the same bytes, another seed others; an earlier demo is replaced', async () => {
  const out = path.join(scratch, 'replaced');
  const made = async (seed: string) => {
    const { code, err } = await casewall('demo', '--out', out, '--messages', '120000', '--seed', seed);
    expect(code, err).toBe(0);
    return (await manifestOf(out)).files;
  };
  const other = await made('2');
  const same = await made('1');
  const first = (await manifestOf(demo)).files;
  for (const [file, { sha256 }] of Object.entries(same)) expect(sha256, file).toBe(first[file].sha256);
  for (const file of Object.keys(TABLES).map((table) => TABLES[table as keyof typeof TABLES])) {
    if (!['cells.parquet', 'coverage.parquet'].includes(file)) {
      expect(other[file].sha256, file).not.toBe(same[file].sha256);
    }
  }
  expect((await readdir(scratch)).filter((name) => name.startsWith('.'))).toEqual([]);
}, 240_000);

test('what is not an earlier demo is left alone', async () => {
  const foreign = path.join(scratch, 'foreign');
  await mkdir(foreign);
  await writeFile(path.join(foreign, 'notes.txt'), 'mine');
  const full = await casewall('demo', '--out', foreign, '--messages', '1000');
  expect(full.code).toBe(2);
  expect(full.err).toContain('is not empty');
  await writeFile(path.join(foreign, 'case.json'), '{"id": "demo", "synthetic": false}');
  const real = await casewall('demo', '--out', foreign, '--messages', '1000');
  expect(real.code).toBe(2);
  expect(real.err).toContain('not an earlier demo');
  expect(await readdir(foreign)).toEqual(['case.json', 'notes.txt']);
});

test.each([
  [[], '--out DIR is missing'],
  [['--out', 'x', '--messages', 'many'], '--messages wants a whole number'],
  [['--out', 'x', '--messages', '10'], '--messages wants a whole number from 1000'],
  [['--out', 'x', '--seed', '-1'], 'seed'],
  [['--out', 'x', '--colour', 'red'], 'colour'],
  [['x'], '--out DIR is missing']
])('wrong options %j are refused', async (args, message) => {
  const { code, out, err } = await casewall('demo', ...args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(message);
});
