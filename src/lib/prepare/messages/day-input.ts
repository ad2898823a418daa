import { ident, sql, type Sql } from '../../sql/sql.ts';
import { timeSpec } from '../mapping-messages.ts';
import { pathList, type RecordFile } from './record-file.ts';
import { recordsOf, type RecordShape } from './records.ts';

export const DAY_SECONDS = 86_400;

/** One UTC day of the record. */
export interface DayInput {
  /** Days since 1970. */
  readonly day: number;
  /** Its records as a relation, with the columns of recordsOf; all of them have a time on the day. */
  readonly records: Sql;
}

/** `2020-06-12` for a number of days since 1970. */
export function dayName(day: number): string {
  return new Date(day * DAY_SECONDS * 1000).toISOString().slice(0, 10);
}

/** A day that is read where it lies: row groups of other days are skipped by their footers. */
export function directDay(day: number, files: readonly RecordFile[], shape: RecordShape): DayInput {
  const [from, to] = [day * DAY_SECONDS, (day + 1) * DAY_SECONDS];
  const records = recordsOf(files, shape, onlyAround(shape, from, to));
  return { day, records: sql`(SELECT * FROM ${records} WHERE t >= ${from} AND t < ${to})` };
}

/** A condition on the column of the times itself that every record between the two seconds meets. */
function onlyAround({ spec, time }: RecordShape, from: number, to: number): Sql {
  const name = ident(timeSpec(spec).from);
  // Written out: a million seconds in microseconds are more than a number literal of the tag should round.
  const at = (seconds: number) => sql`make_timestamp(${seconds} * 1000000::BIGINT)`;
  switch (time.kind) {
    case 'epoch':
      return sql`${name} >= ${from * time.perSecond} AND ${name} < ${to * time.perSecond}`;
    case 'instant':
      return sql`${name} >= ${at(from)}::TIMESTAMPTZ AND ${name} < ${at(to)}::TIMESTAMPTZ`;
    case 'local':
      // No zone is further from UTC than 15 hours.
      return sql`${name} >= ${at(from - DAY_SECONDS)} AND ${name} < ${at(to + DAY_SECONDS)}`;
    case 'text':
      return sql`TRUE`;
  }
}

/** A day out of files that hold the settled columns, as stage.ts writes them. */
export function stagedDay(day: number, paths: readonly string[], shape: RecordShape): DayInput {
  const place = shape.place === 'point' ? sql`lat, lon` : sql`key`;
  return {
    day,
    records: sql`(SELECT t, device, kind, ${place}, filename AS file
FROM read_parquet(${pathList(paths)}, hive_partitioning = FALSE, filename = TRUE))`
  };
}
