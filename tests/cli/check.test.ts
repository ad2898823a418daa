import { execFile } from 'node:child_process';
import { rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fingerprint } from '../../src/lib/casefile/manifest.ts';
import { makeTinyCase } from '../fixtures/make-case.ts';
import { scratchFolder } from '../fixtures/scratch.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function casewall(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/cli/casewall.mjs', ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

test('a sound case: exit code 0, its fingerprint, nothing else on standard output', async () => {
  const folder = await scratchFolder();
  const manifest = await makeTinyCase(folder);
  const { code, out, err } = await casewall('check', folder);
  expect(out).toBe(`The case is sound: 0 errors, 0 warnings. Fingerprint ${await fingerprint(manifest)}\n`);
  expect(code).toBe(0);
  expect(err).toContain('events.parquet');
});

test('a case with warnings only is sound', async () => {
  const folder = await scratchFolder();
  await makeTinyCase(folder);
  await writeFile(path.join(folder, 'notes.txt'), 'x');
  const { code, out } = await casewall('check', folder);
  expect(code).toBe(0);
  expect(out).toMatch(/^warning: notes\.txt: The file lies in the folder/);
  expect(out).toContain('The case is sound: 0 errors, 1 warning.');
});

test('an unsound case: exit code 1, one line per finding with file, column, row, value and remedy', async () => {
  const folder = await scratchFolder();
  await makeTinyCase(folder, {
    after: [
      `UPDATE events SET lat = 95 WHERE id = 'ev-3'`,
      `UPDATE events SET time_precision = 'a' || chr(10) || 'b' || chr(27) || '[31m' WHERE id = 'ev-1'`
    ]
  });
  await truncate(path.join(folder, 'items.parquet'), 200);
  const { code, out } = await casewall('check', folder);
  expect(code).toBe(1);
  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(5);
  expect(lines).toContainEqual(
    'error: events.parquet: column lat: row 3: Latitude 95.0 lies outside -90 to 90. Write degrees north from -90 to 90; check that latitude and longitude are not swapped.'
  );
  expect(lines.filter((line) => line.startsWith('error: items.parquet: '))).toHaveLength(2);
  expect(out).not.toContain('\u001b');
  expect(lines[4]).toBe('The case is unsound: 4 errors, 0 warnings.');
});

test('--json gives the findings as they are', async () => {
  const folder = await scratchFolder();
  await makeTinyCase(folder, { after: [`UPDATE events SET lat = 95 WHERE id = 'ev-3'`] });
  const { code, out } = await casewall('check', folder, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    status: 'unsound',
    errors: 1,
    warnings: 0,
    findings: [{ code: 'latitude-range', file: 'events.parquet', column: 'lat', row: 3 }]
  });
});

test('a folder without a manifest, or none at all, cannot be read: exit code 2', async () => {
  const folder = await scratchFolder();
  await makeTinyCase(folder);
  await rm(path.join(folder, 'case.json'));
  for (const target of [folder, path.join(folder, 'nowhere'), path.join(folder, 'events.parquet')]) {
    const { code, out } = await casewall('check', target);
    expect(code).toBe(2);
    expect(out).toMatch(/^error: case\.json: There is no file case\.json/);
    expect(out).toContain('The case cannot be read: 1 error, 0 warnings.');
  }
});

test('no folder, two folders and unknown options are refused with exit code 2', async () => {
  for (const args of [['check'], ['check', 'a', 'b'], ['check', 'a', '--fast']]) {
    const { code, out, err } = await casewall(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(/casewall: /);
  }
});
