import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { answerSchema } from '../../src/lib/correlate/schema.ts';
import { METHODS } from '../../src/lib/domain/correlation.ts';
import { makeTinyCase } from '../fixtures/make-case.ts';
import { scratchFolder } from '../fixtures/scratch.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function correlate(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const all = ['src/cli/casewall.mjs', 'correlate', ...args];
    execFile(process.execPath, all, { maxBuffer: 1 << 28 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

async function tinyCase(): Promise<string> {
  const folder = await scratchFolder();
  await makeTinyCase(folder);
  return folder;
}

function answerIn(out: string) {
  const answer: unknown = JSON.parse(out);
  return v.parse(answerSchema, answer);
}

test('all methods by default, as the schema has it, byte for byte the same twice', async () => {
  const folder = await tinyCase();
  const first = await correlate(folder, '--json');
  expect(first.code).toBe(0);
  const answer = answerIn(first.out);
  expect(answer.records.map(({ method }) => method)).toEqual(METHODS);
  expect(answer.case.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  // Three days of data: every method says that it is too little.
  expect(answer.records.map(({ insufficient }) => typeof insufficient)).toEqual(METHODS.map(() => 'string'));
  expect((await correlate(folder, '--json')).out).toBe(first.out);
});

test('methods by words, commas and repetition; in text with caveats', async () => {
  const folder = await tinyCase();
  const { out, code } = await correlate(folder, '--method', 'surges', 'breaks', '--method', 'impact,leadlag');
  expect(code).toBe(0);
  for (const title of ['Impact', 'Lead and lag', 'Breaks', 'Surges']) expect(out).toContain(`${title}`);
  expect(out).not.toContain('Space and time');
  expect(out.match(/Association in time and place, not cause\./g)).toHaveLength(4);
  expect(out).toContain('[synthetic data]');
});

test('the view filters events, and its words stand with the result', async () => {
  const folder = await tinyCase();
  const { out } = await correlate(
    folder,
    '--view',
    '#kind=raid&panel=impact',
    '--method',
    'impact',
    '--json'
  );
  const [record] = answerIn(out).records;
  expect(record.n.events).toBe(1);
  expect(record.viewWords).toEqual(['events of the kind raid']);
  expect(answerIn(out).view).toContain('kind=raid');
});

test('a link with problems is answered, with the problems and exit code 1', async () => {
  const folder = await tinyCase();
  const { out, err, code } = await correlate(
    folder,
    '--view',
    'from=yesterday',
    '--method',
    'leadlag',
    '--json'
  );
  expect(code).toBe(1);
  expect(err).toContain('yesterday');
  expect(answerIn(out).problems).toHaveLength(1);
  const other = await correlate(folder, '--view', 'data=000000000000', '--method', 'leadlag');
  expect(other.code).toBe(1);
  expect(other.err).toContain('made on other data');
});

test('wrong calls are refused by name', async () => {
  const folder = await tinyCase();
  const refused = async (...args: readonly string[]) => {
    const { code, err, out } = await correlate(...args);
    expect([code, out]).toEqual([2, '']);
    return err;
  };
  expect(await refused(folder, '--method', 'causality')).toContain('There is no method "causality"');
  expect(await refused(folder, '--method', 'impact', 'nonsense')).toContain('There is no method "nonsense"');
  expect(await refused()).toContain('wants one case folder');
  expect(await refused(folder, folder)).toContain('one case folder only');
  expect(await refused(folder, '--window', '5')).toContain('--window wants one of 7, 3, 14');
  expect(await refused(folder, '--seed', 'x')).toContain('--seed wants a whole number');
  expect(await refused(folder, '--devices')).toContain('wants --network');
  expect(await refused(folder, '--speed')).toContain('--speed');
  expect(await refused(path.join(folder, 'none'))).toContain('case.json');
});

test('one event, with its series', async () => {
  const folder = await tinyCase();
  const { out } = await correlate(folder, '--method', 'impact', '--event', 'ev-2', '--json');
  const [record] = answerIn(out).records;
  expect(record.params).toMatchObject({ event: 'ev-2', W: 7 });
  const unknown = await correlate(folder, '--method', 'impact', '--event', 'ev-9', '--json');
  expect(answerIn(unknown.out).records[0].insufficient).toBe('the case has no event “ev-9”');
});

test('what the panels were asked holds on the command line, and its options hold against it', async () => {
  const folder = await tinyCase();
  const ask = async (...args: readonly string[]) => {
    const view = 'sel=ev-2&window=14&scope=25km&by=region&study=kind:raid';
    const { out } = await correlate(folder, '--view', view, '--json', ...args);
    return answerIn(out).records;
  };
  const [impact, , leadlag, , surges] = await ask();
  expect(impact.params).toMatchObject({ event: 'ev-2', W: 14, scope: 'radius', radiusKm: 25 });
  expect(leadlag.params).toMatchObject({ kind: 'raid' });
  expect(surges.params).toMatchObject({ unit: 'region' });
  const [other] = await ask('--method', 'impact', '--event', 'all', '--window', '3', '--region');
  expect(other.params).toMatchObject({ event: null, W: 3, scope: 'region' });
});

const DEMO = 'cases/demo';
describe.skipIf(!existsSync(path.join(DEMO, 'case.json')))('the demo', () => {
  test('all methods keep the schema, and the seed decides the random numbers', async () => {
    const ask = (seed: string) =>
      correlate(DEMO, '--method', 'impact', 'spacetime', '--seed', seed, '--json');
    const first = await ask('1');
    expect(answerIn(first.out).records.map(({ insufficient }) => insufficient)).toEqual([null, null]);
    expect((await ask('1')).out).toBe(first.out);
    expect((await ask('2')).out).not.toBe(first.out);
    const rest = await correlate(DEMO, '--method', 'response,leadlag,breaks,surges', '--json');
    expect(answerIn(rest.out).records).toHaveLength(4);
  });
});
