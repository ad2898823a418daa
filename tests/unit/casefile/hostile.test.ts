import { existsSync, readdirSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FILES, MANIFEST_FILE, type Manifest } from '../../../src/lib/domain/case.ts';
import { numbers } from '../../../src/lib/domain/columns.ts';
import { isError } from '../../../src/lib/domain/failure.ts';
import { writeManifest } from '../../../src/lib/casefile/manifest.ts';
import { openNative } from '../../../src/lib/engine/native.ts';
import { sql } from '../../../src/lib/sql/sql.ts';
import { findings, openingFindings, places } from '../../fixtures/findings.ts';
import { makeTinyCase, recordFile } from '../../fixtures/make-case.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const SHARED = path.resolve(process.env.CASEWALL_SHARED ?? '../shared');
const STRANGE = path.join(SHARED, 'data/parquet');

/** The tiny case whose file was replaced, with a manifest that knows the new hash: only what is inside is wrong. */
async function withFile(folder: string, manifest: Manifest, file: string): Promise<void> {
  const record = await recordFile(folder, file, null);
  const files = manifest.files.map((known) => (known.path === file ? record : known));
  await writeFile(path.join(folder, MANIFEST_FILE), writeManifest({ ...manifest, files }));
}

describe.skipIf(!existsSync(STRANGE))(
  `Parquet files of other tools in place of the events, from ${STRANGE} (skipped where absent)`,
  () => {
    let folder = '';
    let manifest: Manifest | null = null;
    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'casewall-test-'));
      manifest = await makeTinyCase(folder, { without: [FILES.items] });
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    const namesOf = (kind: string) =>
      existsSync(STRANGE) ? readdirSync(path.join(STRANGE, kind)).map((name) => path.join(kind, name)) : [];

    async function replaced(name: string): Promise<void> {
      if (manifest === null) throw new Error('The case was not made');
      await copyFile(path.join(STRANGE, name), path.join(folder, FILES.events));
      await withFile(folder, manifest, FILES.events);
    }

    test.each(namesOf('hostile'))(
      '%s is refused, and the rest of the case is checked',
      { timeout: 30_000 },
      async (name) => {
        await replaced(name);
        const failures = await findings(folder);
        places(failures);
        expect(failures.some(isError)).toBe(true);
        expect(failures.every(({ file }) => file === FILES.events)).toBe(true);
        expect((await openingFindings(folder)).some(isError)).toBe(true);
      }
    );

    test.each(namesOf('valid'))('%s is refused for its columns', { timeout: 30_000 }, async (name) => {
      await replaced(name);
      const failures = await openingFindings(folder);
      places(failures);
      expect(failures.some(isError)).toBe(true);
      expect(failures.every(({ file }) => file === FILES.events)).toBe(true);
    });
  }
);

describe('damage inside a file whose footer is sound', () => {
  test.each(['id', 'lat', 'handling'])(
    'a broken page of column %s is found, and nothing else breaks',
    async (column) => {
      const folder = await scratchFolder();
      const manifest = await makeTinyCase(folder);
      const file = path.join(folder, FILES.events);
      const bytes = await readFile(file);
      const start = await firstPage(file, column);
      bytes.fill(0xff, start, start + 12);
      await writeFile(file, bytes);
      await withFile(folder, manifest, FILES.events);
      expect(places(await findings(folder))).toEqual(['error parquet-damaged events.parquet']);
    }
  );
});

/** Where the first page of a column begins. */
async function firstPage(file: string, column: string): Promise<number> {
  const engine = await openNative({ threads: 1 });
  try {
    const answer =
      await engine.run(sql`SELECT coalesce(dictionary_page_offset, data_page_offset)::DOUBLE AS start
FROM parquet_metadata(${file}) WHERE path_in_schema = ${column}`);
    return numbers(answer, 'start')[0];
  } finally {
    await engine.close();
  }
}
