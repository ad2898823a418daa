import type { AppendedColumn } from '../engine/native-append.ts';
import type { NativeEngine } from '../engine/native.ts';
import { ident, joinSql, sql, type Sql } from '../sql/sql.ts';

/** A column of a table that is made out of rows: its name, its type, and its value for a row. */
export type MadeColumn<T> = { readonly name: string } & (
  | {
      readonly type: 'UTINYINT' | 'USMALLINT' | 'UINTEGER' | 'INTEGER' | 'DOUBLE' | 'TIMESTAMP';
      readonly of: (row: T) => number | null;
    }
  | { readonly type: 'VARCHAR'; readonly of: (row: T) => string | null }
  | { readonly type: 'VARCHAR[]'; readonly of: (row: T) => readonly string[] }
);

const TYPE_NAMES: Readonly<Record<AppendedColumn['type'], Sql>> = {
  UTINYINT: sql`UTINYINT`,
  USMALLINT: sql`USMALLINT`,
  UINTEGER: sql`UINTEGER`,
  INTEGER: sql`INTEGER`,
  DOUBLE: sql`DOUBLE`,
  TIMESTAMP: sql`TIMESTAMP`,
  VARCHAR: sql`VARCHAR`,
  'VARCHAR[]': sql`VARCHAR[]`
};

/** Makes a table and fills it with these rows; times are epoch milliseconds UTC. Throws where it is there already. */
export async function makeTable<T>(
  engine: NativeEngine,
  table: string,
  rows: readonly T[],
  columns: readonly MadeColumn<T>[]
): Promise<void> {
  const named = columns.map(({ name, type }) => sql`${ident(name)} ${TYPE_NAMES[type]}`);
  await engine.run(sql`CREATE TABLE ${ident(table)} (${joinSql(named, ', ')})`);
  await engine.append(
    table,
    columns.map((column) => filled(column, rows))
  );
}

function filled<T>(column: MadeColumn<T>, rows: readonly T[]): AppendedColumn {
  switch (column.type) {
    case 'VARCHAR':
      return { type: column.type, values: rows.map(column.of) };
    case 'VARCHAR[]':
      return { type: column.type, values: rows.map(column.of) };
    default:
      return { type: column.type, values: rows.map(column.of) };
  }
}

/** A column of text, under the name of a field of the row unless told otherwise. */
export function textColumn<T>(name: string, of: (row: T) => string | null): MadeColumn<T> {
  return { name, type: 'VARCHAR', of };
}

export function numberColumn<T>(
  name: string,
  type: 'UTINYINT' | 'USMALLINT' | 'UINTEGER' | 'INTEGER' | 'DOUBLE' | 'TIMESTAMP',
  of: (row: T) => number | null
): MadeColumn<T> {
  return { name, type, of };
}
