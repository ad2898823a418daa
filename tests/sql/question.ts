import type { Columns } from '../../src/lib/domain/columns.ts';
import type { Sql } from '../../src/lib/sql/sql.ts';

/** Where a file of the SQL fixture is for an engine: the name to write in SQL. */
export type PathOf = (file: string) => string;

/** One statement made by a builder of src/lib/sql, to be asked of the files of fixture.ts. */
export interface Question {
  /** Unique; begins with the name of the builder. */
  readonly name: string;
  /** The builder that this question is about. */
  readonly builder: string;
  readonly sql: Sql;
}

/** A question about one builder; part: what of it. */
export function ask(builder: string, part: string, statement: Sql): Question {
  return { name: part === '' ? builder : `${builder}: ${part}`, builder, sql: statement };
}

/** Columns with their types, written as `id kind start:TIMESTAMP`; text where no type is said. */
export function typed(columns: string): ReadonlyMap<string, string> {
  return new Map(
    columns.split(' ').map((column) => [column.split(':')[0], column.split(':')[1] ?? 'VARCHAR'])
  );
}

/** Rows of a long answer that are written out. */
const SHOWN = 3;

/** An answer, readable: a line of column names, then a line a row; missing is `-`. Of a long one the first rows, its length and sums. */
export function lines(columns: Columns): readonly string[] {
  const cells = columns.names.map((name) => Array.from<Cell>(columns.values.get(name) ?? []));
  const row = (index: number): string => cells.map((column) => cellText(column[index] ?? null)).join(' | ');
  const isLong = columns.rows > 20;
  const shown = Array.from({ length: isLong ? SHOWN : columns.rows }, (_, index) => row(index));
  const sums = cells.map((column) => column.reduce<number>((sum, value) => sum + (Number(value) || 0), 0));
  return [
    columns.names.join(' | '),
    ...shown,
    ...(isLong ? [`... ${columns.rows} rows, sums ${sums.join(' | ')}`] : [])
  ];
}

type Cell = number | string | boolean | readonly string[] | null;

function cellText(value: Cell): string {
  if (value === null || Number.isNaN(value)) return '-';
  return Array.isArray(value) ? `[${value.join(' ')}]` : String(value);
}

/** A column as JSON can carry it, so that answers of two engines can be compared with the type of their arrays. */
export function portable(columns: Columns): unknown {
  return columns.names.map((name) => {
    const values = columns.values.get(name) ?? [];
    const type = ArrayBuffer.isView(values) ? Object.prototype.toString.call(values).slice(8, -1) : 'list';
    const list = Array.from(values as ArrayLike<unknown>, (value) =>
      Number.isNaN(value) ? 'NaN' : Object.is(value, -0) ? '-0' : value
    );
    return { name, type, list };
  });
}
