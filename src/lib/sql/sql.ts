/**
 * SQL text that is safe to run: made only by the `sql` tag, which turns every value into a literal, and by `ident`.
 * This file is the one place where values become SQL. (Prepared statements of DuckDB-WASM 1.28.0 swallow run-time
 * errors, so values are written as literals; see engine/.)
 */
export interface Sql {
  readonly text: string;
}

/** What may stand in a `${}` of the `sql` tag. An array becomes a parenthesised list. */
export type SqlValue = Sql | string | number | boolean | null | readonly (string | number)[];

class SqlText implements Sql {
  constructor(readonly text: string) {}
}

function literal(value: SqlValue): string {
  if (value instanceof SqlText) return value.text;
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return numberLiteral(value);
  if (typeof value === 'string') return textLiteral(value);
  if (Array.isArray(value)) {
    if (value.length === 0) throw new RangeError('An empty list cannot be written in SQL');
    return `(${value.map((entry: string | number) => literal(entry)).join(', ')})`;
  }
  throw new TypeError('Only text made by the sql tag may be part of SQL');
}

function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written in SQL`);
  // Parenthesised, so that a negative number cannot join a preceding minus into a comment.
  return value < 0 || Object.is(value, -0) ? `(${value})` : String(value);
}

function textLiteral(value: string): string {
  // A NUL ends the statement for DuckDB's C string; nothing that people type holds one.
  return `'${value.replaceAll('\0', '').replaceAll("'", "''")}'`;
}

/** Template tag: ``sql`SELECT id FROM events WHERE kind = ${kind}` ``. */
export function sql(strings: TemplateStringsArray, ...values: SqlValue[]): Sql {
  return new SqlText(
    strings.reduce((text, part, index) => text + literal(values[index - 1] as SqlValue) + part)
  );
}

/** A name of a table or column, quoted. */
export function ident(name: string): Sql {
  return new SqlText(`"${name.replaceAll('\0', '').replaceAll('"', '""')}"`);
}

/** A line of comment. Every sign that might end the line is taken out, so that nothing in a title becomes SQL. */
export function comment(text: string): Sql {
  return new SqlText(`-- ${text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}\n`);
}

/** Pieces joined by a separator that the program itself wrote, e.g. `joinSql(conditions, ' AND ')`. */
export function joinSql(
  pieces: readonly Sql[],
  separator: '' | ', ' | ' AND ' | ' OR ' | ' | ' | ' + ' | ' UNION ALL ' | '\n'
): Sql {
  return new SqlText(pieces.map((piece) => piece.text).join(separator));
}

export const EMPTY_SQL: Sql = new SqlText('');
