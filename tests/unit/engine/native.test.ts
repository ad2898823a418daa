import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openNative } from '../../../src/lib/engine/native.ts';
import { sql } from '../../../src/lib/sql/sql.ts';
import { describeEngine } from '../../engine/contract.ts';
import { failureOf } from '../../engine/failure-of.ts';

const samplePath = fileURLToPath(new URL('../../engine/fixtures/sample.parquet', import.meta.url));

describeEngine('native DuckDB', {
  open: () => openNative({ threads: 2 }),
  sample: async () => new Uint8Array(await readFile(samplePath)),
  sampleUrl: samplePath,
  missingUrl: `${samplePath}.absent`
});

const before = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'native-test-'));
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

test('a relative path is taken from the working folder, and the path given back is absolute', async () => {
  await copyFile(samplePath, join(folder, 'here.parquet'));
  process.chdir(folder);
  const engine = await openNative();
  const path = await engine.register('events.parquet', { url: 'here.parquet' });
  expect(path).toBe(join(folder, 'here.parquet'));
  expect(await engine.register('events.parquet', { url: pathToFileURL(path).href })).toBe(path);
  await engine.close();
});

test('a name is never looked up in the working folder', async () => {
  await copyFile(samplePath, join(folder, 'events.parquet'));
  process.chdir(folder);
  const engine = await openNative();
  const failure = await failureOf(engine.register('events.parquet', { url: '/nowhere/events.parquet' }));
  expect(failure.reason).toContain(
    'File events.parquet is missing: there is no file /nowhere/events.parquet'
  );
  await engine.close();
});

test('a URL of the web and a folder are refused', async () => {
  const engine = await openNative();
  const web = await failureOf(engine.register('a.parquet', { url: 'https://example.org/a.parquet' }));
  expect(web.reason).toContain('not on this machine');
  expect((await failureOf(engine.register('a.parquet', { url: folder }))).reason).toContain('missing');
  await engine.close();
});

test('case data put on disk is for this user alone and gone when the engine is closed', async () => {
  const engine = await openNative();
  const path = await engine.register('x/../../y z.parquet', {
    bytes: new Uint8Array(await readFile(samplePath))
  });
  const scratch = join(path, '..');
  expect(readdirSync(scratch)).toHaveLength(1);
  await engine.run(sql`SELECT label FROM read_parquet(${path})`);
  await engine.close();
  expect(existsSync(scratch)).toBe(false);
});
