import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MANIFEST_FILE, type FileRecord } from '../domain/case.ts';
import { CaseFailure } from '../domain/failure.ts';

/**
 * Fills a folder beside `out` and renames it at the end, so that a half-written case never looks whole. If `fill`
 * throws, nothing is left behind and `out` is as it was. Throws CaseFailure where `out` is not empty, unless `replace`
 * is set and it holds a case.
 */
export async function inTemporaryFolder<T>(
  out: string,
  replace: boolean,
  fill: (folder: string) => Promise<T>
): Promise<T> {
  const target = path.resolve(out);
  await tidyInterrupted(target);
  await refuseOccupied(target, replace);
  await mkdir(path.dirname(target), { recursive: true });
  const name = `.${path.basename(target)}.partial-${process.pid}-${randomUUID().slice(0, 8)}`;
  const folder = path.join(path.dirname(target), name);
  // Not mkdtemp, which shuts everyone else out of what becomes the case folder.
  await mkdir(folder);
  try {
    const result = await fill(folder);
    await putInPlace(folder, target);
    return result;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Puts right what a program that was killed left beside `target`: a case that was being replaced gets its place back,
 * half-written ones are removed. What belongs to a running program is left alone.
 */
export async function tidyInterrupted(target: string): Promise<void> {
  const parent = path.dirname(path.resolve(target));
  const base = `.${path.basename(target)}.partial-`;
  if (!existsSync(parent)) return;
  for (const name of (await readdir(parent)).sort()) {
    const owner = name.startsWith(base) ? /^(\d+)-[0-9a-f]{8}(\.old)?$/.exec(name.slice(base.length)) : null;
    if (owner === null || isRunning(Number(owner[1]))) continue;
    const left = path.join(parent, name);
    if (owner[2] !== undefined && !existsSync(target)) await rename(left, target);
    else await rm(left, { recursive: true, force: true });
  }
}

/** Whether a process of this machine is running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Throws CaseFailure where `out` cannot become a case folder: a file, or a folder that holds something else. */
export async function refuseOccupied(out: string, replace: boolean): Promise<void> {
  if (!existsSync(out)) return;
  const isFolder = (await stat(out)).isDirectory();
  const names = isFolder ? await readdir(out) : [];
  if (isFolder && names.length === 0) return;
  if (!isFolder) {
    throw occupied(out, 'is a file, not a folder.', 'Choose another name for the case folder.');
  }
  if (!names.includes(MANIFEST_FILE)) {
    throw occupied(
      out,
      `is not empty and holds no ${MANIFEST_FILE}.`,
      'Choose an empty or a new folder: nothing in this one was touched.'
    );
  }
  if (!replace) {
    throw occupied(out, 'already holds a case.', 'Choose another folder, or replace it with --replace.');
  }
}

function occupied(out: string, what: string, remedy: string): CaseFailure {
  return new CaseFailure([
    { code: 'out-occupied', severity: 'error', message: `The folder ${out} ${what}`, remedy }
  ]);
}

async function putInPlace(folder: string, target: string): Promise<void> {
  if (!existsSync(target)) {
    await rename(folder, target);
    return;
  }
  const old = `${folder}.old`;
  await rename(target, old);
  try {
    await rename(folder, target);
  } catch (error) {
    await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

/** Writes bytes under a path of the case folder (forward slashes; never outside it), and makes its folders. */
export async function writeInside(folder: string, inside: string, bytes: Uint8Array | string): Promise<void> {
  await writeFile(await pathInside(folder, inside), bytes);
}

/**
 * Puts a file of the same disk at a path of the case folder (as writeInside) without copying its bytes, where the file
 * system can; it stays where it is.
 */
export async function linkInside(folder: string, inside: string, file: string): Promise<void> {
  const at = await pathInside(folder, inside);
  try {
    await link(file, at);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'EMLINK', 'ENOSYS'].includes(code ?? '')) throw error;
    await copyFile(file, at);
  }
}

async function pathInside(folder: string, inside: string): Promise<string> {
  const parts = inside.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\:\0]/.test(part))) {
    throw new RangeError(`"${inside}" is not a path inside a case folder`);
  }
  const file = path.join(folder, ...parts);
  await mkdir(path.dirname(file), { recursive: true });
  return file;
}

/** Length and SHA-256 of a written file, for the manifest. `rows`: null where the file is no table. */
export async function recordOf(folder: string, inside: string, rows: number | null): Promise<FileRecord> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path.join(folder, ...inside.split('/')), {
    highWaterMark: 1 << 20
  })) {
    const part = piece as Buffer;
    bytes += part.byteLength;
    hash.update(part);
  }
  return { path: inside, rows, bytes, sha256: hash.digest('hex') };
}
