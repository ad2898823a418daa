import { texts } from '../../domain/columns.ts';
import { CaseFailure, type Failure } from '../../domain/failure.ts';
import { QueryFailure, type Engine } from '../../engine/engine.ts';
import { joinSql, sql, type Sql } from '../../sql/sql.ts';
import { columnNumbers, makeCsvParser } from '../csv.ts';
import type { SourceFile } from '../source-files.ts';
import { unusable } from './failures.ts';
import { checkPacked } from './packed.ts';

/** How DuckDB names a type, reduced to what the record needs to know of it. */
export type Family = 'whole' | 'number' | 'time' | 'zoned' | 'text' | 'other';

export function familyOf(type: string): Family {
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) return 'whole';
  if (/^(DOUBLE|FLOAT|DECIMAL\(.*\))$/.test(type)) return 'number';
  if (/^TIMESTAMP(_S|_MS|_NS)?$/.test(type)) return 'time';
  if (type === 'TIMESTAMP WITH TIME ZONE') return 'zoned';
  return type === 'VARCHAR' ? 'text' : 'other';
}

/** A file of raw records: what it is, and the types of its columns. */
export interface RecordFile extends SourceFile {
  readonly isParquet: boolean;
  /** DuckDB type of each column by name, in the order of the file; all text in a CSV file. */
  readonly types: ReadonlyMap<string, string>;
}

/** Opens the footer or the header of a file. Throws CaseFailure where it cannot be read. */
export async function openRecordFile(
  engine: Engine,
  file: SourceFile,
  delimiter: string
): Promise<RecordFile> {
  if (/\.(parquet|pq)$/i.test(file.name)) {
    const query = sql`DESCRIBE SELECT * FROM read_parquet(${file.at}, hive_partitioning = FALSE)`;
    const described = await reading(file, () => engine.run(query));
    const types = texts(described, 'column_type');
    const names = texts(described, 'column_name').map((name) => name ?? '');
    return {
      ...file,
      isParquet: true,
      types: new Map(names.map((name, index) => [name, types[index] ?? '']))
    };
  }
  // As one line: DuckDB would guess which line is the header.
  const query = sql`SELECT line
FROM read_csv(${file.at}, header = FALSE, auto_detect = FALSE, columns = {line: 'VARCHAR'}, delim = ${'\u0001'}, quote = '', escape = '', ignore_errors = TRUE)
LIMIT 1`;
  const [line] = texts(await reading(file, () => engine.run(query)), 'line');
  const parser = makeCsvParser(delimiter);
  const header = [...parser.push(line ?? ''), ...parser.end()][0];
  if (header === undefined) {
    await checkPacked(file);
    throw unusable(file, 'The file is empty.', 'Leave it out, or get it again.');
  }
  const names = [...columnNumbers(header.cells).keys()];
  return { ...file, isParquet: false, types: new Map(names.map((name) => [name, 'VARCHAR'])) };
}

/** Runs a query on a file; what goes wrong is told as the file's fault. */
export async function reading<T>(file: SourceFile, query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (!(error instanceof QueryFailure)) throw error;
    throw new CaseFailure([unreadable(file, error)]);
  }
}

function unreadable(file: SourceFile, error: QueryFailure): Failure {
  const line = error.reason.split('\n')[0];
  const isCut = /magic bytes|too small to be a Parquet|footer/i.test(line);
  return {
    code: isCut ? 'source-truncated' : 'source-unusable',
    severity: 'error',
    file: file.name,
    message: isCut
      ? 'The file is cut short, or it is no Parquet file: it does not end as one does.'
      : `The file cannot be read (${line}).`,
    remedy: 'Get the file again, or leave it out.'
  };
}

/**
 * The rows of Parquet files as a relation, with the path of its file in the column `fileColumn`. Columns are matched by
 * name where they stand in another order.
 */
export function parquetRows(files: readonly RecordFile[], fileColumn: string): Sql {
  const columns = files.map(({ types }) => JSON.stringify([...types]));
  const byName = columns.some((entry) => entry !== columns[0]);
  return sql`read_parquet(${pathList(files.map(({ at }) => at))}, hive_partitioning = FALSE, filename = ${fileColumn}, union_by_name = ${byName})`;
}

/** Paths as the list that DuckDB's readers take. */
export function pathList(paths: readonly string[]): Sql {
  return sql`[${joinSql(
    paths.map((path) => sql`${path}`),
    ', '
  )}]`;
}

/** The rows of a CSV file as a relation, every cell as text; lines that are no rows go to `reject_errors`. */
export function csvRows(file: RecordFile, delimiter: string): Sql {
  const columns = [...file.types.keys()].map((name) => sql`${name}: 'VARCHAR'`);
  return sql`read_csv(${file.at}, header = TRUE, auto_detect = FALSE, delim = ${delimiter}, quote = '"', escape = '"',
  columns = {${joinSql(columns, ', ')}}, store_rejects = TRUE, rejects_limit = 0)`;
}
