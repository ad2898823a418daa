import { numbers, texts } from '../../domain/columns.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { sql, type Sql } from '../../sql/sql.ts';
import { fromLocal } from '../../time/calendar.ts';
import { familyIn } from './records.ts';
import { pathList, type Family, type RecordFile } from './record-file.ts';
import type { Extent } from './settle-time.ts';
import type { TimeForm } from './time-sql.ts';

/** A row group by its footer. */
export interface RowGroup {
  /** Position of its file in the list. */
  readonly file: number;
  readonly rows: number;
  /** Smallest and largest time, as numbers of the column or as seconds; NaN where the footer does not tell. */
  readonly low: number;
  readonly high: number;
}

/** What the footers of Parquet files tell, without a row read. */
export interface Footers {
  readonly rows: number;
  readonly groups: readonly RowGroup[];
  /** Null where some row group does not tell. */
  readonly timeExtent: Extent | null;
  /** Every device is a whole number from 0 to 2^32 - 1. */
  readonly hasDeviceNumbers: boolean;
}

/** Reads the footers of all files: the row groups with the extent of their times and devices. */
export async function readFooters(
  engine: NativeEngine,
  files: readonly RecordFile[],
  time: string,
  device: string
): Promise<Footers> {
  const paths = files.map(({ at }) => at);
  const family = familyIn(files[0], time) ?? 'other';
  const answer = await engine.run(sql`SELECT file_name, row_group_num_rows::DOUBLE AS rows,
  ${asNumber(family, sql`coalesce(stats_min_value, stats_min)`)} AS low, ${asNumber(family, sql`coalesce(stats_max_value, stats_max)`)} AS high
FROM parquet_metadata(${pathList(paths)})
WHERE path_in_schema = ${time}
ORDER BY file_name, row_group_id`);
  const positions = new Map(paths.map((path, index) => [path, index]));
  const [rows, low, high] = ['rows', 'low', 'high'].map((name) => numbers(answer, name));
  const groups = texts(answer, 'file_name').map((name, index) => ({
    file: positions.get(name ?? '') ?? 0,
    rows: rows[index],
    low: low[index],
    high: high[index]
  }));
  const isKnown = groups.length > 0 && groups.every((group) => Number.isFinite(group.low + group.high));
  const extent = () =>
    groups.reduce(
      (all, group) => ({ low: Math.min(all.low, group.low), high: Math.max(all.high, group.high) }),
      { low: Infinity, high: -Infinity }
    );
  return {
    rows: groups.reduce((sum, group) => sum + group.rows, 0),
    groups,
    timeExtent: isKnown ? extent() : null,
    hasDeviceNumbers: await allFit(engine, paths, device)
  };
}

function asNumber(family: Family, text: Sql): Sql {
  if (family === 'time') return sql`(epoch_ms(TRY_CAST(${text} AS TIMESTAMP)) / 1000)::DOUBLE`;
  if (family === 'zoned') return sql`(epoch_ms(TRY_CAST(${text} AS TIMESTAMPTZ)) / 1000)::DOUBLE`;
  return sql`TRY_CAST(${text} AS DOUBLE)`;
}

async function allFit(engine: NativeEngine, paths: readonly string[], device: string): Promise<boolean> {
  const answer =
    await engine.run(sql`SELECT coalesce(min(TRY_CAST(coalesce(stats_min_value, stats_min) AS DOUBLE)), -1)::DOUBLE AS low,
  coalesce(max(TRY_CAST(coalesce(stats_max_value, stats_max) AS DOUBLE)), 0)::DOUBLE AS high,
  (count(*) FILTER (WHERE TRY_CAST(coalesce(stats_min_value, stats_min) AS DOUBLE) IS NULL AND stats_null_count IS DISTINCT FROM row_group_num_rows))::DOUBLE AS unknown
FROM parquet_metadata(${pathList(paths)})
WHERE path_in_schema = ${device}`);
  const of = (name: string) => numbers(answer, name)[0];
  return of('unknown') === 0 && of('low') >= 0 && of('high') <= 4_294_967_295;
}

/** First and last second of a row group, by how its times are written; null where the footer does not tell. */
export function spanOf(
  { low, high }: RowGroup,
  form: TimeForm
): readonly [first: number, last: number] | null {
  if (!Number.isFinite(low + high)) return null;
  const seconds = (value: number) => {
    if (form.kind === 'epoch') return value / form.perSecond;
    return form.kind === 'local' ? fromLocal(value * 1000, form.zone) / 1000 : value;
  };
  return [seconds(low), seconds(high)];
}
