import { comment, EMPTY_SQL, ident, joinSql, sql, type Sql } from './sql.ts';

/** Which rows of an answer, in which order. */
export interface Page {
  /** Column that the rows are sorted by; missing values last. */
  readonly by: string;
  readonly descending: boolean;
  /** Rows skipped and the most that are given. */
  readonly skip: number;
  readonly most: number;
}

/** The end of a statement that gives one page. `then`: column that decides between equal rows. */
export function inOrder({ by, descending, skip, most }: Page, then = 'file_row'): Sql {
  const second = by === then ? EMPTY_SQL : sql`, ${ident(then)}`;
  return sql`ORDER BY ${ident(by)} ${descending ? sql`DESC` : sql`ASC`} NULLS LAST${second}
LIMIT ${most} OFFSET ${skip}`;
}

/** A statement under lines of comment, ended by a semicolon: for readers who run it themselves. */
export function withNotes(notes: readonly string[], statement: Sql): Sql {
  return sql`${joinSql(notes.map(comment), '')}${statement};
`;
}
