import { ident, joinSql, sql, type Sql } from './sql.ts';

/** Columns that a file has, by name (as DESCRIBE tells): optional ones may be absent. */
export type ColumnNames = ReadonlySet<string>;

function optional(present: ColumnNames, name: string, type: Sql): Sql {
  return present.has(name) ? sql`${ident(name)}::${type}` : sql`NULL::${type}`;
}

const VARCHAR = sql`VARCHAR`;
const DOUBLE = sql`DOUBLE`;

/** What the columns of a registered Parquet file are: `column_name`, `column_type`. */
export function describeFile(name: string): Sql {
  return sql`DESCRIBE SELECT * FROM read_parquet(${name})`;
}

/**
 * Table `event`: one row per event, numbered 0.. in order of (start, id), events without a start last.
 * `haystack` is the searched text, lower case and without accents.
 */
export function createEventTable(file: string, present: ColumnNames): Sql {
  const text = (name: string) => optional(present, name, VARCHAR);
  const milliseconds = (name: string) =>
    present.has(name) ? sql`epoch_ms(${ident(name)}::TIMESTAMP)::DOUBLE` : sql`NULL::DOUBLE`;
  return sql`CREATE OR REPLACE TABLE event AS
SELECT (row_number() OVER (ORDER BY start_ms ASC NULLS LAST, id ASC) - 1)::INTEGER AS row,
  strip_accents(lower(concat_ws(' ', title, summary, place))) AS haystack, *
FROM (SELECT id::VARCHAR AS id, kind::VARCHAR AS kind, ${text('title')} AS title, ${text('summary')} AS summary,
  ${milliseconds('start')} AS start_ms, ${milliseconds('end')} AS end_ms,
  coalesce(${text('time_precision')}, 'minute') AS time_precision, coalesce(${text('date_basis')}, 'occurred') AS date_basis,
  ${optional(present, 'lat', DOUBLE)} AS lat, ${optional(present, 'lon', DOUBLE)} AS lon, ${text('place')} AS place,
  ${optional(present, 'place_radius_m', DOUBLE)} AS place_radius_m, ${text('country')} AS country, ${text('region')} AS region,
  ${text('operation')} AS operation, ${text('agency')} AS agency,
  ${present.has('sources') ? sql`sources::VARCHAR[]` : sql`[]::VARCHAR[]`} AS sources,
  ${text('source_grade')} AS source_grade, ${text('info_grade')} AS info_grade, ${text('handling')} AS handling
  FROM read_parquet(${file})) AS source
ORDER BY row`;
}

/** Table `item`; a case without items gets an empty one. */
export function createItemTable(file: string | null): Sql {
  return file === null
    ? sql`CREATE OR REPLACE TABLE item (event_id VARCHAR, commodity VARCHAR, quantity DOUBLE, unit VARCHAR, note VARCHAR)`
    : sql`CREATE OR REPLACE TABLE item AS
SELECT event_id::VARCHAR AS event_id, commodity::VARCHAR AS commodity, quantity::DOUBLE AS quantity, unit::VARCHAR AS unit, note::VARCHAR AS note
FROM read_parquet(${file})`;
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
SELECT cell::INTEGER AS cell, h3::VARCHAR AS h3, lat::DOUBLE AS lat, lon::DOUBLE AS lon, country::VARCHAR AS country, region::VARCHAR AS region, name::VARCHAR AS name
FROM read_parquet(${file})
ORDER BY cell`;
}

/** The dimensions of an event that are shown as lists of values with counts. */
export const CODED = ['kind', 'country', 'region', 'operation', 'agency'] as const;
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
  const codes = CODED.map(
    (dimension) =>
      sql`(dense_rank() OVER (ORDER BY ${ident(dimension)} ASC NULLS LAST) - 1)::INTEGER AS ${ident(`${dimension}_code`)}`
  );
  return sql`SELECT start_ms, end_ms, lat, lon, place_radius_m,
  CASE time_precision WHEN 'minute' THEN 0 WHEN 'hour' THEN 1 WHEN 'day' THEN 2 WHEN 'month' THEN 3 ELSE 4 END::UTINYINT AS precision_code,
  ${joinSql(codes, ', ')}
FROM event
ORDER BY row`;
}

/** Quantities per event, commodity and unit: units are never mixed in a sum. `quantity` counts 1 where it is missing and the unit is a count. */
export function itemSums(): Sql {
  return sql`SELECT event.row AS row, commodity, coalesce(unit, '') AS unit, sum(coalesce(quantity, CASE WHEN unit = 'count' THEN 1 ELSE 0 END))::DOUBLE AS quantity
FROM item JOIN event ON event.id = item.event_id
WHERE commodity IS NOT NULL
GROUP BY event.row, commodity, coalesce(unit, '')
ORDER BY row, commodity, unit`;
}
