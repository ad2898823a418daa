import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readManifest, writeManifest } from '../casefile/manifest.ts';
import { FORMAT_VERSION, MANIFEST_FILE, type FileRecord, type Manifest } from '../domain/case.ts';
import { numbers, texts } from '../domain/columns.ts';
import { CaseFailure } from '../domain/failure.ts';
import type { Engine } from '../engine/engine.ts';
import { ident, sql, type Sql } from '../sql/sql.ts';
import { inTemporaryFolder, linkInside, recordOf, writeInside } from './case-folder.ts';
import { caseTables, copyTable, ROLLUPS, type CaseTable } from './case-tables.ts';
import { withOneThread } from './one-thread.ts';

/** What the manifest says beyond the files, which the writer finds out itself. */
export type CaseDescription = Omit<Manifest, 'files' | 'formatVersion'>;

/** A file of the case folder that is no table, e.g. `regions.geojson`: its bytes, or a large file to move in. */
export type ExtraFile =
  | {
      /** Path inside the case folder, with forward slashes. */
      readonly path: string;
      readonly bytes: Uint8Array;
    }
  /** A file on the same disk as `out`, which stays where it is as well; its record is known. */
  | { readonly file: string; readonly record: FileRecord };

export interface WriteOptions {
  /** Replaces a case that is already in the folder; without it, any folder that is not empty is refused. */
  readonly replace?: boolean;
}

/** Cells beyond this number do not fit 16 bits. */
const NARROW_CELLS = 65_536;

/**
 * Writes a case folder from the tables `events`, `items`, `cells`, `activity`, `coverage`, `rollup_day_cell`,
 * `rollup_hour_country` and `rollup_hour` of the engine, in the columns of the case format. A table that is
 * absent or empty gives no file; rollups that are absent are made by adding up. Everything is written to a temporary
 * folder beside `out` and renamed at the end. Equal tables give equal bytes.
 * Throws CaseFailure if `out` is taken or the manifest would not be valid, RangeError if the tables contradict each other or the description.
 */
export async function writeCase(
  engine: Engine,
  description: CaseDescription,
  out: string,
  extras: readonly ExtraFile[] = [],
  options: WriteOptions = {}
): Promise<Manifest> {
  const columns = await columnsOfTables(engine);
  await agree(engine, columns, description);
  const made = await makeRollups(engine, columns);
  try {
    return await writeFolder(engine, columns, description, out, extras, options);
  } finally {
    // A later call on this engine must not take them for the caller's own.
    for (const table of made) await engine.run(sql`DROP TABLE IF EXISTS ${ident(table)}`);
  }
}

async function writeFolder(
  engine: Engine,
  columns: TableColumns,
  description: CaseDescription,
  out: string,
  extras: readonly ExtraFile[],
  options: WriteOptions
): Promise<Manifest> {
  const cells = await countOf(engine, columns, 'cells');
  const tables = caseTables(cells > NARROW_CELLS, await isSplitByTraffic(engine, columns));
  return inTemporaryFolder(out, options.replace ?? false, async (folder) => {
    const files: FileRecord[] = [];
    await withOneThread(engine, async () => {
      for (const table of tables) {
        const rows = await countOf(engine, columns, table.table);
        if (rows === 0) continue;
        await writeTable(engine, table, columns.get(table.table) ?? new Set(), folder);
        files.push(await recordOf(folder, table.path, rows));
      }
    });
    for (const extra of extras) {
      if ('bytes' in extra) {
        await writeInside(folder, extra.path, extra.bytes);
        files.push(await recordOf(folder, extra.path, null));
      } else {
        await linkInside(folder, extra.record.path, extra.file);
        files.push(extra.record);
      }
    }
    const manifest: Manifest = { formatVersion: FORMAT_VERSION, ...description, files };
    const text = writeManifest(manifest);
    const checked = readManifest(text);
    if (!checked.ok) throw new CaseFailure(checked.failures);
    await writeInside(folder, MANIFEST_FILE, text);
    return manifest;
  });
}

type TableColumns = Map<string, Set<string>>;

async function columnsOfTables(engine: Engine): Promise<TableColumns> {
  const found = await engine.run(
    sql`SELECT table_name, column_name
FROM information_schema.columns
ORDER BY table_name, ordinal_position`
  );
  const columns = texts(found, 'column_name');
  const tables: TableColumns = new Map();
  for (const [index, name] of texts(found, 'table_name').entries()) {
    const table = name ?? '';
    const known = tables.get(table) ?? new Set<string>();
    tables.set(table, known.add(columns[index] ?? ''));
  }
  return tables;
}

/** The tables must fit together: a case that contradicts itself would show wrong numbers. */
async function agree(engine: Engine, columns: TableColumns, description: CaseDescription): Promise<void> {
  if (columns.has('cells')) {
    const [holes] = await one(
      engine,
      sql`SELECT count(*)::DOUBLE AS holes FROM (SELECT cell, row_number() OVER (ORDER BY cell) - 1 AS place FROM cells)
WHERE cell IS DISTINCT FROM place`
    );
    if (holes !== 0) throw new RangeError('Table cells: cell must be numbered 0, 1, 2, ... without holes');
  }
  const rows = await countOf(engine, columns, 'activity');
  if (rows > 0 !== (description.activity !== null)) {
    throw new RangeError(`Table activity has ${rows} rows, but the description says otherwise`);
  }
  if (rows === 0) return;
  const [strays, messages] = await one(
    engine,
    sql`SELECT (count(*) FILTER (WHERE cells.cell IS NULL))::DOUBLE AS strays, sum(messages)::DOUBLE AS messages
FROM activity LEFT JOIN cells USING (cell)`
  );
  if (strays !== 0) throw new RangeError(`Table activity: ${strays} rows name a cell that table cells lacks`);
  if (messages !== description.totals.messages) {
    throw new RangeError(
      `Table activity adds up to ${messages} messages, not ${description.totals.messages}`
    );
  }
}

/** Makes the rollups that are absent; returns the names of those it made. */
async function makeRollups(engine: Engine, columns: TableColumns): Promise<string[]> {
  const activity = columns.get('activity');
  const made: string[] = [];
  if (activity === undefined || (await countOf(engine, columns, 'activity')) === 0) return made;
  for (const rollup of ROLLUPS) {
    if (columns.has(rollup.table)) continue;
    await engine.run(rollup.make(activity.has('devices')));
    made.push(rollup.table);
  }
  for (const [table, names] of await columnsOfTables(engine)) columns.set(table, names);
  return made;
}

async function isSplitByTraffic(engine: Engine, columns: TableColumns): Promise<boolean> {
  if (columns.get('activity')?.has('traffic') !== true) return false;
  const [named] = await one(engine, sql`SELECT count(traffic)::DOUBLE AS named FROM activity`);
  return named !== 0;
}

async function writeTable(
  engine: Engine,
  table: CaseTable,
  present: ReadonlySet<string>,
  folder: string
): Promise<void> {
  const file = path.join(folder, ...table.path.split('/'));
  await mkdir(path.dirname(file), { recursive: true });
  await engine.run(copyTable(table, present, file));
}

async function countOf(engine: Engine, columns: TableColumns, table: string): Promise<number> {
  if (!columns.has(table)) return 0;
  const [rows] = await one(engine, sql`SELECT count(*)::DOUBLE AS rows FROM query_table(${table})`);
  return rows;
}

/** The one row of a query, as numbers. */
async function one(engine: Engine, query: Sql): Promise<number[]> {
  const answer = await engine.run(query);
  return answer.names.map((name) => numbers(answer, name)[0]);
}
