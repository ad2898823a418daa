import { sql, type Sql } from './sql.ts';

/** What the statistics name events by, in order of the rows; `reported` is 1 where the date is that of the report. */
export function eventNames(): Sql {
  return sql`SELECT id, coalesce(title, '') AS title, place, CASE WHEN date_basis = 'reported' THEN 1 ELSE 0 END AS reported
FROM event
ORDER BY row`;
}
