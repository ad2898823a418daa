import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { differences } from './compare.ts';

const TIGHT = { rel: 1e-6, abs: 1e-9 };
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'casewall-golden-'));
afterAll(() => rmSync(folder, { recursive: true }));

function runOn(files: Readonly<Record<string, unknown>>) {
  const own = mkdtempSync(join(folder, 'run-'));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(own, name), JSON.stringify(content));
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'tests/golden/run.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, STATVEC_DIR: own }
  });
  return { code: run.status, last: run.stdout.trim().split('\n').at(-1), errors: run.stderr };
}

function makeFile(expected: number, fn = 'pnorm') {
  return {
    schema: 'statvec/1',
    method: 'special_functions',
    tolerance: TIGHT,
    cases: [{ id: 'half', input: { fn, z: 0 }, expected: { value: expected } }]
  };
}

describe('comparing with a reference', () => {
  test.each([
    ['a number beyond its tolerance', { p: 0.5001 }, { p: 0.5 }],
    ['a number where nothing can be computed', { p: 0.5 }, { p: null }],
    ['nothing where there is a number', { p: null }, { p: 0.5 }],
    ['not a number where nothing can be computed', { p: NaN }, { p: null }],
    ['a missing field', { q: 0.5 }, { p: 0.5 }],
    ['a list of another length', { x: [1, 2, 3] }, { x: [1, 2] }],
    ['a finite number instead of Infinity', { hi: 1e308 }, { hi: 'Infinity' }],
    ['another truth', { alarm: true }, { alarm: false }],
    ['a simulated p too far off', { monteCarlo: { p: 0.2 } }, { monteCarlo: { p: 0.1, tolAbs: 0.05, B: 99 } }]
  ])('%s is told', (_name, actual, expected) => {
    expect(differences(actual, expected, TIGHT)).toHaveLength(1);
  });

  test.each([
    ['a number within its tolerance', { p: 0.5000001 }, { p: 0.5 }],
    ['more fields than asked for', { p: 0.5, q: 1 }, { p: 0.5 }],
    ['Infinity', { hi: Infinity }, { hi: 'Infinity' }],
    [
      'a simulated p, whatever its number of rounds',
      { monteCarlo: { p: 0.12, B: 9 } },
      { monteCarlo: { p: 0.1, tolAbs: 0.05, B: 99 } }
    ]
  ])('%s passes', (_name, actual, expected) => {
    expect(differences(actual, expected, TIGHT)).toEqual([]);
  });
});

describe('npm run test:golden', () => {
  test('counts the cases and ends with 0 where all agree', () => {
    const { code, last } = runOn({ 'a.json': makeFile(0.5) });
    expect(last).toBe('1 passed, 0 failed');
    expect(code).toBe(0);
  });

  test('fails on a wrong number and names the case', () => {
    const { code, last, errors } = runOn({ 'a.json': makeFile(0.6), 'b.json': makeFile(0.5) });
    expect(last).toBe('1 passed, 1 failed');
    expect(code).toBe(1);
    expect(errors).toContain('a.json: half: value: expected 0.6, got 0.5');
  });

  test('fails on a function that we do not have', () => {
    expect(runOn({ 'a.json': makeFile(0.5, 'pwhatever') })).toMatchObject({
      code: 1,
      last: '0 passed, 1 failed'
    });
  });

  test('fails without a single case', () => {
    expect(runOn({})).toMatchObject({ code: 1, last: '0 passed, 0 failed' });
  });
});
