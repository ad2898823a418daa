import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { missingFile, unreadableFile, type CaseFiles } from '../lib/casefile/access.ts';
import type { Result } from '../lib/domain/failure.ts';

/** A case folder on the disk of this machine. */
export function folderFiles(folder: string): CaseFiles {
  const root = path.resolve(folder);
  const inside = (name: string) => path.join(root, ...name.split('/'));
  const reading = async <T>(name: string, read: () => Promise<T>): Promise<Result<T>> => {
    try {
      return { ok: true, value: await read() };
    } catch (error) {
      const code = errorCode(error);
      if (code === null) throw error;
      const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
      return isAbsent ? missingFile(name, folder) : unreadableFile(name, code);
    }
  };
  return {
    name: folder,
    find: (name) =>
      reading(name, async () => {
        const found = await stat(inside(name));
        if (!found.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
        return { source: { url: inside(name) }, bytes: found.size };
      }),
    text: (name) => reading(name, () => readFile(inside(name), 'utf8')),
    bytes: (name, from, to) => reading(name, () => readPart(inside(name), from, to)),
    digest: (name, signal) => reading(name, () => digestOf(inside(name), signal)),
    list: () => listFolder(root)
  };
}

/** The code of an error of the file system, such as ENOENT; null for any other error. */
function errorCode(error: unknown): string | null {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^E[A-Z]+$/.test(error.code)
    ? error.code
    : null;
}

async function readPart(file: string, from: number, to: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const start = from < 0 ? Math.max(size + from, 0) : from;
    const end = from < 0 ? size : Math.min(to, size);
    const buffer = new Uint8Array(Math.max(end - start, 0));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function digestOf(file: string, signal?: AbortSignal): Promise<{ bytes: number; hex: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(file, { signal, highWaterMark: 1 << 20 })) {
    hash.update(chunk as Uint8Array);
    bytes += (chunk as Uint8Array).length;
  }
  return { bytes, hex: hash.digest('hex') };
}

async function listFolder(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
