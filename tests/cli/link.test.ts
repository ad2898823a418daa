import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const LAUNCHER = fileURLToPath(new URL('../../src/cli/casewall.mjs', import.meta.url));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function casewall(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [LAUNCHER, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

test('a sound link is told, one line per parameter', async () => {
  const { code, out, err } = await casewall(
    'link',
    'http://127.0.0.1:4173/#case=demo&from=2020-06-12&region=NL,BE'
  );
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')).toEqual([
    'case       case demo',
    'from       from 12 Jun 2020, 00:00 UTC, included',
    'region     in NL or BE',
    ''
  ]);
});

test('problems go to standard error, with exit code 1', async () => {
  const { code, out, err } = await casewall('link', '#kind=raid&layer=heat');
  expect(code).toBe(1);
  expect(out).toBe('kind       events of the kind raid\n');
  expect(err).toBe('layer "heat": this is none of count, rate, change, none. Kept: count.\n');
});

test('an empty link says so', async () => {
  expect(await casewall('link', '')).toEqual({
    code: 0,
    out: 'The link says nothing: everything is as by default.\n',
    err: ''
  });
});

test('--json gives the view with ISO times, the words, the problems and the link written anew', async () => {
  const { code, out } = await casewall('link', '--json', 'from=2020-06-12&foo=1');
  const answer = JSON.parse(out);
  expect(code).toBe(1);
  expect(answer.view.from).toBe('2020-06-12T00:00:00.000Z');
  expect(answer.fragment).toBe('from=2020-06-12');
  expect(answer.words).toEqual([{ parameter: 'from', text: 'from 12 Jun 2020, 00:00 UTC, included' }]);
  expect(answer.problems).toEqual([
    { parameter: 'foo', value: '1', message: 'this parameter is not known.', kept: 'the rest of the link' }
  ]);
});

test('a call without a link, or with an unknown option, is refused', async () => {
  const none = await casewall('link');
  expect([none.code, none.out]).toEqual([2, '']);
  expect(none.err).toMatch(/wants one FRAGMENT/);
  expect((await casewall('link', '--wrong', 'x')).code).toBe(2);
});

test('--help explains the command', async () => {
  const { code, out } = await casewall('link', '--help');
  expect(code).toBe(0);
  expect(out).toMatch(/Exit code: 0 sound, 1 the link has problems/);
});
