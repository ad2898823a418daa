import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { folderFiles } from '../../src/cli/folder-files.ts';
import { checkCase } from '../../src/lib/casefile/check-case.ts';
import { loadManifest } from '../../src/lib/casefile/check.ts';
import { failureLine } from '../../src/lib/domain/failure.ts';
import { openNative } from '../../src/lib/engine/native.ts';
import type { PrepareReport } from '../../src/lib/prepare/report-files.ts';
import { ask } from './case-query.ts';
import { DATA, hasRealData, makeRealCase } from './make-cases.ts';

/** Whether the tests on public data run; where they do not, the log says why. */
export const HAS_DATA = hasRealData();
if (!HAS_DATA) console.warn(`Skipped: the public data sets are not in ${DATA} (set CASEWALL_SHARED).`);

/** One public data set made into a case, once for the tests of a file. */
export interface RealCase {
  report(): PrepareReport;
  /** Folder of the case. */
  folder(): string;
  ask(query: string): Promise<(number | string | null)[][]>;
  /** What `casewall check` finds, a line each. */
  check(): Promise<string[]>;
}

export function useRealCase(name: string): RealCase {
  let folder = '';
  let made: PrepareReport | null = null;
  beforeAll(async () => {
    if (!HAS_DATA) return;
    folder = mkdtempSync(path.join(tmpdir(), 'casewall-real-'));
    made = await makeRealCase(name, path.join(folder, name));
  }, 300_000);
  afterAll(() => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });
  return {
    report() {
      if (made === null) throw new Error('The case was not made');
      return made;
    },
    folder: () => path.join(folder, name),
    ask: (query) => ask(path.join(folder, name), query),
    async check() {
      const files = folderFiles(path.join(folder, name));
      const manifest = await loadManifest(files);
      if (!manifest.ok) return manifest.failures.map(failureLine);
      const failures = await checkCase(() => openNative(), files, manifest.value);
      return failures.map((failure) => `${failure.severity} ${failure.code}`);
    }
  };
}
