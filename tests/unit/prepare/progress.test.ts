import { expect, test } from 'vitest';
import { CaseFailure } from '../../../src/lib/domain/failure.ts';
import { QueryFailure } from '../../../src/lib/engine/engine.ts';
import { makeProgress } from '../../../src/lib/prepare/progress.ts';
import { worldFailure } from '../../../src/lib/prepare/world-failure.ts';

test('progress tells the stage, the speed and the time left, and no more than a line in two seconds', () => {
  const lines: string[] = [];
  let now = 0;
  const progress = makeProgress(
    (line) => lines.push(line),
    () => now
  );
  progress.plan(1000, 4_000_000);
  progress.stage('counting');
  for (let done = 0; done < 500; done += 10) {
    now += 100;
    progress.add(10, false);
  }
  progress.stage('reducing');
  expect(lines).toEqual([
    '  0 % counting',
    ' 20 % counting, 400 thousand records/s, 8 s left',
    ' 40 % counting, 400 thousand records/s, 6 s left',
    ' 50 % reducing, 400 thousand records/s, 5 s left'
  ]);
});

test('what an earlier call did tells nothing of the speed', () => {
  const lines: string[] = [];
  let now = 0;
  const progress = makeProgress(
    (line) => lines.push(line),
    () => now
  );
  progress.plan(1000, 1000);
  progress.add(900, true);
  now = 10_000;
  progress.add(50, false);
  expect(lines.at(-1)).toBe(' 95 % , 5 records/s, 10 s left');
});

test.each([
  [Object.assign(new Error('x'), { code: 'ENOSPC' }), 'disk-full'],
  [new QueryFailure('IO Error: Could not write file "/a/b": No space left on device', 'COPY'), 'disk-full'],
  [Object.assign(new Error('x'), { code: 'EACCES', path: '/locked' }), 'no-rights'],
  [Object.assign(new Error('x'), { code: 'EROFS', path: '/locked' }), 'no-rights'],
  [new QueryFailure('Out of Memory Error: could not allocate block', 'SELECT'), 'memory-short']
])('%s is told with what to do, and that what is finished is kept', (error, code) => {
  const told = worldFailure(error, '/cases/.x.work');
  expect(told).toBeInstanceOf(CaseFailure);
  expect((told as CaseFailure).failures[0]).toMatchObject({ code });
  expect((told as CaseFailure).message).toContain('what is finished is kept in /cases/.x.work');
});

test('an error of the program stays what it is', () => {
  const error = new TypeError('x is not a function');
  expect(worldFailure(error, null)).toBe(error);
});
