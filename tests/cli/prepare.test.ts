import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const LAUNCHER = fileURLToPath(new URL('../../src/cli/casewall.mjs', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'casewall-prepare-cli-'));
  writeFileSync(
    path.join(folder, 'map.json'),
    JSON.stringify({
      case: { id: 'small', title: 'Small' },
      events: {
        columns: {
          kind: { constant: 'raid' },
          title: 'town',
          start: { from: 'day', format: 'YYYY-MM-DD' }
        }
      }
    })
  );
  writeFileSync(path.join(folder, 'events.csv'), 'town,day\nDelft,2020-06-01\nGouda,some day\n');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function casewall(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [LAUNCHER, ...args], { cwd: folder }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const CALL = ['prepare', '--out', 'case', '--map', 'map.json', '--events', 'events.csv'];

test('a case is written that check finds sound, and what was left out is said', async () => {
  const { code, out, err } = await casewall(...CALL);
  expect(code).toBe(0);
  expect(out).toContain('events.parquet (1 rows)');
  expect(err).toContain('events: 2 rows of 1 files; 0 not wanted by the mapping, 1 could not be used');
  expect(err).toContain('left out: 1 rows: The date cannot be read.');
  expect(readdirSync(path.join(folder, 'case')).sort()).toEqual([
    'case.json',
    'events.parquet',
    'prepare.json',
    'rejected.csv'
  ]);
  expect((await casewall('check', 'case')).code).toBe(0);
});

test('a case that is there is refused until told to replace it', async () => {
  await casewall(...CALL);
  const again = await casewall(...CALL);
  expect([again.code, again.out]).toEqual([2, '']);
  expect(again.err).toMatch(/already holds a case.*--replace/);
  expect((await casewall(...CALL, '--replace')).code).toBe(0);
});

test('a mistake in the call ends with 2 and says what is wanted', async () => {
  const cases: [string[], RegExp][] = [
    [['prepare', '--map', 'map.json'], /--out DIR is missing/],
    [['prepare', '--out', 'case'], /--map FILE is missing/],
    [['prepare', '--out', 'case', '--map', 'no.json'], /no\.json: There is no such file/],
    [['prepare', '--out', 'case', '--map', 'map.json'], /no file for it.*--events/],
    [[...CALL, '--colour', 'red'], /--colour/],
    [[...CALL, 'more.csv'], /"more\.csv" is not expected/]
  ];
  for (const [args, message] of cases) {
    const { code, out, err } = await casewall(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  }
  expect(readdirSync(folder).sort()).toEqual(['events.csv', 'map.json']);
});

test('--help explains the mapping', async () => {
  const { code, out } = await casewall('prepare', '--help');
  expect(code).toBe(0);
  for (const word of ['--replace', 'lookups', 'fiscalStart', 'repeatedIds', 'rejected.csv']) {
    expect(out).toContain(word);
  }
});
