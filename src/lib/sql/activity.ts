import type { Filter } from '../domain/filter.ts';
import { placeCounts } from './filter.ts';
import { ident, joinSql, sql, type Sql } from './sql.ts';

/** How the hour is kept in a file: whole hours since 1970, or a timestamp. */
export type HourColumn = 'number' | 'timestamp';

function hourNumber(kind: HourColumn): Sql {
  // epoch() is DOUBLE, whose division does not floor: the milliseconds are divided as integers.
  return kind === 'number' ? sql`hour::UINTEGER` : sql`(epoch_ms(hour::TIMESTAMP) // 3600000)::UINTEGER`;
}

/** Which rows of the activity file a slice takes. */
export interface Slice {
  readonly file: string;
  readonly hour: HourColumn;
  /** Places first..last, both included. */
  readonly first: number;
  readonly last: number;
  readonly traffic: TrafficChoice;
  /** Bins are days, not hours. */
  readonly byDay?: boolean;
  /** What is counted. Devices are distinct within a row, so their sum is one of device-hours. */
  readonly counted: Counted;
}

function binNumber({ hour, byDay }: Slice): Sql {
  return byDay === true ? sql`(${hourNumber(hour)} // 24)::UINTEGER` : hourNumber(hour);
}

/** Kinds of traffic kept (empty: all) and left out; rows that do not say their kind go only where kinds are kept. */
export interface TrafficChoice {
  readonly kept: readonly string[];
  readonly leftOut: readonly string[];
}

/** Whether a row with a column `traffic` counts; never NULL. Null: all do. */
export function trafficCounts({ kept, leftOut }: TrafficChoice): Sql | null {
  const conditions = [
    ...(kept.length === 0 ? [] : [sql`coalesce(traffic IN ${kept}, FALSE)`]),
    ...(leftOut.length === 0 ? [] : [sql`coalesce(traffic NOT IN ${leftOut}, TRUE)`])
  ];
  return conditions.length === 0 ? null : joinSql(conditions, ' AND ');
}

/** A column of counts in the activity file. */
export type Counted = 'messages' | 'devices';

function sliceCondition({ first, last, traffic }: Slice): Sql {
  const kinds = trafficCounts(traffic);
  return joinSql([sql`cell >= ${first}`, sql`cell <= ${last}`, ...(kinds === null ? [] : [kinds])], ' AND ');
}

/**
 * Messages per place and hour of a slice, in the order of the file, which by format is that of cell and hour: four times
 * faster than sorting again. The reader must check the order, since nothing else does. The file is sorted by cell, so a
 * slice of places reads its own row groups only.
 */
export function activitySliceAsStored(slice: Slice): Sql {
  return sql`SELECT cell::UINTEGER AS place, ${binNumber(slice)} AS bin, ${ident(slice.counted)}::UINTEGER AS amount
FROM read_parquet(${slice.file})
WHERE ${sliceCondition(slice)}`;
}

/** The same, added up over kinds of traffic and sorted: for files with such kinds, or out of order. */
export function activitySlice(slice: Slice): Sql {
  return sql`SELECT cell::UINTEGER AS place, ${binNumber(slice)} AS bin, sum(${ident(slice.counted)})::DOUBLE AS amount
FROM read_parquet(${slice.file})
WHERE ${sliceCondition(slice)}
GROUP BY cell, ${binNumber(slice)}
ORDER BY place, bin`;
}

/** Rows of the activity file that do not tell their devices. */
export function rowsWithoutDevices(file: string): Sql {
  return sql`SELECT count(*)::DOUBLE AS n
FROM read_parquet(${file})
WHERE devices IS NULL`;
}

/** Messages per place and day from the day-cell rollup, in the order of the file: see activitySliceAsStored. */
export function dayCellActivityAsStored(file: string): Sql {
  return sql`SELECT cell::UINTEGER AS place, day::UINTEGER AS bin, messages::UINTEGER AS messages
FROM read_parquet(${file})`;
}

/** Messages per place and day, in order of place and day, from the day-cell rollup. */
export function dayCellActivity(file: string): Sql {
  return sql`SELECT cell::UINTEGER AS place, day::UINTEGER AS bin, sum(messages)::DOUBLE AS messages
FROM read_parquet(${file})
GROUP BY cell, day
ORDER BY place, bin`;
}

/** Messages and distinct devices per hour over the whole case; devices is missing where it is not known. */
export function hourActivity(file: string, hour: HourColumn, hasDevices: boolean): Sql {
  return sql`SELECT ${hourNumber(hour)} AS hour, messages::DOUBLE AS messages, ${hasDevices ? sql`devices::DOUBLE` : sql`NULL::DOUBLE`} AS devices
FROM read_parquet(${file})
ORDER BY hour`;
}

/** The same per country, in order of country and hour. */
export function hourCountryActivity(file: string, hour: HourColumn, hasDevices: boolean): Sql {
  return sql`SELECT country, ${hourNumber(hour)} AS hour, messages::DOUBLE AS messages, ${hasDevices ? sql`devices::DOUBLE` : sql`NULL::DOUBLE`} AS devices
FROM read_parquet(${file})
ORDER BY country, hour`;
}

/** Which messages are counted by kind of traffic. */
export interface TrafficQuestion {
  readonly file: string;
  readonly hour: HourColumn;
  /** Its regions and area; the kinds of traffic in it do not count. */
  readonly filter: Filter;
  /** Hours since 1970, from included, to excluded; null: open. */
  readonly fromHour: number | null;
  readonly toHour: number | null;
}

/** Every kind of traffic of the activity file, with its messages under the other filters. */
export function trafficMessages({ file, hour, filter, fromHour, toHour }: TrafficQuestion): Sql {
  const place = placeCounts(filter);
  const conditions = [
    ...(place === null ? [] : [sql`cell IN (SELECT cell FROM place WHERE ${place})`]),
    ...(fromHour === null ? [] : [sql`${hourNumber(hour)} >= ${fromHour}`]),
    ...(toHour === null ? [] : [sql`${hourNumber(hour)} < ${toHour}`])
  ];
  const kept = conditions.length === 0 ? sql`TRUE` : joinSql(conditions, ' AND ');
  return sql`SELECT traffic AS value, coalesce(sum(messages) FILTER (WHERE ${kept}), 0)::DOUBLE AS messages
FROM read_parquet(${file})
WHERE traffic IS NOT NULL
GROUP BY traffic
ORDER BY value`;
}

/** Gaps in the collection; `place` is NULL for all places. Times in epoch milliseconds. */
export function coverageGaps(file: string): Sql {
  return sql`SELECT cell::INTEGER AS place, epoch_ms(start::TIMESTAMP)::DOUBLE AS from_ms, epoch_ms("end"::TIMESTAMP)::DOUBLE AS to_ms, reason::VARCHAR AS reason
FROM read_parquet(${file})
ORDER BY from_ms, place`;
}

/** The places, in order of their key. */
export function places(): Sql {
  return sql`SELECT cell, h3, lat, lon, country, region, name FROM place ORDER BY cell`;
}

/**
 * Messages per place within [fromHour, toHour): the plain way to answer a brush, and the yardstick that the cumulative
 * counts are tested and measured against.
 */
export function messagesByPlace(file: string, hour: HourColumn, fromHour: number, toHour: number): Sql {
  return sql`SELECT cell::UINTEGER AS place, sum(messages)::DOUBLE AS messages
FROM read_parquet(${file})
WHERE ${hourNumber(hour)} >= ${fromHour} AND ${hourNumber(hour)} < ${toHour}
GROUP BY cell
ORDER BY place`;
}
