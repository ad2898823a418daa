import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isRunning } from '../case-folder.ts';
import { recordFailure } from './failures.ts';

/**
 * Where a preparation keeps what is finished, beside the case that it makes: after an interruption the same call goes on
 * from there. A name in it is whole, always: it is written under another one first.
 */
export interface WorkFolder {
  readonly folder: string;
  at(name: string): string;
  has(name: string): boolean;
  /** Lets `write` fill a path (a file or a folder), then gives it its name. */
  finish(name: string, write: (at: string) => Promise<void>): Promise<void>;
  save(name: string, value: unknown): Promise<void>;
  load(name: string): Promise<unknown>;
  /** Removes everything: the case is whole. */
  close(): Promise<void>;
  /** Leaves everything for the next call. */
  leave(): Promise<void>;
}

const SIGNATURE = 'signature.txt';
const LOCK = 'lock';

/** The work folder of a case folder: hidden, so that no one takes it for a case. */
export function workFolderOf(out: string): string {
  const target = path.resolve(out);
  return path.join(path.dirname(target), `.${path.basename(target)}.work`);
}

/**
 * Opens the work folder of `out`. What another preparation left there, of other files or another mapping (another
 * signature), is removed. Throws CaseFailure where a preparation of the same case is running.
 */
export async function openWorkFolder(out: string, signature: string): Promise<WorkFolder> {
  const folder = workFolderOf(out);
  await mkdir(path.dirname(folder), { recursive: true });
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await lock(folder);
  const at = (name: string) => path.join(folder, ...name.split('/'));
  const written = await readFile(at(SIGNATURE), 'utf8').catch(() => null);
  if (written !== signature) {
    await rm(folder, { recursive: true });
    await mkdir(folder, { mode: 0o700 });
    await lock(folder);
    await writeFile(at(SIGNATURE), signature);
  }
  // Left by an engine that was killed.
  for (const name of await readdir(folder)) {
    if (name.startsWith('casewall-')) await rm(path.join(folder, name), { recursive: true, force: true });
  }
  const finish = async (name: string, write: (path: string) => Promise<void>) => {
    const part = `${at(name)}.part`;
    await rm(part, { recursive: true, force: true });
    await mkdir(path.dirname(part), { recursive: true });
    await write(part);
    await rename(part, at(name));
  };
  return {
    folder,
    at,
    has: (name) => existsSync(at(name)),
    finish,
    save: (name, value) => finish(name, (part) => writeFile(part, JSON.stringify(value))),
    load: async (name) => JSON.parse(await readFile(at(name), 'utf8')) as unknown,
    close: () => rm(folder, { recursive: true, force: true }),
    leave: () => rm(at(LOCK), { force: true })
  };
}

async function lock(folder: string): Promise<void> {
  const file = path.join(folder, LOCK);
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  if (owner > 0 && owner !== process.pid && isRunning(owner)) {
    throw recordFailure(
      'prepare-running',
      `Another preparation of this case is running (process ${owner}).`,
      'Wait for it to end, or choose another folder behind --out.'
    );
  }
  await writeFile(file, String(process.pid));
}
