import {
  DOUBLE,
  DuckDBDataChunk,
  DuckDBTimestampValue,
  INTEGER,
  listValue,
  LIST,
  TIMESTAMP,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue
} from '@duckdb/node-api';

/** A column of rows to be added to a table; null where a value is missing. Times are epoch milliseconds UTC. */
export type AppendedColumn =
  | {
      readonly type: 'UTINYINT' | 'USMALLINT' | 'UINTEGER' | 'INTEGER' | 'DOUBLE' | 'TIMESTAMP';
      readonly values: ArrayLike<number | null>;
    }
  | { readonly type: 'VARCHAR'; readonly values: ArrayLike<string | null> }
  | { readonly type: 'VARCHAR[]'; readonly values: ArrayLike<readonly string[]> };

const TYPES: Readonly<Record<AppendedColumn['type'], DuckDBType>> = {
  UTINYINT,
  USMALLINT,
  UINTEGER,
  INTEGER,
  DOUBLE,
  TIMESTAMP,
  VARCHAR,
  'VARCHAR[]': LIST(VARCHAR)
};

/** Rows of a chunk of DuckDB. */
const CHUNK_ROWS = 2048;

/** Adds the rows to the end of the table. Throws RangeError where the columns are not of one length. */
export async function appendColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly AppendedColumn[]
): Promise<void> {
  const rows = columns[0]?.values.length ?? 0;
  if (columns.some(({ values }) => values.length !== rows)) {
    throw new RangeError('The columns are not of one length');
  }
  const types = columns.map(({ type }) => TYPES[type]);
  const appender = await connection.createAppender(table);
  for (let from = 0; from < rows; from += CHUNK_ROWS) {
    const to = Math.min(from + CHUNK_ROWS, rows);
    const chunk = DuckDBDataChunk.create(types, to - from);
    chunk.setColumns(columns.map((column) => valuesOf(column, from, to)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function valuesOf(column: AppendedColumn, from: number, to: number): DuckDBValue[] {
  const part: DuckDBValue[] = [];
  for (let row = from; row < to; row++) part.push(valueAt(column, row));
  return part;
}

function valueAt({ type, values }: AppendedColumn, row: number): DuckDBValue {
  if (type === 'VARCHAR[]') return listValue([...values[row]]);
  const value = values[row];
  return type === 'TIMESTAMP' && value !== null ? new DuckDBTimestampValue(BigInt(value) * 1000n) : value;
}
