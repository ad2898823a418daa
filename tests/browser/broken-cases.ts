import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES, MANIFEST_FILE } from '../../src/lib/domain/case.ts';
import { makeTinyCase, type CaseChanges } from '../fixtures/make-case.ts';

/** A case that is not sound, and what the page must say of it. */
export interface BrokenCase {
  readonly id: string;
  /** `refused`: what was open stays open. `notice`: it opens, and says so. */
  readonly outcome: 'refused' | 'notice';
  /** What the alert names: file, column, row, value. */
  readonly says: readonly (string | RegExp)[];
  readonly changes?: CaseChanges;
  /** On the folder, after it was written. */
  readonly spoil?: (folder: string) => Promise<unknown>;
  /** On the folder, while it is served. */
  readonly afterServing?: (folder: string) => Promise<unknown>;
}

export async function makeBrokenCase(folder: string, broken: BrokenCase): Promise<void> {
  await makeTinyCase(folder, broken.changes);
  await broken.spoil?.(folder);
}

async function editManifest(folder: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, MANIFEST_FILE);
  const before = await readFile(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error('The manifest was not changed');
  await writeFile(path, after);
}

/** The bad inputs that the page must name, with file, column, row and remedy. */
export const BROKEN_CASES: readonly BrokenCase[] = [
  {
    id: 'no-manifest',
    outcome: 'refused',
    says: [MANIFEST_FILE],
    afterServing: (folder) => rm(join(folder, MANIFEST_FILE))
  },
  {
    id: 'manifest-not-json',
    outcome: 'refused',
    says: [MANIFEST_FILE],
    spoil: (folder) => writeFile(join(folder, MANIFEST_FILE), '{ "formatVersion": 1, ')
  },
  {
    id: 'later-version',
    outcome: 'refused',
    says: [MANIFEST_FILE, '7'],
    spoil: (folder) =>
      editManifest(folder, (text) => text.replace(/"formatVersion": 1/, '"formatVersion": 7'))
  },
  {
    id: 'file-missing',
    outcome: 'refused',
    says: [FILES.items],
    spoil: (folder) => rm(join(folder, FILES.items))
  },
  {
    id: 'hash-different',
    outcome: 'refused',
    says: [FILES.events],
    spoil: async (folder) => {
      // The same length, other bytes.
      const path = join(folder, FILES.events);
      const bytes = await readFile(path);
      bytes[10] = (bytes[10] ?? 0) ^ 0xff;
      await writeFile(path, bytes);
    }
  },
  {
    id: 'truncated',
    outcome: 'refused',
    says: [FILES.events],
    spoil: (folder) => truncate(join(folder, FILES.events), 900)
  },
  {
    id: 'column-missing',
    outcome: 'refused',
    says: [FILES.events, 'kind'],
    changes: { after: ['ALTER TABLE events DROP kind'] }
  },
  {
    id: 'column-type',
    outcome: 'refused',
    says: [FILES.events, 'lat', 'VARCHAR'],
    changes: { after: ['ALTER TABLE events ALTER lat TYPE VARCHAR'] }
  },
  {
    id: 'latitude-95',
    outcome: 'refused',
    says: [FILES.events, 'lat', /row \d/, '95'],
    changes: { before: [`UPDATE events SET lat = 95 WHERE id = 'ev-3'`] }
  },
  {
    id: 'end-before-start',
    outcome: 'refused',
    says: [FILES.events, 'end', /row \d/],
    changes: { before: [`UPDATE events SET "end" = "start" - INTERVAL 1 DAY WHERE id = 'ev-2'`] }
  },
  {
    id: 'id-twice',
    outcome: 'refused',
    says: [FILES.events, 'id', 'ev-2'],
    changes: { after: [`UPDATE events SET id = 'ev-2' WHERE id = 'ev-4'`] }
  },
  {
    id: 'cell-without-place',
    outcome: 'refused',
    says: [FILES.cells, /row \d/],
    changes: { after: ['UPDATE cells SET lat = NULL WHERE cell = 4'] }
  },
  { id: 'no-events', outcome: 'notice', says: ['events'], changes: { without: [FILES.events, FILES.items] } },
  {
    id: 'no-activity',
    outcome: 'notice',
    says: ['activity'],
    changes: {
      without: [FILES.activity, FILES.dayCell, FILES.hourCountry, FILES.hour, FILES.coverage]
    }
  }
];
