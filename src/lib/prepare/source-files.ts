import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CaseFailure, type Failure } from '../domain/failure.ts';

/** A file that rows are read from. */
export interface SourceFile {
  /** Where it lies. */
  readonly at: string;
  /** Name in messages and lists: the part of the path that the files of a table do not share. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * The files that paths and patterns stand for (`*` and `?` in any part of the path), each once, in order of their
 * paths. Relative ones count from `base`. Throws CaseFailure where a pattern finds nothing.
 */
export function findFiles(
  patterns: readonly string[],
  base: string
): readonly Pick<SourceFile, 'at' | 'name'>[] {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const matches = expand(path.resolve(base, pattern));
    if (matches.length === 0) throw new CaseFailure([missing(pattern)]);
    for (const match of matches) found.add(match);
  }
  const paths = [...found].sort();
  const shared = paths.length === 1 ? path.dirname(paths[0]) : commonFolder(paths);
  return paths.map((at) => ({ at, name: path.relative(shared, at).split(path.sep).join('/') }));
}

/**
 * The files of findFiles with their hashes. Throws CaseFailure where two hold the same bytes: their rows would count
 * twice.
 */
export async function sourceFiles(patterns: readonly string[], base: string): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  for (const found of findFiles(patterns, base)) files.push({ ...found, ...(await digest(found.at)) });
  refuseTwins(files);
  return files;
}

function expand(pattern: string): string[] {
  const { root } = path.parse(pattern);
  let folders = [root];
  const parts = pattern
    .slice(root.length)
    .split(path.sep)
    .filter((part) => part !== '');
  parts.forEach((part, index) => {
    const isLast = index === parts.length - 1;
    folders = folders.flatMap((folder) => matchesIn(folder, part, isLast));
  });
  return folders;
}

function matchesIn(folder: string, part: string, isLast: boolean): string[] {
  const fits = (name: string) => {
    const at = path.join(folder, name);
    return existsSync(at) && (isLast ? statSync(at).isFile() : statSync(at).isDirectory());
  };
  if (!/[*?]/.test(part)) return fits(part) ? [path.join(folder, part)] : [];
  const source = part
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const shape = new RegExp(`^${source}$`, 's');
  return readdirSync(folder)
    .filter((name) => shape.test(name) && (part.startsWith('.') || !name.startsWith('.')) && fits(name))
    .map((name) => path.join(folder, name));
}

function commonFolder(paths: readonly string[]): string {
  const split = paths.map((entry) => path.dirname(entry).split(path.sep));
  const [first] = split;
  const differs = first.findIndex((part, index) => split.some((parts) => parts[index] !== part));
  return first.slice(0, differs < 0 ? first.length : differs).join(path.sep) || path.sep;
}

async function digest(at: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(at, { highWaterMark: 1 << 20 })) {
    const part = piece as Buffer;
    hash.update(part);
    bytes += part.byteLength;
  }
  return { bytes, sha256: hash.digest('hex') };
}

function refuseTwins(files: readonly SourceFile[]): void {
  const byHash = new Map<string, SourceFile>();
  for (const file of files) {
    const twin = byHash.get(file.sha256);
    if (twin !== undefined) {
      throw new CaseFailure([
        {
          code: 'source-twice',
          severity: 'error',
          file: file.name,
          message: `The file holds exactly the same bytes as ${twin.name}: every row would count twice.`,
          remedy: 'Leave one of the two out.'
        }
      ]);
    }
    byHash.set(file.sha256, file);
  }
}

function missing(pattern: string): Failure {
  return {
    code: 'source-missing',
    severity: 'error',
    file: pattern,
    message: /[*?]/.test(pattern) ? 'No file fits the pattern.' : 'There is no such file.',
    remedy: 'Check the path; relative paths in a mapping count from the folder of the mapping.'
  };
}
