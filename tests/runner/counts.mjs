// How many tests passed, failed and were skipped, out of the JSON reports of the test runners.
import { readFileSync } from 'node:fs';

export function vitestCounts(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests
  };
}

/**
 * A test that passed at a second try has failed once: it counts as failed.
 */
export function playwrightCounts(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/**
 * Counts of one step. A runner that ended badly without a failed test (a file that does not load), that left no report
 * or that ran nothing has failed once.
 */
export function stepCounts(isDone, path, count) {
  if (path === null) return { passed: isDone ? 1 : 0, failed: isDone ? 0 : 1, skipped: 0 };
  const counts = readCounts(path, count);
  const isEmpty = counts.passed === 0;
  return counts.failed === 0 && (!isDone || isEmpty) ? { ...counts, failed: 1 } : counts;
}

function readCounts(path, count) {
  try {
    return count(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // No report was written: the runner fell before its end.
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

export function sumCounts(list) {
  return list.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped
    }),
    { passed: 0, failed: 0, skipped: 0 }
  );
}

/**
 * The line that scripts read: always the last one.
 */
export function countsLine({ passed, failed, skipped }) {
  return `tests: ${passed} passed, ${failed} failed, ${skipped} skipped`;
}
