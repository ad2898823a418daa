import { rowsOf } from './check.ts';
import { sql, type Sql } from './sql.ts';

// Questions about one file of the raw record (columns t, device, cell, kind).

/** How the rows of a file must stand, and which devices it may hold. */
export interface PartOrder {
  readonly order: 'cell' | 'device';
  /** Devices modulo `buckets` must be this; null: any device. */
  readonly bucket: number | null;
  readonly buckets: number;
}

/**
 * What a file of the raw record holds: `rows`, the extents `first_t`, `last_t`, `first_device`, ... `last_cell`,
 * `mark` (adds up what the rows hold, whatever their order: the same messages in another order give the same mark, as
 * text), `unsorted` and `first_unsorted` (rows that stand before their place; 0-based), `strays` and `first_stray` (rows
 * of devices that belong to another bucket). hasKind: the file has a column `kind`.
 */
export function partFacts(file: string, { order, bucket, buckets }: PartOrder, hasKind: boolean): Sql {
  const kind = hasKind ? sql`coalesce(kind::UBIGINT, 255)` : sql`255`;
  const key = order === 'cell' ? sql`cell` : sql`device`;
  const isStray = bucket === null ? sql`FALSE` : sql`device % ${buckets} <> ${bucket}`;
  return sql`SELECT count(*)::DOUBLE AS rows, min(t)::DOUBLE AS first_t, max(t)::DOUBLE AS last_t,
  min(device)::DOUBLE AS first_device, max(device)::DOUBLE AS last_device, min(cell)::DOUBLE AS first_cell, max(cell)::DOUBLE AS last_cell,
  coalesce(sum((((t::UBIGINT % 1000003 + 1) * (device::UBIGINT % 999983 + 1) % 999979 * (cell::UBIGINT % 99991 + 1) + ${kind}) % 1000000007)::BIGINT), 0)::VARCHAR AS mark,
  (count(*) FILTER (WHERE is_early))::DOUBLE AS unsorted, (min(number) FILTER (WHERE is_early))::DOUBLE AS first_unsorted,
  (count(*) FILTER (WHERE ${isStray}))::DOUBLE AS strays, (min(number) FILTER (WHERE ${isStray}))::DOUBLE AS first_stray
FROM (SELECT file_row_number AS number, t, device, cell${hasKind ? sql`, kind` : sql``},
    ${key} < lag(${key}) OVER (ORDER BY file_row_number) OR (${key} = lag(${key}) OVER (ORDER BY file_row_number) AND t < lag(t) OVER (ORDER BY file_row_number)) AS is_early
  FROM ${rowsOf(file)}) AS numbered`;
}

/**
 * Messages of a file by whole UTC hour since 1970: `hour`, `messages`. Signed, since the browser's engine divides unsigned
 * 64 bits as fractions.
 */
export function messagesByHour(file: string): Sql {
  return sql`SELECT (t::BIGINT // 3600)::DOUBLE AS hour, count(*)::DOUBLE AS messages
FROM read_parquet(${file}, hive_partitioning = FALSE)
GROUP BY 1
ORDER BY 1`;
}
