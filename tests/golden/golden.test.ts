import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCase } from './check-files.ts';
import { readReferenceFiles } from './vectors.ts';

const OWN = join(import.meta.dirname, 'vectors');
const SHARED = join(
  process.env.CASEWALL_SHARED ?? join(import.meta.dirname, '../../../shared'),
  'statistics/vectors'
);

describe.each([
  ['closed forms and published numbers', OWN],
  ['R, SciPy and statsmodels', SHARED]
])('the statistics agree with %s', (_name, folder) => {
  if (!existsSync(folder)) {
    test.skip(`there is no folder ${folder}; set CASEWALL_SHARED`);
    return;
  }
  const files = readReferenceFiles(folder);

  test('the folder holds cases of every method', () => {
    const methods = new Set(files.filter(({ cases }) => cases.length > 0).map(({ method }) => method));
    expect(methods.size).toBe(11);
  });

  describe.each(files)('$name', (file) => {
    test.each(file.cases)('$id', (reference) => {
      expect(checkCase(file, reference)).toEqual([]);
    });
  });
});
