import { rowsOf } from './check.ts';
import { joinSql, sql, type Sql } from './sql.ts';

// Questions about the activity of a case as a whole: its order, its keys, and whether the rollups add up to it.
// `bad`, `row` and `value` as in check.ts. Hours come as SQL (check.ts hourNumber), since files hold them in two ways.

/** Rows that stand before their place in the order of (cell, hour): `bad`, `row`. */
export function unsortedRows(file: string, hour: Sql): Sql {
  return sql`SELECT count(*)::DOUBLE AS bad, min(number)::DOUBLE AS row
FROM (SELECT number, cell, hour, lag(cell) OVER (ORDER BY number) AS last_cell, lag(hour) OVER (ORDER BY number) AS last_hour
  FROM (SELECT file_row_number AS number, cell, ${hour} AS hour FROM ${rowsOf(file)}) AS numbered) AS ordered
WHERE cell < last_cell OR (cell = last_cell AND hour < last_hour)`;
}

/** Rows with a key that an earlier row has: `bad`, `row`, `value` (the key as text). */
export function repeatedKeys(file: string, keys: readonly Sql[]): Sql {
  const parts = keys.map((key) => sql`CAST(${key} AS VARCHAR)`);
  return sql`SELECT coalesce(sum(n - 1), 0)::DOUBLE AS bad, min(last)::DOUBLE AS row, arg_min(value, last) AS value
FROM (SELECT concat_ws(', ', ${joinSql(parts, ', ')}) AS value, count(*) AS n, max(file_row_number) AS last
  FROM ${rowsOf(file)}
  GROUP BY ${joinSql(keys, ', ')}
  HAVING count(*) > 1) AS repeated`;
}

/** `total` of the messages of a file. */
export function totalMessages(file: string): Sql {
  return sql`SELECT coalesce(sum(messages), 0)::DOUBLE AS total FROM read_parquet(${file}, hive_partitioning = FALSE)`;
}

/** Rows of hours outside every collected period [from, to) in epoch ms: `bad`, `row`, `value` (the hour). */
export function uncollectedRows(
  file: string,
  hour: Sql,
  periods: readonly { readonly from: number; readonly to: number }[]
): Sql {
  const inside = periods.map(({ from, to }) => sql`(hour * 3600000 >= ${from} AND hour * 3600000 < ${to})`);
  return sql`SELECT coalesce(sum(n), 0)::DOUBLE AS bad, min(first)::DOUBLE AS row, arg_min(CAST(hour AS VARCHAR), first) AS value
FROM (SELECT ${hour} AS hour, count(*) AS n, min(file_row_number) AS first FROM ${rowsOf(file)} GROUP BY 1) AS hours
WHERE NOT (${joinSql(inside, ' OR ')})`;
}

/** How a rollup groups: what stands for time and for place in it and in the activity. */
export interface RollupKeys {
  readonly time: Sql;
  /** Null: not split by place. */
  readonly place: Sql | null;
}

/**
 * Compares the messages of a rollup with the activity, key by key: `bad` keys that differ, `row` of the first that the
 * rollup has, `value` as `TIME PLACE`, `found` and `expected` messages. cells: joined for keys that need its columns.
 */
export function rollupDifferences(
  rollup: string,
  rollupKeys: RollupKeys,
  activity: string,
  activityKeys: RollupKeys,
  cells: string | null
): Sql {
  const from =
    cells === null
      ? sql`read_parquet(${activity}, hive_partitioning = FALSE) AS fine`
      : sql`read_parquet(${activity}, hive_partitioning = FALSE) AS fine
  LEFT JOIN (SELECT cell AS number, country FROM read_parquet(${cells}, hive_partitioning = FALSE)) AS places ON places.number = fine.cell`;
  return sql`SELECT count(*)::DOUBLE AS bad, min(row)::DOUBLE AS row,
  arg_min(concat_ws(' ', time, place), coalesce(row, 4e18)) AS value,
  arg_min(found, coalesce(row, 4e18))::DOUBLE AS found, arg_min(expected, coalesce(row, 4e18))::DOUBLE AS expected
FROM (SELECT coalesce(coarse.time, summed.time) AS time, coalesce(coarse.place, summed.place) AS place, coarse.row AS row,
    coalesce(coarse.n, 0) AS found, coalesce(summed.n, 0) AS expected
  FROM (${grouped(rowsOf(rollup), rollupKeys, sql`min(file_row_number)`)}) AS coarse
  FULL JOIN (${grouped(from, activityKeys, sql`NULL`)}) AS summed
  ON coarse.time = summed.time AND coarse.place = summed.place) AS compared
WHERE found <> expected`;
}

function grouped(from: Sql, keys: RollupKeys, row: Sql): Sql {
  // A missing country is a key like any other; NULL would match nothing.
  const place = keys.place === null ? sql`''` : sql`coalesce(CAST(${keys.place} AS VARCHAR), '')`;
  const groups = keys.place === null ? [keys.time] : [keys.time, keys.place];
  return sql`SELECT CAST(${keys.time} AS BIGINT) AS time, ${place} AS place, sum(messages)::DOUBLE AS n, ${row} AS row
  FROM ${from}
  GROUP BY ${joinSql(groups, ', ')}`;
}
