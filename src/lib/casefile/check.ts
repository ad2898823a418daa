import { FILES, MANIFEST_FILE, type Manifest } from '../domain/case.ts';
import type { Failure, Result } from '../domain/failure.ts';
import { QueryFailure, type Engine } from '../engine/engine.ts';
import type { CaseFiles } from './access.ts';
import { inventoryFailures, sizeFailure } from './check-files.ts';
import { quickRelations, relationFailures, type OpenTables } from './check-relations.ts';
import { valueFailures } from './check-values.ts';
import { readManifest } from './manifest.ts';
import { openTable, unreadableTable, type OpenTable } from './open-table.ts';
import { tableSchema } from './schema.ts';

/** Tables small enough that every value is looked at whenever a case is opened. */
const VALUES_AT_OPENING: readonly string[] = [FILES.events, FILES.items, FILES.cells, FILES.coverage];

/** Reads and checks `case.json`. */
export async function loadManifest(files: CaseFiles, signal?: AbortSignal): Promise<Result<Manifest>> {
  const text = await files.text(MANIFEST_FILE, signal);
  return text.ok ? readManifest(text.value) : text;
}

/** What is known of a case after its opening. */
export interface Opening {
  /** The tables that can be read, by path; `name` is what to write in SQL. */
  readonly tables: OpenTables;
  /** Errors make the case unusable; warnings are shown, and it opens. */
  readonly failures: readonly Failure[];
}

export interface OpeningOptions {
  /** Which files of the manifest to look at; by default the tables of the format, without the raw messages. */
  readonly only?: (path: string) => boolean;
  /** The values of this very data have been found sound before: only files and columns are looked at. */
  readonly isKnownSound?: boolean;
  /** Called before each step, with what is looked at and how far along it is, 0 to 1. */
  readonly progress?: (what: string, share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * The check at every opening of a case: are the files there in the size of the manifest, have they the columns of the
 * schema, are the values of events, items, cells and gaps sound. Registers the files with the engine and leaves them
 * registered. Values of the activity, sums and hashes are left to checkCase.
 */
export async function checkOpening(
  engine: Engine,
  files: CaseFiles,
  manifest: Manifest,
  options: OpeningOptions = {}
): Promise<Opening> {
  const { signal, only = isNeededAtOnce, isKnownSound = false, progress = () => undefined } = options;
  const records = manifest.files.filter(({ path }) => only(path));
  const found = await Promise.all(records.map(({ path }) => files.find(path, signal)));
  const failures: Failure[] = [];
  const tables = new Map<string, OpenTable>();
  for (const [index, record] of records.entries()) {
    const place = found[index];
    const schema = tableSchema(record.path);
    if (!place.ok) failures.push(...place.failures);
    if (!place.ok || schema === undefined) continue;
    const opened = await openTable(engine, files, record, schema, place.value.source, signal);
    const differs = sizeFailure(record, place.value.bytes);
    // A file that cannot be read is told by that, not by its size.
    if (!opened.ok) failures.push(...opened.failures);
    else if (differs !== null) failures.push(differs);
    if (opened.ok) tables.set(record.path, opened.value);
  }
  const isEnough = isKnownSound && failures.length === 0;
  if (isEnough) return { tables, failures: inventoryFailures(manifest, tables) };
  const looked = [...tables.values()].filter(({ path }) => VALUES_AT_OPENING.includes(path));
  for (const [index, table] of looked.entries()) {
    progress(table.path, index / (looked.length + 1));
    const wrong = await guarded(
      files,
      table.path,
      () => valueFailures(engine, table, manifest, signal),
      signal
    );
    failures.push(...wrong.failures);
    // What cannot be read through must not break the questions about several files.
    if (!wrong.isReadable) tables.delete(table.path);
  }
  progress('how the files fit together', looked.length / (looked.length + 1));
  failures.push(...(await relationFailures(engine, quickRelations(tables, manifest), signal)));
  return { tables, failures: [...failures, ...inventoryFailures(manifest, tables)] };
}

function isNeededAtOnce(path: string): boolean {
  return !path.startsWith('messages/') && tableSchema(path) !== undefined;
}

/** Runs a check of one file; a query that fails on it becomes a finding about that file. */
export async function guarded(
  files: CaseFiles,
  path: string,
  check: () => Promise<readonly Failure[]>,
  signal?: AbortSignal
): Promise<{ readonly failures: readonly Failure[]; readonly isReadable: boolean }> {
  try {
    return { failures: await check(), isReadable: true };
  } catch (error) {
    if (!(error instanceof QueryFailure)) throw error;
    return { failures: [await unreadableTable(files, path, error, signal)], isReadable: false };
  }
}
