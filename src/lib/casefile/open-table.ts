import type { FileRecord } from '../domain/case.ts';
import { numbers, texts } from '../domain/columns.ts';
import type { Failure, Result } from '../domain/failure.ts';
import { QueryFailure, type Engine, type FileSource } from '../engine/engine.ts';
import { countRows, describeColumns } from '../sql/check.ts';
import type { CaseFiles } from './access.ts';
import { accepts, FAMILY_TYPE, type ColumnSchema, type TableSchema } from './schema.ts';

/** A table of the case that the engine can read, with the columns that it has. */
export interface OpenTable {
  /** Path inside the case folder. */
  readonly path: string;
  /** What to write in `read_parquet(...)`. */
  readonly name: string;
  readonly schema: TableSchema;
  /** DuckDB type of each column, by name. */
  readonly types: ReadonlyMap<string, string>;
  readonly rows: number;
}

export const MAKE_AGAIN =
  'Copy the file again from where it was made, or make the case again with "casewall prepare".';

/**
 * Makes a file readable and looks at its footer: is it Parquet, has it the columns of the schema in types that hold
 * them, has it as many rows as the manifest says. Reads no values.
 */
export async function openTable(
  engine: Engine,
  files: CaseFiles,
  record: FileRecord,
  schema: TableSchema,
  source: FileSource,
  signal?: AbortSignal
): Promise<Result<OpenTable>> {
  const { path } = record;
  try {
    const name = await engine.register(path, source, signal);
    const columns = await engine.run(describeColumns(name), signal);
    const types = texts(columns, 'column_type');
    const byName = new Map(
      texts(columns, 'column_name').map((column, index) => [column ?? '', types[index] ?? ''])
    );
    const wrong = schema.columns.flatMap((column) => columnFailures(path, column, byName));
    if (wrong.length > 0) return { ok: false, failures: wrong };
    const rows = numbers(await engine.run(countRows(name), signal), 'rows')[0];
    if (record.rows !== null && record.rows !== rows)
      return { ok: false, failures: [rowsDiffer(record, rows)] };
    return { ok: true, value: { path, name, schema, types: byName, rows } };
  } catch (error) {
    if (!(error instanceof QueryFailure)) throw error;
    return { ok: false, failures: [await unreadableTable(files, path, error, signal)] };
  }
}

function columnFailures(path: string, column: ColumnSchema, types: ReadonlyMap<string, string>): Failure[] {
  const type = types.get(column.name);
  const wanted = FAMILY_TYPE[column.family];
  const at = { severity: 'error' as const, file: path, column: column.name };
  if (type === undefined && !column.required) return [];
  if (type === undefined) {
    const alike = [...types.keys()].find((name) => name.toLowerCase() === column.name);
    const message = `Column "${column.name}" is missing; the file has ${listed([...types.keys()])}.`;
    const remedy = alike ? `Rename "${alike}" to "${column.name}".` : `Add it as ${wanted}.`;
    return [{ ...at, code: 'column-missing', message, remedy }];
  }
  if (accepts(column.family, type)) return [];
  const message = `Column "${column.name}" is ${type}, which cannot be read as its kind of value.`;
  return [{ ...at, code: 'column-type', message, remedy: `Write it as ${wanted}.` }];
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length > 12 ? `${shown} and ${names.length - 12} more` : shown;
}

function rowsDiffer(record: FileRecord, rows: number): Failure {
  return {
    code: 'rows-different',
    severity: 'error',
    message: `The file has ${rows} rows; case.json says ${record.rows}.`,
    remedy: 'It was changed after the case was made: put the first file back, or make the case again.',
    file: record.path
  };
}

/** Why a file cannot be read as a table: no Parquet, cut short, or damaged inside. */
export async function unreadableTable(
  files: CaseFiles,
  path: string,
  error: QueryFailure,
  signal?: AbortSignal
): Promise<Failure> {
  const head = await files.bytes(path, 0, 4, signal);
  const tail = await files.bytes(path, -4, 0, signal);
  if (!head.ok) return head.failures[0];
  const at = { severity: 'error' as const, file: path, remedy: MAKE_AGAIN };
  if (magic(head.value) === 'PARE' || (tail.ok && magic(tail.value) === 'PARE')) {
    return {
      ...at,
      code: 'parquet-encrypted',
      message: 'The file is encrypted.',
      remedy: 'Decrypt it first.'
    };
  }
  if (magic(head.value) !== 'PAR1')
    return { ...at, code: 'not-parquet', message: 'The file is not a Parquet file.' };
  if (tail.ok && magic(tail.value) !== 'PAR1') {
    return {
      ...at,
      code: 'parquet-truncated',
      message: 'The file is cut short, or something was added: it does not end as a Parquet file does.'
    };
  }
  const message = `The file is damaged or of a kind that cannot be read: ${firstLine(error.reason)}`;
  return { ...at, code: 'parquet-damaged', message };
}

function magic(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 4));
}

/** Engines add stack traces and the statement; a person needs the first line. */
export function firstLine(text: string): string {
  const line = text.split('\n')[0].trim();
  return `${line.length > 300 ? `${line.slice(0, 297)}...` : line}${/[.!?]$/.test(line) ? '' : '.'}`;
}
