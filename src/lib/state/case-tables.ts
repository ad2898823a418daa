import { missingFile, type CaseFiles } from '../casefile/access.ts';
import { openTable, type OpenTable } from '../casefile/open-table.ts';
import { tableSchema } from '../casefile/schema.ts';
import { sha256OfBytes } from '../casefile/sha256.ts';
import { FILES, fileRecord, type FileRecord, type Manifest } from '../domain/case.ts';
import { CaseFailure, type Failure, type Result } from '../domain/failure.ts';
import type { Engine } from '../engine/engine.ts';

/** What the first picture is drawn from; the full activity comes later. */
const FIRST: readonly string[] = [
  FILES.events,
  FILES.items,
  FILES.cells,
  FILES.coverage,
  FILES.dayCell,
  FILES.hour
];

export function isInFirstPicture(path: string): boolean {
  return FIRST.includes(path);
}

/** Whether the hash of every file of the first picture is compared at opening. */
export function isAllCompared(manifest: Manifest): boolean {
  return manifest.files.every(({ path, bytes }) => !isInFirstPicture(path) || bytes <= SMALL_BYTES);
}

/**
 * Files up to this size are fetched whole, in one request each, and their hash is compared on the way: those of a million
 * events are.
 */
const SMALL_BYTES = 64 << 20;

/**
 * The same files, with the small ones of the first picture already in memory and compared with the manifest. Needs no
 * engine yet. Throws CaseFailure with every file that is missing or is not the one listed.
 */
export async function prefetched(
  files: CaseFiles,
  manifest: Manifest,
  signal: AbortSignal
): Promise<CaseFiles> {
  const records = FIRST.flatMap((path) => fileRecord(manifest, path) ?? []).filter(
    (record) => record.bytes <= SMALL_BYTES
  );
  const read = await Promise.all(records.map((record) => fetchWhole(files, record, signal)));
  const failures = read.flatMap((result) => (result.ok ? [] : result.failures));
  if (failures.length > 0) throw new CaseFailure(failures);
  const inMemory = new Map(
    read.flatMap((result, index) => (result.ok ? [[records[index].path, result.value] as const] : []))
  );
  return {
    ...files,
    find: async (path, inner) => {
      const bytes = inMemory.get(path);
      return bytes === undefined
        ? files.find(path, inner)
        : { ok: true, value: { source: { bytes }, bytes: bytes.length } };
    }
  };
}

async function fetchWhole(
  files: CaseFiles,
  record: FileRecord,
  signal: AbortSignal
): Promise<Result<Uint8Array>> {
  // One byte more than listed is asked for, so that a longer file shows.
  const read = await files.bytes(record.path, 0, record.bytes + 1, signal);
  if (!read.ok) return read;
  if (read.value.length === 0) return missingFile(record.path, files.name);
  if (read.value.length !== record.bytes) return different(record, `it has ${read.value.length} bytes`);
  const hex = sha256OfBytes(read.value);
  return hex === record.sha256 ? read : different(record, `its SHA-256 is ${hex.slice(0, 12)}…`);
}

function different(record: FileRecord, found: string): Extract<Result<never>, { ok: false }> {
  const failure: Failure = {
    code: 'hash-different',
    severity: 'error',
    message: `The file is not the one that case.json lists: ${found}, where ${record.bytes} bytes with SHA-256 ${record.sha256.slice(0, 12)}… are listed.`,
    remedy: 'Put the first file back, or make the case again.',
    file: record.path
  };
  return { ok: false, failures: [failure] };
}

/** Makes one file of the case readable. Throws CaseFailure where it cannot be read. */
export async function openFile(
  engine: Engine,
  files: CaseFiles,
  record: FileRecord,
  signal: AbortSignal
): Promise<OpenTable> {
  const schema = tableSchema(record.path);
  if (schema === undefined) throw new RangeError(`No table of a case lies at ${record.path}`);
  const found = await files.find(record.path, signal);
  if (!found.ok) throw new CaseFailure(found.failures);
  const { bytes, source } = found.value;
  if (bytes !== null && bytes !== record.bytes) {
    throw new CaseFailure(different(record, `it has ${bytes} bytes`).failures);
  }
  const table = await openTable(engine, files, record, schema, source, signal);
  if (!table.ok) throw new CaseFailure(table.failures);
  return table.value;
}
