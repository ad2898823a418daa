import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ClickHouse, findClickHouse, freePort } from '../fixtures/clickhouse.ts';
import { tlsFront } from '../fixtures/tls-front.ts';
import { fillWire, WIRE_DAYS, WIRE_ROWS, writeWireMappings } from '../fixtures/wire.ts';

const LAUNCHER = fileURLToPath(new URL('../../src/cli/casewall.mjs', import.meta.url));

let folder: string;
let one: ClickHouse;
let two: ClickHouse;
let absent: string | null = null;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'casewall-clickhouse-'));
  const program = await findClickHouse();
  if (typeof program === 'string') {
    absent = program;
    return;
  }
  const ports = [];
  for (let made = 0; made < 2; made++) ports.push({ http: await freePort(), tcp: await freePort() });
  const shards = ports.map(({ tcp }) => tcp);
  one = new ClickHouse(program, path.join(folder, 'one'), ports[0], shards);
  two = new ClickHouse(program, path.join(folder, 'two'), ports[1], shards);
  await Promise.all([one.start(), two.start()]);
  await fillWire(folder, one, two);
  writeWireMappings(folder);
}, 300_000);

afterAll(async () => {
  await one?.kill();
  await two?.kill();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async ({ skip }) => {
  if (absent !== null) skip(absent);
  // A server that the test before ended.
  for (const server of [one, two]) if (!(await answers(server))) await server.start();
});

async function answers(server: ClickHouse): Promise<boolean> {
  return (await server.query('SELECT 1').catch(() => '')) === '1';
}

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function casewall(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, ...env } };
    execFile(process.execPath, [LAUNCHER, ...args], options, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const remote = (out: string, ...more: readonly string[]) => [
  ...['prepare', '--out', out, '--map', 'map.json', '--engine', 'clickhouse', '--url', one.url],
  ...['--messages', 'wire.message', ...more]
];

/** Hashes of the tables of a case. */
function tables(name: string): Record<string, string> {
  const files = ['activity', 'cells', 'rollups/day-cell', 'rollups/hour-country', 'rollups/hour'];
  const hash = (file: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, name, `${file}.parquet`)))
      .digest('hex');
  return Object.fromEntries(files.map((file) => [file, hash(file)]));
}

function totals(name: string): unknown {
  const { totals: found, period } = JSON.parse(
    readFileSync(path.join(folder, name, 'case.json'), 'utf8')
  ) as {
    totals: unknown;
    period: unknown;
  };
  return { found, period };
}

/** Nothing of the case is there, and the reason is told without a stack. */
function refused({ code, out, err }: Outcome, name: string, ...says: RegExp[]): void {
  expect([code, out], err).toEqual([2, '']);
  for (const said of says) expect(err).toMatch(said);
  expect(err).not.toMatch(/\n\s+at /);
  expect(existsSync(path.join(folder, name))).toBe(false);
}

test.each(['map', 'split', 'number'])(
  'over two shards the case is the same as from the files, byte for byte: %s',
  async (map) => {
    const files = await casewall([
      'prepare',
      '--out',
      `files-${map}`,
      '--map',
      `${map}.json`,
      '--messages',
      'all.parquet'
    ]);
    expect(files.code, files.err).toBe(0);
    const cluster = await casewall(remote(`cluster-${map}`, '--map', `${map}.json`).toSpliced(3, 2));
    expect(cluster.code, cluster.err).toBe(0);
    expect(tables(`cluster-${map}`)).toEqual(tables(`files-${map}`));
    expect(totals(`cluster-${map}`)).toEqual(totals(`files-${map}`));
    expect(totals(`cluster-${map}`)).toMatchObject({ found: { messages: WIRE_ROWS, devices: 97 } });
    expect(cluster.err).toMatch(/% reducing days inside ClickHouse/);
    expect((await casewall(['check', `cluster-${map}`])).out).toContain('The case is sound');
  },
  120_000
);

test('milliseconds in a plain table are read as such', async () => {
  const made = await casewall(
    remote('late', '--map', 'number.json', '--messages', 'wire.late').toSpliced(3, 2).toSpliced(7, 2)
  );
  expect(made.code, made.err).toBe(0);
  expect(tables('late')).toEqual(tables('files-number'));
}, 60_000);

test('a shard that is down before it begins is told', async () => {
  await two.kill();
  refused(
    await casewall(remote('down')),
    'down',
    /1 of the 2 shards of the cluster pair answer|A shard does not answer/
  );
}, 60_000);

test('a profile that leaves out shards that are down is overruled', async () => {
  await two.kill();
  const half = Number(await one.query('SELECT count() FROM wire.message', 'skipping'));
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(WIRE_ROWS);
  const env = { CASEWALL_CLICKHOUSE_USER: 'skipping' };
  refused(await casewall(remote('skipped'), env), 'skipped', /shard/);
}, 60_000);

test('a profile that cuts what is grouped is overruled', async () => {
  const cut = await one.query(
    'SELECT count() FROM (SELECT device FROM wire.message GROUP BY device)',
    'cutting'
  );
  expect(Number(cut)).toBeLessThan(97);
  const env = { CASEWALL_CLICKHOUSE_USER: 'cutting' };
  refused(await casewall(remote('cut'), env), 'cut', /refuses a query \(code 158\)/);
}, 60_000);

function daysDone(name: string): number {
  const days = path.join(folder, `.${name}.work`, 'days');
  return existsSync(days) ? readdirSync(days).filter((file) => file.endsWith('.json')).length : 0;
}

/** Waits until so many days are finished. Throws where it ends before. */
async function untilDays(name: string, least: number, running: Promise<Outcome>): Promise<void> {
  let ended = '';
  void running.then(({ err }) => {
    ended = `It ended too soon: ${err}`;
  });
  while (daysDone(name) < least) {
    if (ended !== '') throw new Error(ended);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

test('a shard that dies in the middle is an error; when it is back, the same call goes on to the same case', async () => {
  const running = casewall(remote('dies'));
  await untilDays('dies', 2, running);
  await two.kill();
  refused(await running, 'dies', /shard|broke off/);
  const before = daysDone('dies');
  expect(before).toBeLessThan(WIRE_DAYS);
  await two.start();
  const again = await casewall(remote('dies'));
  expect(again.code, again.err).toBe(0);
  expect(Number(/(\d+) of 20 days were done before/.exec(again.err)?.[1])).toBe(before);
  expect(tables('dies')).toEqual(tables('files-map'));
}, 120_000);

test('records that come while it runs are noticed', async () => {
  const running = casewall(remote('moving'));
  await untilDays('moving', 1, running);
  const last = (await one.query('SELECT max(t) FROM wire.part')).trim();
  await one.query(`INSERT INTO wire.part VALUES ('${last}', 'phone new', 98, 'text', 'm1')`);
  try {
    refused(await running, 'moving', /adds up to \d+ messages, but \d+ were counted before/);
  } finally {
    await one.query(`ALTER TABLE wire.part DROP PARTITION ${last.slice(0, 10).replaceAll('-', '')}`);
    const rows = readFileSync(path.join(folder, '0.csv'), 'utf8').split('\n').slice(1);
    const from = Date.parse(`${last.slice(0, 10)}T00:00:00Z`) / 1000;
    const kept = rows.filter((row) => Number(row.split(',')[0]) >= from);
    await one.query(`INSERT INTO wire.part FORMAT CSV ${kept.join('\n')}`);
  }
}, 60_000);

test('a wrong password, an unknown user, and a right one', async () => {
  const as = (user: string, password: string) => ({
    CASEWALL_CLICKHOUSE_USER: user,
    CASEWALL_CLICKHOUSE_PASSWORD: password
  });
  const wrong = await casewall(remote('login'), as('ann', 'wrong-secret'));
  refused(wrong, 'login', /does not let the user "ann" in/, /CASEWALL_CLICKHOUSE_PASSWORD/);
  expect(wrong.err).not.toContain('wrong-secret');
  refused(await casewall(remote('login'), as('bob', '')), 'login', /does not let the user "bob" in/);
  expect((await casewall(remote('login'), as('ann', 'right'))).code).toBe(0);
}, 60_000);

test('a server that is not there, a table that is not there, a column that is not there', async () => {
  const nowhere = remote('nowhere').with(8, `http://127.0.0.1:${await freePort()}`);
  refused(
    await casewall(nowhere),
    'nowhere',
    /Nothing answers at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)/,
    /--url/
  );
  refused(await casewall(remote('x').with(10, 'wire.nothing')), 'x', /There is no table wire\.nothing/);
  refused(
    await casewall(remote('x').with(10, 'wire.late')),
    'x',
    /column device: .* does not have it.*number/
  );
}, 60_000);

test('the part that one server holds is not taken for the whole', async () => {
  refused(
    await casewall(remote('part').with(10, 'wire.part')),
    'part',
    /wire\.part is what one server holds of wire\.message/,
    /Name wire\.message instead/
  );
}, 60_000);

test('a user who may not choose settings is refused', async () => {
  const env = { CASEWALL_CLICKHOUSE_USER: 'locked' };
  refused(await casewall(remote('locked'), env), 'locked', /may not choose settings/, /readonly = 2/);
}, 60_000);

test('over TLS the certificate must be trusted', async ({ skip }) => {
  const front = await tlsFront(folder, one.url);
  if (front === null) return skip('no openssl to make a certificate with');
  try {
    const args = remote('tls').with(8, front.url);
    refused(
      await casewall(args),
      'tls',
      /does not show a certificate that is trusted/,
      /CASEWALL_CLICKHOUSE_CA/
    );
    const trusted = await casewall(args, { CASEWALL_CLICKHOUSE_CA: front.cert });
    expect(trusted.code, trusted.err).toBe(0);
    expect(tables('tls')).toEqual(tables('files-map'));
  } finally {
    front.close();
  }
}, 60_000);

test.each([
  [['--engine', 'spark'], /--engine is duckdb or clickhouse/],
  [['--engine', 'clickhouse'], /--url is missing/],
  [['--url', 'http://x'], /--url goes with --engine clickhouse/],
  [['--engine', 'clickhouse', '--url', 'http://me:secret@x'], /--url must not hold a password/],
  [['--engine', 'clickhouse', '--url', 'ftp://x'], /begins with http/]
])('a wrong option is refused: %j', async (options, message) => {
  const { code, err } = await casewall(['prepare', '--out', 'x', '--map', 'map.json', ...options]);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
