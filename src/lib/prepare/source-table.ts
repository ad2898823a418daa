import { CaseFailure, type Failure } from '../domain/failure.ts';
import type { Engine } from '../engine/engine.ts';
import type { ConditionSpec, TableSpec, ValueSpec } from './mapping-schema.ts';
import type { LookupTable } from './lookups.ts';
import { makeRepeatCheck } from './repeats.ts';
import type { Rejects } from './rejects.ts';
import type { SourceFile } from './source-files.ts';
import { readRows, type SourceRow } from './source-rows.ts';
import { makeValue, UnusableRow, type RowContext, type ValueMaker, type ValueScope } from './values.ts';

/** How many rows of a table went which way. */
export interface TableTally {
  readonly files: readonly { readonly file: string; readonly bytes: number; readonly sha256: string }[];
  /** Rows read, header and skipped rows not counted. */
  rows: number;
  /** Rows that the mapping's `where` does not want. */
  unwanted: number;
  /** Rows that could not be used; each is in the list of rejects. */
  rejected: number;
  /** Suspicions that stop nothing, e.g. rows that two files share. */
  readonly warnings: string[];
}

/** A source table that is about to be read: the values of the mapping are compiled against `scope` first. */
export interface SourceTable {
  readonly spec: TableSpec;
  readonly files: readonly SourceFile[];
  readonly scope: ValueScope;
}

/** The values named by `let` may use the ones above them. */
export function openTable(
  spec: TableSpec,
  files: readonly SourceFile[],
  lookups: ReadonlyMap<string, LookupTable>
): SourceTable {
  const named = new Map<string, ValueMaker>();
  const scope: ValueScope = { lookups, named, used: new Set() };
  for (const [name, value] of Object.entries(spec.let)) {
    const maker = makeValue(value as ValueSpec, scope);
    named.set(name, maker);
  }
  return { spec, files, scope };
}

/**
 * Hands every row that counts to `use`, in the order of the files. A row for which `use` throws UnusableRow is listed
 * in `rejects`. Throws CaseFailure where a column of the mapping is missing in a file, or a key is met twice.
 */
export async function forEachRow(
  engine: Engine,
  table: SourceTable,
  rejects: Rejects,
  use: (context: RowContext) => void
): Promise<TableTally> {
  const { spec, files, scope } = table;
  const tests = spec.where.map((condition) => makeTest(condition, scope));
  const repeats = makeRepeatCheck(spec.key, files.length > 1);
  for (const column of spec.key?.columns ?? []) if (!scope.named.has(column)) scope.used.add(column);
  const key = (spec.key?.columns ?? []).map((column) => makeValue(column, scope));
  const tally: TableTally = {
    files: files.map(({ name, bytes, sha256 }) => ({ file: name, bytes, sha256 })),
    rows: 0,
    unwanted: 0,
    rejected: 0,
    warnings: []
  };

  function take(row: SourceRow): void {
    const context = contextOf(row, rejects);
    tally.rows += 1;
    try {
      if (row.problem !== null) throw new UnusableRow(row.problem, '', '');
      if (!tests.every((test) => test(context))) {
        tally.unwanted += 1;
        return;
      }
      repeats.add(
        row,
        key.map((part) => part(context))
      );
      use(context);
    } catch (error) {
      if (!(error instanceof UnusableRow)) throw error;
      const { reason, column, value } = error;
      rejects.add({ file: row.file, row: row.row, line: row.line, column, value, reason, left: 'row' });
      tally.rejected += 1;
    }
  }

  for (const row of inlineRows(spec.rows ?? [])) take(row);
  for (const file of files) {
    let isChecked = false;
    for await (const batch of readRows(engine, file, spec)) {
      for (const row of batch) {
        if (!isChecked) requireColumns(row, scope.used);
        isChecked = true;
        if (row.row > spec.skipRows) take(row);
      }
    }
  }
  repeats.refuse();
  tally.warnings.push(...repeats.warnings());
  return tally;
}

function contextOf(row: SourceRow, rejects: Rejects): RowContext {
  let told: Set<string> | null = null;
  return {
    row,
    named: new Map(),
    trouble: (reason, column, value) => {
      // Latitude and longitude come from one lookup: the trouble with it is told once.
      const telling = `${reason}${column}${value}`;
      told ??= new Set();
      if (told.has(telling)) return;
      told.add(telling);
      rejects.add({ file: row.file, row: row.row, line: row.line, column, value, reason, left: 'value' });
    }
  };
}

function makeTest(condition: ConditionSpec, scope: ValueScope): (context: RowContext) => boolean {
  const value = makeValue(condition.value, scope);
  const wanted = new Set(condition.is ?? condition.isNot);
  const isWanted = condition.is !== undefined;
  return (context) => wanted.has(value(context) ?? '') === isWanted;
}

function inlineRows(
  rows: readonly Readonly<Record<string, string | number | boolean | null>>[]
): readonly SourceRow[] {
  return rows.map((entry, index) => ({
    file: 'mapping',
    row: index + 1,
    line: null,
    columns: new Map(Object.keys(entry).map((name, place) => [name, place] as const)),
    cells: Object.values(entry).map((value) => (value === null ? null : String(value))),
    problem: null
  }));
}

function requireColumns(row: SourceRow, used: ReadonlySet<string>): void {
  const failures = [...used]
    .filter((column) => !row.columns.has(column))
    .map((column): Failure => ({
      code: 'source-column',
      severity: 'error',
      file: row.file,
      column,
      message: 'The mapping uses this column, but the file does not have it.',
      remedy: `Name one that it has: ${[...row.columns.keys()].slice(0, 30).join(', ')}.`
    }));
  if (failures.length > 0) throw new CaseFailure(failures);
}
