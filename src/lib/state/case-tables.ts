import type { CaseFiles } from '../casefile/access.ts';
import { openTable, type OpenTable } from '../casefile/open-table.ts';
import { TABLES } from '../casefile/schema.ts';
import { sha256OfBytes } from '../casefile/sha256.ts';
import { FILES, fileRecord, type FileRecord, type Manifest } from '../domain/case.ts';
import type { Failure, Result } from '../domain/failure.ts';
import type { Engine, FileSource } from '../engine/engine.ts';

/** The tables of a case that the engine can read, by path. */
export type CaseTables = ReadonlyMap<string, OpenTable>;

/** What the first picture is drawn from; the full activity comes later. */
const FIRST: readonly string[] = [
  FILES.events,
  FILES.items,
  FILES.cells,
  FILES.coverage,
  FILES.dayCell,
  FILES.hourCountry,
  FILES.hour
];

/** Files up to this size are fetched whole, in one request each, and their hash is compared on the way. */
const SMALL_BYTES = 8 << 20;

interface Fetched {
  readonly record: FileRecord;
  readonly source: Result<FileSource>;
}

/** Fetches (small files) or finds (large ones) what the first picture needs. Needs no engine yet. */
export function fetchFirst(
  files: CaseFiles,
  manifest: Manifest,
  signal: AbortSignal
): Promise<readonly Fetched[]> {
  const records = FIRST.flatMap((path) => fileRecord(manifest, path) ?? []);
  return Promise.all(
    records.map(async (record) => ({ record, source: await sourceOf(files, record, signal) }))
  );
}

async function sourceOf(
  files: CaseFiles,
  record: FileRecord,
  signal: AbortSignal
): Promise<Result<FileSource>> {
  if (record.bytes > SMALL_BYTES) {
    const found = await files.find(record.path, signal);
    if (!found.ok) return found;
    const { source, bytes } = found.value;
    return bytes !== null && bytes !== record.bytes
      ? different(record, `it has ${bytes} bytes`)
      : { ok: true, value: source };
  }
  const read = await files.bytes(record.path, 0, record.bytes + 1, signal);
  if (!read.ok) return read;
  if (read.value.length !== record.bytes) return different(record, `it has ${read.value.length} bytes`);
  const hex = sha256OfBytes(read.value);
  if (hex !== record.sha256) return different(record, `its SHA-256 is ${hex.slice(0, 12)}…`);
  return { ok: true, value: { bytes: read.value } };
}

function different(record: FileRecord, found: string): Result<never> {
  const failure: Failure = {
    code: 'hash-different',
    severity: 'error',
    message: `The file is not the one that case.json lists: ${found}, where ${record.bytes} bytes with SHA-256 ${record.sha256.slice(0, 12)}… are listed.`,
    remedy: 'Put the first file back, or make the case again.',
    file: record.path
  };
  return { ok: false, failures: [failure] };
}

/** Makes the fetched files readable and looks at their columns. Gives every failure, not just the first. */
export async function openTables(
  engine: Engine,
  files: CaseFiles,
  fetched: readonly Fetched[],
  signal: AbortSignal
): Promise<Result<CaseTables>> {
  const tables = new Map<string, OpenTable>();
  const failures: Failure[] = [];
  for (const { record, source } of fetched) {
    const opened = source.ok ? await openRecord(engine, files, record, source.value, signal) : source;
    if (opened.ok) tables.set(record.path, opened.value);
    else failures.push(...opened.failures);
  }
  return failures.length > 0 ? { ok: false, failures } : { ok: true, value: tables };
}

/** Makes one file of the case readable. Throws RangeError for a path that the schema does not know. */
export async function openRecord(
  engine: Engine,
  files: CaseFiles,
  record: FileRecord,
  source: FileSource,
  signal: AbortSignal
): Promise<Result<OpenTable>> {
  const schema = TABLES.find(({ path }) =>
    typeof path === 'string' ? path === record.path : path.test(record.path)
  );
  if (schema === undefined) throw new RangeError(`No table of a case lies at ${record.path}`);
  return openTable(engine, files, record, schema, source, signal);
}
