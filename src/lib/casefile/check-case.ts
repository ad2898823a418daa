import type { FileRecord, Manifest } from '../domain/case.ts';
import { texts } from '../domain/columns.ts';
import type { Failure } from '../domain/failure.ts';
import type { Engine, FileSource } from '../engine/engine.ts';
import { compressions, readEverything } from '../sql/check.ts';
import type { CaseFiles } from './access.ts';
import { activityFailures } from './check-activity.ts';
import { partFailures, partOf, recordFailures, type PartFacts } from './check-messages.ts';
import { hashFailures, inventoryFailures, jsonFailures, strangerFailures } from './check-files.ts';
import { quickRelations, relationFailures } from './check-relations.ts';
import { valueFailures } from './check-values.ts';
import { guarded } from './check.ts';
import { openTable, type OpenTable } from './open-table.ts';
import { tableSchema, type TableSchema } from './schema.ts';

export interface CheckOptions {
  /** Called before each step, with what is looked at and how far along it is, 0 to 1. */
  readonly progress?: (what: string, share: number) => void;
  readonly signal?: AbortSignal;
}

/** A table that was read through, and where from: to be opened again for the questions about several files. */
interface SoundTable {
  readonly record: FileRecord;
  readonly schema: TableSchema;
  readonly source: FileSource;
}

/**
 * The whole check of a case: every file is read and hashed, every value looked at, sums and references compared.
 * `openEngine` gives a new engine each time, closed after use: a malformed file may break the one that reads it.
 */
export async function checkCase(
  openEngine: () => Promise<Engine>,
  files: CaseFiles,
  manifest: Manifest,
  options: CheckOptions = {}
): Promise<readonly Failure[]> {
  const { signal, progress = () => undefined } = options;
  const failures: Failure[] = [];
  const sound: SoundTable[] = [];
  const parts: PartFacts[] = [];
  for (const [index, record] of manifest.files.entries()) {
    signal?.throwIfAborted();
    progress(record.path, index / (manifest.files.length + 1));
    const checked = await checkFile(openEngine, files, record, manifest, signal);
    failures.push(...checked.failures);
    if (checked.table !== null) sound.push(checked.table);
    if (checked.part !== null) parts.push(checked.part);
  }
  progress('how the files fit together', manifest.files.length / (manifest.files.length + 1));
  failures.push(...(await togetherFailures(openEngine, files, manifest, sound, parts, signal)));
  failures.push(...(await strangerFailures(files, manifest, signal)));
  return failures;
}

interface CheckedFile {
  readonly failures: readonly Failure[];
  readonly table: SoundTable | null;
  /** Of a file of the raw record. */
  readonly part: PartFacts | null;
}

async function checkFile(
  openEngine: () => Promise<Engine>,
  files: CaseFiles,
  record: FileRecord,
  manifest: Manifest,
  signal: AbortSignal | undefined
): Promise<CheckedFile> {
  const found = await files.find(record.path, signal);
  if (!found.ok) return { failures: found.failures, table: null, part: null };
  const hash = await hashFailures(files, record, signal);
  const schema = tableSchema(record.path);
  if (schema === undefined) {
    return {
      failures: [...hash, ...(await jsonFailures(files, record.path, signal))],
      table: null,
      part: null
    };
  }
  const { source } = found.value;
  let part: PartFacts | null = null;
  const inside = await withEngine(openEngine, async (engine) => {
    const opened = await openTable(engine, files, record, schema, source, signal);
    if (!opened.ok) return { failures: opened.failures, isReadable: false };
    const read = async () => {
      const failures = await readThrough(engine, opened.value, manifest, signal);
      const listed = partOf(manifest, record.path);
      if (listed === undefined) return failures;
      const checked = await partFailures(
        engine,
        opened.value,
        listed,
        manifest.messages?.buckets ?? 1,
        signal
      );
      part = checked.facts;
      return [...failures, ...checked.failures];
    };
    return guarded(files, record.path, read, signal);
  });
  return {
    failures: [...hash, ...inside.failures],
    table: inside.isReadable ? { record, schema, source } : null,
    part
  };
}

async function readThrough(
  engine: Engine,
  table: OpenTable,
  manifest: Manifest,
  signal: AbortSignal | undefined
): Promise<Failure[]> {
  const codec = await codecFailure(engine, table, signal);
  const known = table.schema.columns.map(({ name }) => name).filter((name) => table.types.has(name));
  await engine.run(readEverything(table.name, known), signal);
  return [...codec, ...(await valueFailures(engine, table, manifest, signal))];
}

/** What the DuckDB of the page can unpack; the native one, which may be running this check, knows more. */
const READABLE_CODECS: readonly string[] = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'];

async function codecFailure(
  engine: Engine,
  table: OpenTable,
  signal: AbortSignal | undefined
): Promise<Failure[]> {
  const used = texts(await engine.run(compressions(table.name), signal), 'compression');
  const strange = used.filter((codec) => codec !== null && !READABLE_CODECS.includes(codec));
  if (strange.length === 0) return [];
  return [
    {
      code: 'parquet-codec',
      severity: 'error',
      message: `The file is compressed with ${strange.join(', ')}, which the page cannot read.`,
      remedy: 'Write it with ZSTD, SNAPPY, GZIP or no compression.',
      file: table.path
    }
  ];
}

/** The questions that need several files, on an engine that has seen none of the strange ones. */
async function togetherFailures(
  openEngine: () => Promise<Engine>,
  files: CaseFiles,
  manifest: Manifest,
  sound: readonly SoundTable[],
  parts: readonly PartFacts[],
  signal: AbortSignal | undefined
): Promise<Failure[]> {
  return withEngine(openEngine, async (engine) => {
    const tables = new Map<string, OpenTable>();
    for (const { record, schema, source } of sound) {
      if (record.path.startsWith('messages/')) continue;
      const opened = await openTable(engine, files, record, schema, source, signal);
      if (opened.ok) tables.set(record.path, opened.value);
    }
    return [
      ...(await relationFailures(engine, quickRelations(tables, manifest), signal)),
      ...(await activityFailures(engine, tables, manifest, signal)),
      ...(await recordFailures(engine, tables, manifest, parts, signal)),
      ...inventoryFailures(manifest, tables)
    ];
  });
}

async function withEngine<T>(
  openEngine: () => Promise<Engine>,
  use: (engine: Engine) => Promise<T>
): Promise<T> {
  const engine = await openEngine();
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}
