import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../../lib/casefile/manifest.ts';
import { MANIFEST_FILE } from '../../lib/domain/case.ts';
import { findBelow, type FoundFile } from './send-file.ts';

/** Briefings are saved beside the data and are not in the manifest. */
const BRIEFING = /^briefings\/[^/\\.][^/\\]*\.json$/;

interface Listed {
  readonly mtimeMs: number;
  readonly size: number;
  readonly paths: ReadonlySet<string>;
}

/**
 * Finds the files of one case folder that may be handed out: the manifest, what it lists, and briefings. A case may be
 * written anew while it is served, so the manifest is read again when it has changed. While it cannot be read as one,
 * only the manifest itself is found; opening the case then tells what is wrong with it.
 */
export function caseFiles(folder: string): (path: string) => Promise<FoundFile | null> {
  let known: Listed | null = null;
  return async (path) => {
    if (path === MANIFEST_FILE || BRIEFING.test(path)) return findBelow(folder, path);
    known = await listed(folder, known);
    return known?.paths.has(path) ? findBelow(folder, path) : null;
  };
}

async function listed(folder: string, known: Listed | null): Promise<Listed | null> {
  const found = await findBelow(folder, MANIFEST_FILE);
  if (found === null) return null;
  const file = join(found.folder, found.path);
  try {
    const { mtimeMs, size } = await stat(file);
    if (known?.mtimeMs === mtimeMs && known.size === size) return known;
    const read = readManifest(await readFile(file, 'utf8'));
    return { mtimeMs, size, paths: new Set(read.ok ? read.value.files.map((entry) => entry.path) : []) };
  } catch {
    return null;
  }
}
