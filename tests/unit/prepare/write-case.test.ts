import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { numbers, texts } from '../../../src/lib/domain/columns.ts';
import { openNative, type NativeEngine } from '../../../src/lib/engine/native.ts';
import { writeCase, type CaseDescription } from '../../../src/lib/prepare/write-case.ts';

const DAY = 86_400_000;
const FIRST_HOUR = 440_400;
let engine: NativeEngine;
let folder: string;

beforeEach(async () => {
  engine = await openNative();
  folder = mkdtempSync(path.join(tmpdir(), 'casewall-write-'));
});

afterEach(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function makeDescription(messages: number): CaseDescription {
  const from = FIRST_HOUR * 3_600_000;
  return {
    id: 'small',
    title: 'Small',
    summary: '',
    synthetic: true,
    zone: 'UTC',
    period: { from, to: from + 4 * DAY },
    analysis: { from, to: from + 4 * DAY },
    totals: { messages, devices: null },
    activity:
      messages === 0
        ? null
        : { step: 'hour', unit: 'messages', scale: 1, collected: [{ from, to: from + 4 * DAY }] },
    sources: []
  };
}

async function makeEvents(): Promise<void> {
  await run(`CREATE TABLE events AS SELECT 'e' || r AS id, 'raid' AS kind, 'T' AS title,
    TIMESTAMP '2020-05-01 00:00:00' + r * INTERVAL 1 DAY AS start, 'day' AS time_precision, ['s1'] AS sources
    FROM range(3) t(r)`);
}

/** 3 cells, 96 hours, messages 1 to 7. Returns the total. */
async function makeActivity(): Promise<number> {
  await run(`CREATE TABLE cells AS SELECT r AS cell, NULL AS h3, 52.0 + r AS lat, 5.0 AS lon,
    CASE r WHEN 0 THEN 'NL' WHEN 1 THEN 'BE' END AS country FROM range(3) t(r)`);
  await run(`CREATE TABLE activity AS SELECT ${FIRST_HOUR} + h AS hour, c AS cell,
    1 + (h * 5 + c) % 7 AS messages, 1 AS devices FROM range(96) a(h), range(3) b(c)`);
  return scalar('SELECT sum(messages) FROM activity');
}

async function run(text: string): Promise<void> {
  await engine.run({ text });
}

/** The one number that a query gives. */
async function scalar(query: string): Promise<number> {
  return numbers(await engine.run({ text: `SELECT (${query})::DOUBLE AS value` }), 'value')[0];
}

function parquet(out: string, inside: string): string {
  return `read_parquet('${path.join(out, inside)}')`;
}

test('every file is in the manifest with its rows, bytes and hash', async () => {
  await makeEvents();
  const out = path.join(folder, 'case');
  const extra = { path: 'notes/planted.json', bytes: new TextEncoder().encode('{}') };
  const manifest = await writeCase(engine, makeDescription(await makeActivity()), out, [extra]);
  expect(manifest.files.map((file) => [file.path, file.rows])).toEqual([
    ['events.parquet', 3],
    ['cells.parquet', 3],
    ['activity.parquet', 288],
    ['rollups/day-cell.parquet', 12],
    ['rollups/hour-country.parquet', 288],
    ['rollups/hour.parquet', 96],
    ['notes/planted.json', null]
  ]);
  for (const file of manifest.files) {
    const bytes = readFileSync(path.join(out, file.path));
    expect(bytes.byteLength).toBe(file.bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
  }
  expect(JSON.parse(readFileSync(path.join(out, 'case.json'), 'utf8'))).toMatchObject({ id: 'small' });
  expect(readdirSync(folder)).toEqual(['case']);
});

test('columns have the types of the format, the missing optional ones are empty', async () => {
  await makeEvents();
  const out = path.join(folder, 'case');
  await writeCase(engine, makeDescription(await makeActivity()), out);
  const types = async (inside: string) => {
    const described = await engine.run({ text: `DESCRIBE SELECT * FROM ${parquet(out, inside)}` });
    const named = texts(described, 'column_type');
    return texts(described, 'column_name').map((name, index) => `${name} ${named[index]}`);
  };
  expect(await types('activity.parquet')).toEqual([
    'hour UINTEGER',
    'cell USMALLINT',
    'messages UINTEGER',
    'devices UINTEGER'
  ]);
  expect(await types('rollups/day-cell.parquet')).toEqual([
    'day UINTEGER',
    'cell USMALLINT',
    'messages UINTEGER',
    'devices UINTEGER'
  ]);
  expect(await types('events.parquet')).toContain('sources VARCHAR[]');
  expect(await types('events.parquet')).toContain('start TIMESTAMP');
  expect(await types('events.parquet')).toContain('date_basis VARCHAR');
  expect(await types('cells.parquet')).toContain('h3 VARCHAR');
});

test('activity is sorted by cell and hour, and rollups add up to it', async () => {
  const total = await makeActivity();
  const out = path.join(folder, 'case');
  await writeCase(engine, makeDescription(total), out);
  const unsorted = await scalar(`SELECT count(*) FROM (SELECT cell, hour, lag((cell, hour)) OVER () AS before
    FROM ${parquet(out, 'activity.parquet')}) WHERE (cell, hour) <= before`);
  expect(Number(unsorted)).toBe(0);
  for (const inside of ['rollups/day-cell.parquet', 'rollups/hour-country.parquet', 'rollups/hour.parquet']) {
    expect(await scalar(`SELECT sum(messages) FROM ${parquet(out, inside)}`)).toBe(total);
  }
  const noCountry = `SELECT sum(messages) FROM ${parquet(out, 'rollups/hour-country.parquet')} WHERE country IS NULL`;
  expect(await scalar(noCountry)).toEqual(await scalar('SELECT sum(messages) FROM activity WHERE cell = 2'));
});

test('devices of a made rollup are known only where one row stands alone', async () => {
  const out = path.join(folder, 'case');
  await writeCase(engine, makeDescription(await makeActivity()), out);
  expect(await scalar(`SELECT count(devices) FROM ${parquet(out, 'rollups/hour.parquet')}`)).toBe(0);
  expect(await scalar(`SELECT count(devices) FROM ${parquet(out, 'rollups/hour-country.parquet')}`)).toBe(
    288
  );
});

test('the same tables give the same bytes, in whatever order their rows stand', async () => {
  const total = await makeActivity();
  await makeEvents();
  const first = await writeCase(engine, makeDescription(total), path.join(folder, 'a'));
  await run('CREATE OR REPLACE TABLE activity AS SELECT * FROM activity ORDER BY hour DESC, cell');
  const second = await writeCase(engine, makeDescription(total), path.join(folder, 'b'));
  expect(second.files).toEqual(first.files);
});

test('a rollup made for one case is not taken for the rollup of the next', async () => {
  await writeCase(engine, makeDescription(await makeActivity()), path.join(folder, 'a'));
  await run('DELETE FROM activity WHERE cell > 0');
  const total = await scalar('SELECT sum(messages) FROM activity');
  await writeCase(engine, makeDescription(total), path.join(folder, 'b'));
  const rollup = parquet(path.join(folder, 'b'), 'rollups/hour.parquet');
  expect(await scalar(`SELECT sum(messages) FROM ${rollup}`)).toBe(total);
});

test('tables without rows give no file', async () => {
  await run('CREATE TABLE events (id VARCHAR)');
  const manifest = await writeCase(engine, makeDescription(0), path.join(folder, 'case'));
  expect(manifest.files).toEqual([]);
});

test('a folder that holds something is refused; a case only makes way when told to', async () => {
  await makeEvents();
  const out = path.join(folder, 'case');
  await writeCase(engine, makeDescription(0), out);
  await expect(writeCase(engine, makeDescription(0), out)).rejects.toThrow(/already holds a case/);
  await run("DELETE FROM events WHERE id = 'e0'");
  const manifest = await writeCase(engine, makeDescription(0), out, [], { replace: true });
  expect(manifest.files[0]?.rows).toBe(2);
  writeFileSync(path.join(folder, 'letter.txt'), 'mine');
  await expect(writeCase(engine, makeDescription(0), folder, [], { replace: true })).rejects.toThrow(
    /holds no case\.json/
  );
  expect(readdirSync(folder).sort()).toEqual(['case', 'letter.txt']);
});

test('a case that fails half way leaves nothing behind', async () => {
  await makeEvents();
  await run("UPDATE events SET sources = NULL WHERE id = 'e1'");
  await run('ALTER TABLE events ADD COLUMN lat VARCHAR');
  await run("UPDATE events SET lat = 'north' WHERE id = 'e1'");
  const out = path.join(folder, 'case');
  await expect(writeCase(engine, makeDescription(0), out)).rejects.toThrow(/north/);
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test('tables that contradict each other or the description are refused', async () => {
  const total = await makeActivity();
  const out = path.join(folder, 'case');
  await expect(writeCase(engine, makeDescription(total + 1), out)).rejects.toThrow(/adds up to/);
  await run('UPDATE activity SET cell = 7 WHERE cell = 2');
  await expect(writeCase(engine, makeDescription(total), out)).rejects.toThrow(/96 rows name a cell/);
  await run('DELETE FROM cells WHERE cell = 1');
  await expect(writeCase(engine, makeDescription(total), out)).rejects.toThrow(/without holes/);
});

test('a description that no reader would take is refused', async () => {
  await makeEvents();
  const description = { ...makeDescription(0), zone: 'Middle/Earth' };
  await expect(writeCase(engine, description, path.join(folder, 'case'))).rejects.toThrow(/zone/);
  expect(readdirSync(folder)).toEqual([]);
});

test('a path that leads out of the folder is refused', async () => {
  await makeEvents();
  const extra = { path: '../outside.json', bytes: new Uint8Array(1) };
  const out = path.join(folder, 'case');
  await expect(writeCase(engine, makeDescription(0), out, [extra])).rejects.toThrow(/not a path inside/);
});
