import { HOUR_MS } from '../domain/activity.ts';
import type { Filter } from '../domain/filter.ts';
import type { ActivityGroup } from '../domain/proof.ts';
import type { Range } from '../domain/range.ts';
import { hourNumber, rowsOf } from './check.ts';
import { trafficCounts } from './activity.ts';
import { placeCounts } from './filter.ts';
import { placeSource } from './load.ts';
import type { SqlFile } from './proof-events.ts';
import { inOrder, type Page } from './proof-page.ts';
import { joinSql, sql, type Sql } from './sql.ts';

/** What activity is added up over: files and View. */
export interface ActivityScope {
  readonly activity: SqlFile;
  /** DuckDB type of the column `hour` where it holds times; null where it holds whole hours since 1970. */
  readonly hourType: string | null;
  readonly cells: SqlFile;
  readonly filter: Filter;
  /** The hours that begin in it count; ends may be infinite. */
  readonly range: Range;
  /** One place, or null: all that the filter keeps. */
  readonly place: number | null;
}

function base({ activity, hourType, cells }: ActivityScope): Sql {
  const traffic = activity.types.has('traffic') ? sql`traffic::VARCHAR` : sql`NULL::VARCHAR`;
  return sql`WITH place AS (
  ${placeSource(cells.name)}
),
activity AS (
  SELECT ${hourNumber('hour', hourType)} AS hour, cell::INTEGER AS cell, ${traffic} AS traffic, messages::DOUBLE AS messages,
    file_row_number + 1 AS file_row
  FROM ${rowsOf(activity.name)}
)`;
}

/** Hours since 1970 that begin in the range; null where it is open at both ends. */
function inRange({ range }: ActivityScope): Sql | null {
  const ends = [
    ...(Number.isFinite(range.from) ? [sql`hour >= ${Math.ceil(range.from / HOUR_MS)}`] : []),
    ...(Number.isFinite(range.to) ? [sql`hour < ${Math.ceil(range.to / HOUR_MS)}`] : [])
  ];
  return ends.length === 0 ? null : joinSql(ends, ' AND ');
}

function inPlaces({ filter, place }: ActivityScope): Sql | null {
  const kept = placeCounts(filter);
  if (place !== null) return sql`cell = ${place}`;
  return kept === null ? null : sql`cell IN (SELECT cell FROM place WHERE ${kept})`;
}

function inTraffic({ filter, activity }: ActivityScope): Sql | null {
  return activity.types.has('traffic')
    ? trafficCounts({ kept: filter.traffic, leftOut: filter.not.traffic })
    : null;
}

function counted(scope: ActivityScope): Sql {
  const conditions = [inRange(scope), inPlaces(scope), inTraffic(scope)].filter((part) => part !== null);
  return conditions.length === 0 ? sql`TRUE` : joinSql(conditions, ' AND ');
}

/** The stored count in all: `certain`, and `possible` as the same, since activity is counted by the hour. */
export function activityNumber(scope: ActivityScope): Sql {
  return sql`${base(scope)}
SELECT coalesce(sum(messages), 0)::DOUBLE AS certain, coalesce(sum(messages), 0)::DOUBLE AS possible
FROM activity
WHERE ${counted(scope)}`;
}

const PLACE_COLUMNS = sql`name AS place, region, country`;

/**
 * What the number adds up, by UTC day, UTC hour, cell, or as the rows stand in the file; `total` is how many such rows
 * there are in all. Times in epoch milliseconds UTC.
 */
export function activityProofRows(scope: ActivityScope, by: ActivityGroup, page: Page): Sql {
  const from = sql`${base(scope)}`;
  const where = sql`FROM activity
WHERE ${counted(scope)}`;
  switch (by) {
    case 'day':
      return sql`${from}
SELECT (hour // 24)::DOUBLE * 86400000 AS day_ms, sum(messages)::DOUBLE AS messages, count(*)::DOUBLE AS "rows", count(*) OVER ()::DOUBLE AS total
${where}
GROUP BY hour // 24
${inOrder(page, 'day_ms')}`;
    case 'hour':
      return sql`${from}
SELECT hour::DOUBLE * 3600000 AS hour_ms, sum(messages)::DOUBLE AS messages, count(*)::DOUBLE AS "rows", count(*) OVER ()::DOUBLE AS total
${where}
GROUP BY hour
${inOrder(page, 'hour_ms')}`;
    case 'cell':
      return sql`${from}
SELECT cell, ${PLACE_COLUMNS}, messages, "rows", total
FROM (SELECT cell, sum(messages)::DOUBLE AS messages, count(*)::DOUBLE AS "rows", count(*) OVER ()::DOUBLE AS total
${where}
GROUP BY cell) AS summed LEFT JOIN place USING (cell)
${inOrder(page, 'cell')}`;
    case 'row':
      return sql`${from}
SELECT file_row::DOUBLE AS file_row, hour::DOUBLE * 3600000 AS hour_ms, cell, ${PLACE_COLUMNS}, traffic, messages, total
FROM (SELECT *, (SELECT count(*)::DOUBLE ${where}) AS total
${where}) AS counted LEFT JOIN place USING (cell)
${inOrder(page)}`;
  }
}

/** The bits of `reason` in the answer of `activityReasons`. */
export const OUTSIDE_RANGE = 1;
export const OUTSIDE_PLACES = 2;
export const OTHER_TRAFFIC = 4;

/** Rows of the file that the number does not count, by `reason` (bits): `rows` and their `messages`. */
export function activityReasons(scope: ActivityScope): Sql {
  const bit = (condition: Sql | null, value: number): Sql =>
    condition === null ? sql`0` : sql`CASE WHEN ${condition} THEN 0 ELSE ${value} END`;
  const bits = [
    bit(inRange(scope), OUTSIDE_RANGE),
    bit(inPlaces(scope), OUTSIDE_PLACES),
    bit(inTraffic(scope), OTHER_TRAFFIC)
  ];
  return sql`${base(scope)}
SELECT reason, count(*)::DOUBLE AS "rows", sum(messages)::DOUBLE AS messages
FROM (SELECT (${joinSql(bits, ' | ')})::INTEGER AS reason, messages FROM activity) AS judged
WHERE reason <> 0
GROUP BY reason
ORDER BY reason`;
}

/** Which stored count of devices a View shows: that of one hour of the whole case, or of one country in it. */
export interface DevicesScope {
  readonly rollup: SqlFile;
  readonly hourType: string | null;
  /** Whole UTC hours since 1970. */
  readonly hour: number;
  readonly country: string | null;
}

/** The stored distinct count: `certain`, and `possible` as the same; with `file_row`, 1-based. */
export function devicesNumber({ rollup, hourType, hour, country }: DevicesScope): Sql {
  const place = country === null ? sql`TRUE` : sql`country = ${country}`;
  return sql`SELECT devices::DOUBLE AS certain, devices::DOUBLE AS possible, file_row_number::DOUBLE + 1 AS file_row
FROM ${rowsOf(rollup.name)}
WHERE ${hourNumber('hour', hourType)} = ${hour} AND ${place}
ORDER BY file_row`;
}
