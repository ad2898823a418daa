import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countsLine, playwrightCounts, stepCounts, sumCounts, vitestCounts } from '../runner/counts.mjs';
import { scratchFolder } from '../fixtures/scratch.ts';

async function report(passed: number, failed: number, skipped: number): Promise<string> {
  const path = join(await scratchFolder(), 'report.json');
  const counts = {
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    numTodoTests: 0
  };
  await writeFile(path, JSON.stringify(counts));
  return path;
}

test('the counts of a step are those of its report', async () => {
  expect(stepCounts(true, await report(7, 0, 2), vitestCounts)).toEqual({ passed: 7, failed: 0, skipped: 2 });
  expect(stepCounts(false, await report(7, 3, 2), vitestCounts)).toEqual({
    passed: 7,
    failed: 3,
    skipped: 2
  });
});

test('a runner that ends badly without a failed test has failed once', async () => {
  expect(stepCounts(false, await report(7, 0, 0), vitestCounts).failed).toBe(1);
});

test('a runner that ran nothing, or left no report, has failed', async () => {
  expect(stepCounts(true, await report(0, 0, 4), vitestCounts)).toEqual({ passed: 0, failed: 1, skipped: 4 });
  expect(stepCounts(true, '/no/such/report.json', vitestCounts).failed).toBe(1);
});

test('a step without a report is one test', () => {
  expect(stepCounts(true, null, vitestCounts)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(stepCounts(false, null, vitestCounts)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a browser test that passed at the second try counts as failed', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 2, skipped: 3 };
  expect(playwrightCounts({ stats })).toEqual({ passed: 5, failed: 3, skipped: 3 });
});

test('the last line adds up the steps', () => {
  const total = sumCounts([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 40, failed: 2, skipped: 3 }
  ]);
  expect(countsLine(total)).toBe('tests: 41 passed, 2 failed, 3 skipped');
});
