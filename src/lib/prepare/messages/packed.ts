import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { SourceFile } from '../source-files.ts';
import { unusable } from './failures.ts';

const AGAIN = 'Get the file again, or pack it again.';

/**
 * Reads a packed file to its end and looks whether it is whole: DuckDB 1.5 takes one that is cut short, or damaged
 * inside, for a shorter file, without a word. Throws CaseFailure; a file that is not packed passes.
 */
export async function checkPacked(file: SourceFile): Promise<void> {
  if (/\.gz$/i.test(file.name)) await checkGzip(file);
  else if (/\.zst$/i.test(file.name)) await checkZstd(file);
}

async function checkGzip(file: SourceFile): Promise<void> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done(), highWaterMark: 1 << 20 });
  try {
    await pipeline(
      createReadStream(file.at, { highWaterMark: 1 << 20 }),
      createGunzip({ chunkSize: 1 << 20 }),
      nowhere
    );
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_') !== true) throw error;
    throw unusable(file, `The packed file is cut short or damaged (${message}).`, AGAIN);
  }
}

const ZSTD_MAGIC = 0xfd2fb528;
/** A frame that is skipped: 0x184D2A50 to 5F. */
const isSkippable = (magic: number) => (magic & 0xfffffff0) >>> 0 === 0x184d2a50;

/**
 * Walks over the frames and blocks of a zstd file without unpacking them (RFC 8878): Node 20 cannot. Finds what is cut
 * short; what is damaged inside a block, the checksum of the frame tells DuckDB.
 */
async function checkZstd(file: SourceFile): Promise<void> {
  const handle = await open(file.at);
  try {
    let at = 0;
    while (at < file.bytes) at = await endOfFrame(handle, at, file);
    if (at !== file.bytes) throw cut(file);
  } finally {
    await handle.close();
  }
}

async function endOfFrame(handle: FileHandle, start: number, file: SourceFile): Promise<number> {
  const magic = (await bytesAt(handle, start, 4, file)).readUInt32LE();
  if (isSkippable(magic)) return start + 8 + (await bytesAt(handle, start + 4, 4, file)).readUInt32LE();
  if (magic !== ZSTD_MAGIC) throw unusable(file, 'The file is not packed with zstd, or damaged.', AGAIN);
  const [descriptor] = await bytesAt(handle, start + 4, 1, file);
  const isSingle = (descriptor & 0x20) !== 0;
  const size = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6];
  const dictionary = [0, 1, 2, 4][descriptor & 3];
  let at = start + 5 + (isSingle ? 0 : 1) + dictionary + size;
  for (let isLast = false; !isLast;) {
    const header = (await bytesAt(handle, at, 3, file)).readUIntLE(0, 3);
    const kind = (header >> 1) & 3;
    isLast = (header & 1) === 1;
    // A run of one byte is a single byte long.
    at += 3 + (kind === 1 ? 1 : header >> 3);
    if (at > file.bytes) throw cut(file);
  }
  return at + ((descriptor & 4) !== 0 ? 4 : 0);
}

async function bytesAt(handle: FileHandle, at: number, length: number, file: SourceFile): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw cut(file);
  return buffer;
}

function cut(file: SourceFile) {
  return unusable(file, 'The packed file is cut short.', AGAIN);
}
