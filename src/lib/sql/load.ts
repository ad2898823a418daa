import { rowsOf, timeMs } from './check.ts';
import { EMPTY_SQL, ident, joinSql, sql, type Sql } from './sql.ts';

/** Columns that a file has, name to type, as DESCRIBE tells: optional ones may be absent. */
export type ColumnTypes = ReadonlyMap<string, string>;

function optional(present: ColumnTypes, name: string, type: Sql): Sql {
  return present.has(name) ? sql`${ident(name)}::${type}` : sql`NULL::${type}`;
}

const VARCHAR = sql`VARCHAR`;
const DOUBLE = sql`DOUBLE`;

/** The searched text of an event, lower case and without accents. Works on the columns of `eventSource`. */
export function haystack(): Sql {
  return sql`strip_accents(lower(concat_ws(' ', title, summary, place)))`;
}

/** The events as a file has them, in the columns and types of table `event`. more: further columns, of the file. */
export function eventSource(file: string, present: ColumnTypes, more: readonly Sql[] = []): Sql {
  const text = (name: string) => optional(present, name, VARCHAR);
  const milliseconds = (name: string) => {
    const type = present.get(name);
    return type === undefined ? sql`NULL::DOUBLE` : sql`${timeMs(name, type)}::DOUBLE`;
  };
  const rest = more.length === 0 ? EMPTY_SQL : sql`,\n  ${joinSql(more, ', ')}`;
  return sql`SELECT id::VARCHAR AS id, kind::VARCHAR AS kind, ${text('title')} AS title, ${text('summary')} AS summary,
  ${milliseconds('start')} AS start_ms, ${milliseconds('end')} AS end_ms,
  coalesce(${text('time_precision')}, 'minute') AS time_precision, coalesce(${text('date_basis')}, 'occurred') AS date_basis,
  ${optional(present, 'lat', DOUBLE)} AS lat, ${optional(present, 'lon', DOUBLE)} AS lon, ${text('place')} AS place,
  ${optional(present, 'place_radius_m', DOUBLE)} AS place_radius_m, ${text('country')} AS country, ${text('region')} AS region,
  ${text('operation')} AS operation, ${text('agency')} AS agency,
  ${present.has('sources') ? sql`sources::VARCHAR[]` : sql`[]::VARCHAR[]`} AS sources,
  ${text('source_grade')} AS source_grade, ${text('info_grade')} AS info_grade, ${text('handling')} AS handling${rest}
  FROM ${rowsOf(file)}`;
}

/**
 * Table `event`: one row per event, numbered 0.. in order of (start, id), events without a start last. Stored in the order
 * of the file: only times and ids are sorted, since to sort whole rows takes three times as long for a million events.
 */
export function createEventTable(file: string, present: ColumnTypes): Sql {
  const rows = eventSource(file, present, [sql`file_row_number`]);
  return sql`CREATE OR REPLACE TABLE event AS
SELECT ranked.row AS row, ${haystack()} AS haystack, source.* EXCLUDE (file_row_number)
FROM (${rows}) AS source
JOIN (SELECT file_row_number, (row_number() OVER (ORDER BY start_ms ASC NULLS LAST, id ASC) - 1)::INTEGER AS row FROM (${rows}) AS timed) AS ranked
  ON ranked.file_row_number = source.file_row_number`;
}

/** The items as a file has them, in the columns and types of table `item`. more: further columns, of the file. */
export function itemSource(file: string, more: readonly Sql[] = []): Sql {
  const rest = more.length === 0 ? EMPTY_SQL : sql`, ${joinSql(more, ', ')}`;
  return sql`SELECT event_id::VARCHAR AS event_id, commodity::VARCHAR AS commodity, quantity::DOUBLE AS quantity, unit::VARCHAR AS unit, note::VARCHAR AS note${rest}
FROM ${rowsOf(file)}`;
}

/** The places as a file has them, in the columns and types of table `place`. */
export function placeSource(file: string): Sql {
  return sql`SELECT cell::INTEGER AS cell, h3::VARCHAR AS h3, lat::DOUBLE AS lat, lon::DOUBLE AS lon, country::VARCHAR AS country, region::VARCHAR AS region, name::VARCHAR AS name
FROM ${rowsOf(file)}`;
}

/** What an item counts: 1 where the quantity is missing and the unit is a count. */
export function itemQuantity(): Sql {
  return sql`coalesce(quantity, CASE WHEN unit = 'count' THEN 1 ELSE 0 END)`;
}

/** Table `item`; a case without items gets an empty one. */
export function createItemTable(file: string | null): Sql {
  return file === null
    ? sql`CREATE OR REPLACE TABLE item (event_id VARCHAR, commodity VARCHAR, quantity DOUBLE, unit VARCHAR, note VARCHAR)`
    : sql`CREATE OR REPLACE TABLE item AS
${itemSource(file)}`;
}

/** Table `event` for a case without events. */
export function createEmptyEventTable(): Sql {
  return sql`CREATE OR REPLACE TABLE event (row INTEGER, haystack VARCHAR, id VARCHAR, kind VARCHAR, title VARCHAR, summary VARCHAR,
  start_ms DOUBLE, end_ms DOUBLE, time_precision VARCHAR, date_basis VARCHAR, lat DOUBLE, lon DOUBLE, place VARCHAR, place_radius_m DOUBLE,
  country VARCHAR, region VARCHAR, operation VARCHAR, agency VARCHAR, sources VARCHAR[], source_grade VARCHAR, info_grade VARCHAR, handling VARCHAR)`;
}

/** Table `place`: the places that activity is counted in, in order of their key. */
export function createPlaceTable(file: string | null): Sql {
  return file === null
    ? sql`CREATE OR REPLACE TABLE place (cell INTEGER, h3 VARCHAR, lat DOUBLE, lon DOUBLE, country VARCHAR, region VARCHAR, name VARCHAR)`
    : sql`CREATE OR REPLACE TABLE place AS
${placeSource(file)}
ORDER BY cell`;
}

/** The dimensions of an event that are shown as lists of values with counts. */
export const CODED = ['kind', 'country', 'region', 'operation', 'agency', 'source_grade'] as const;
export type CodedDimension = (typeof CODED)[number];

/** The distinct values of the coded dimensions, in order: within a dimension the position is the code. */
export function eventValues(): Sql {
  const lists = CODED.map((dimension) => {
    const name = ident(dimension);
    return sql`SELECT DISTINCT ${dimension} AS dimension, ${name} AS value FROM event WHERE ${name} IS NOT NULL`;
  });
  return sql`SELECT dimension, value FROM (${joinSql(lists, ' UNION ALL ')}) AS listed ORDER BY dimension, value`;
}

/**
 * What the screen holds of every event, in order of the rows: times in epoch milliseconds, numbers for precision and
 * codes for the coded dimensions: the position in `eventValues`, or the number of
 * values where there is none.
 */
export function eventColumns(): Sql {
  const values = (name: Sql) => sql`(SELECT DISTINCT ${name} AS value FROM event WHERE ${name} IS NOT NULL)`;
  const codes = CODED.map((dimension) => {
    const name = ident(dimension);
    const none = sql`(SELECT count(*) FROM ${values(name)} AS listed)`;
    return sql`coalesce(${ident(`${dimension}_of`)}.code, ${none})::INTEGER AS ${ident(`${dimension}_code`)}`;
  });
  // Joined, since ranking every dimension would sort the events five times over.
  const joins = CODED.map((dimension) => {
    const name = ident(dimension);
    const list = ident(`${dimension}_of`);
    return sql`LEFT JOIN (SELECT value, row_number() OVER (ORDER BY value) - 1 AS code FROM ${values(name)} AS listed) AS ${list} ON ${list}.value = event.${name}`;
  });
  return sql`SELECT start_ms, end_ms, lat, lon, place_radius_m,
  CASE time_precision WHEN 'minute' THEN 0 WHEN 'hour' THEN 1 WHEN 'day' THEN 2 WHEN 'month' THEN 3 ELSE 4 END::UTINYINT AS precision_code,
  ${joinSql(codes, ', ')}
FROM event
${joinSql(joins, '\n')}
ORDER BY row`;
}

/** Quantities per event, commodity and unit: units are never mixed in a sum. `quantity` counts 1 where it is missing and the unit is a count. */
export function itemSums(): Sql {
  return sql`SELECT event.row AS row, commodity, coalesce(unit, '') AS unit, sum(${itemQuantity()})::DOUBLE AS quantity
FROM item JOIN event ON event.id = item.event_id
WHERE commodity IS NOT NULL
GROUP BY event.row, commodity, coalesce(unit, '')
ORDER BY row, commodity, unit`;
}
