import { join, resolve } from 'node:path';
import { checkFile } from './check-files.ts';
import { readReferenceFiles } from './vectors.ts';

// npm run test:golden. STATVEC_DIR names another folder of reference files.
const shared = process.env.CASEWALL_SHARED ?? join(import.meta.dirname, '../../../shared');
const folder = resolve(process.env.STATVEC_DIR ?? join(shared, 'statistics/vectors'));

let passed = 0;
let failed = 0;
try {
  for (const file of readReferenceFiles(folder)) {
    const outcome = checkFile(file);
    for (const failure of outcome.failures) console.error(`${outcome.file}: ${failure}`);
    console.log(`${outcome.file}: ${outcome.passed} of ${file.cases.length} cases agree`);
    passed += outcome.passed;
    failed += outcome.failures.length;
  }
  if (passed + failed === 0)
    console.error(`No reference case in ${folder}; set STATVEC_DIR to a folder of statvec/1 files`);
} catch (error) {
  failed += 1;
  console.error(error instanceof Error ? error.message : error);
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exitCode = 1;
