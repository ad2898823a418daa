import { ident, joinSql, sql, type Sql } from './sql.ts';

// Questions that find wrong rows of a case file. Answers name the first wrong row (`row`, 0-based, NaN where there is
// none) and how many there are (`bad`). They run in DuckDB 0.9.1 (browser) and 1.5 (command line) alike.

/** A registered Parquet file with the 0-based number of each row as `file_row_number`. */
export function rowsOf(file: string): Sql {
  // A folder named `x=1` is no column.
  return sql`read_parquet(${file}, file_row_number = TRUE, hive_partitioning = FALSE)`;
}

/** What the columns of a registered Parquet file are: `column_name`, `column_type`. Reads the footer only. */
export function describeColumns(file: string): Sql {
  return sql`DESCRIBE SELECT * FROM read_parquet(${file}, hive_partitioning = FALSE)`;
}

/** Number of rows, from the footer: `rows`. */
export function countRows(file: string): Sql {
  return sql`SELECT count(*)::DOUBLE AS rows FROM read_parquet(${file}, hive_partitioning = FALSE)`;
}

/** Reads every value of these columns, so that a damaged page raises: `digest`. */
export function readEverything(file: string, columns: readonly string[]): Sql {
  const digests = columns.map((name) => sql`bit_xor(hash(${ident(name)}))`);
  return sql`SELECT hash(${joinSql(digests, ', ')})::VARCHAR AS digest FROM read_parquet(${file}, hive_partitioning = FALSE)`;
}

/** How the columns of a Parquet file are compressed: `compression`, one row each. */
export function compressions(file: string): Sql {
  return sql`SELECT DISTINCT compression FROM parquet_metadata(${file}) ORDER BY compression`;
}

/** Epoch milliseconds of a time column as a number. type: as DESCRIBE names it. */
export function timeMs(column: string, type: string): Sql {
  const name = ident(column);
  // Cast to TIMESTAMP, a time with a zone would be shifted by the zone of the session.
  if (type === 'TIMESTAMP WITH TIME ZONE') return sql`epoch_ms(${name})`;
  return sql`epoch_ms(CAST(${name} AS TIMESTAMP))`;
}

/** Whole UTC hours since 1970 of an hour column that holds times or such hours already. */
export function hourNumber(column: string, timeType: string | null): Sql {
  return timeType === null
    ? sql`CAST(${ident(column)} AS BIGINT)`
    : sql`${timeMs(column, timeType)} // 3600000`;
}

/** Counts the wrong rows of each condition in one pass: `bad_0`, `row_0`, `bad_1`, ... */
export function tallyBadRows(file: string, conditions: readonly Sql[]): Sql {
  const counts = conditions.map(
    (condition, index) => sql`(count(*) FILTER (WHERE ${condition}))::DOUBLE AS ${ident(`bad_${index}`)},
  (min(file_row_number) FILTER (WHERE ${condition}))::DOUBLE AS ${ident(`row_${index}`)}`
  );
  return sql`SELECT ${joinSql(counts, ', ')}
FROM ${rowsOf(file)}`;
}

/** One value as text: `value`. row: 0-based. */
export function valueAt(file: string, column: string, row: number): Sql {
  return sql`SELECT CAST(${ident(column)} AS VARCHAR) AS value
FROM ${rowsOf(file)}
WHERE file_row_number = ${row}`;
}

export function isMissing(column: string, isText: boolean): Sql {
  const name = ident(column);
  return isText ? sql`${name} IS NULL OR trim(CAST(${name} AS VARCHAR)) = ''` : sql`${name} IS NULL`;
}

/** A time that no calendar shows, or outside [min, max] epoch ms. DuckDB's infinite times have no milliseconds. */
export function isUnrealTime(column: string, type: string, min: number, max: number): Sql {
  const time = timeMs(column, type);
  return sql`(${ident(column)} IS NOT NULL AND ${time} IS NULL) OR ${isOutside(time, min, max)}`;
}

/** NaN and infinities are outside; a missing value is not. */
export function isOutside(value: Sql, min: number, max: number): Sql {
  return sql`NOT (CAST(${value} AS DOUBLE) BETWEEN ${min} AND ${max})`;
}

export function isUnlisted(column: string, values: readonly string[]): Sql {
  return sql`CAST(${ident(column)} AS VARCHAR) NOT IN ${values}`;
}

/** pattern: RE2, of the whole text. */
export function isUnlike(column: string, pattern: string): Sql {
  return sql`NOT regexp_full_match(CAST(${ident(column)} AS VARCHAR), ${pattern})`;
}

export function isLess(value: Sql, than: Sql, orEqual: boolean): Sql {
  return orEqual ? sql`${value} <= ${than}` : sql`${value} < ${than}`;
}

/** One of the two is missing. other: null where the file has no such column. */
export function isHalf(column: string, other: string | null): Sql {
  return other === null
    ? sql`${ident(column)} IS NOT NULL`
    : sql`(${ident(column)} IS NULL) <> (${ident(other)} IS NULL)`;
}

/** A well-formed region code that does not begin with the country of the row. country: null where there is no such column. */
export function isForeignRegion(region: string, country: string | null): Sql {
  const known = country === null ? sql`NULL` : sql`${ident(country)} || '-'`;
  const code = sql`CAST(${ident(region)} AS VARCHAR)`;
  return sql`regexp_full_match(${code}, '[A-Z]{2}-.+') AND coalesce(left(${code}, 3) <> ${known}, TRUE)`;
}

/** Not a whole hour from 1970 to the year 9999. timeType: null where the column holds hours already. */
export function isUnwholeHour(column: string, timeType: string | null): Sql {
  if (timeType === null) return isOutside(ident(column), 0, 70_389_527);
  const time = timeMs(column, timeType);
  return sql`${time} % 3600000 <> 0 OR ${isOutside(time, 0, 253_402_300_799_999)}`;
}

/** A start (epoch ms) outside [from, to); one known to the month or year may begin that much before `from`. */
export function isOutsidePeriod(start: Sql, precision: string, from: number, to: number): Sql {
  const slack = sql`CASE CAST(${ident(precision)} AS VARCHAR) WHEN 'year' THEN 31622400000 WHEN 'month' THEN 2678400000 WHEN 'day' THEN 86400000 ELSE 0 END`;
  return sql`${start} >= ${to} OR ${start} < ${from} - ${slack}`;
}

/** A quantity of a commodity in a unit that its headline figure does not add up. */
export function isOffUnit(pairs: readonly { readonly commodity: string; readonly unit: string }[]): Sql {
  const wrong = pairs.map(
    ({ commodity, unit }) => sql`(commodity = ${commodity} AND coalesce(unit, '') <> ${unit})`
  );
  return sql`quantity IS NOT NULL AND (${joinSql(wrong, ' OR ')})`;
}

/** Values that stand in more than one row: `bad` rows too many, `row` of a repeat, `first` row, `value`. */
export function repeatedValues(file: string, column: string): Sql {
  return sql`SELECT coalesce(sum(n - 1), 0)::DOUBLE AS bad, min(last)::DOUBLE AS row,
  arg_min(first, last)::DOUBLE AS first, arg_min(value, last) AS value
FROM (SELECT CAST(${ident(column)} AS VARCHAR) AS value, count(*) AS n, min(file_row_number) AS first, max(file_row_number) AS last
  FROM ${rowsOf(file)}
  WHERE ${ident(column)} IS NOT NULL
  GROUP BY value
  HAVING count(*) > 1) AS repeated`;
}

/** Rows whose value is not in the column of another file: `bad`, `row`, `value`. */
export function orphans(file: string, column: string, home: string, homeColumn: string): Sql {
  const name = ident(column);
  return sql`SELECT count(*)::DOUBLE AS bad, min(file_row_number)::DOUBLE AS row,
  arg_min(CAST(${name} AS VARCHAR), file_row_number) AS value
FROM ${rowsOf(file)}
WHERE ${name} IS NOT NULL AND ${name} NOT IN (
  SELECT ${ident(homeColumn)} FROM read_parquet(${home}, hive_partitioning = FALSE) WHERE ${ident(homeColumn)} IS NOT NULL)`;
}

/** Cells that are not numbered 0..n-1 (given that no number is there twice): `bad`, `row`, `value`. */
export function misnumberedCells(file: string): Sql {
  return sql`SELECT count(*)::DOUBLE AS bad, min(file_row_number)::DOUBLE AS row,
  arg_min(CAST(cell AS VARCHAR), file_row_number) AS value
FROM ${rowsOf(file)}
WHERE cell < 0 OR cell >= (SELECT count(*) FROM read_parquet(${file}, hive_partitioning = FALSE))`;
}

/** Cells whose H3 index does not rise with their number: `bad`, `row`, `value`. */
export function disorderedH3(file: string): Sql {
  return sql`SELECT count(*)::DOUBLE AS bad, min(number)::DOUBLE AS row, arg_min(h3, number) AS value
FROM (SELECT file_row_number AS number, h3, lag(h3) OVER (ORDER BY cell) AS previous
  FROM ${rowsOf(file)}
  WHERE h3 IS NOT NULL) AS ordered
WHERE h3 <= previous`;
}

/** Sources of events that the manifest does not know: `bad`, `row`, `value`. Few lists differ, so those are looked at first. */
export function unknownSources(file: string, known: readonly string[]): Sql {
  const isUnknown = known.length === 0 ? sql`TRUE` : sql`source NOT IN ${known}`;
  return sql`SELECT count(*)::DOUBLE AS bad, min(number)::DOUBLE AS row, arg_min(source, number) AS value
FROM (SELECT file_row_number AS number, unnest(sources) AS source
  FROM ${rowsOf(file)}
  WHERE sources IN (SELECT list FROM (SELECT list, unnest(list) AS source
    FROM (SELECT DISTINCT sources AS list FROM read_parquet(${file}, hive_partitioning = FALSE)) AS lists) AS opened
    WHERE ${isUnknown})) AS named
WHERE ${isUnknown}`;
}
