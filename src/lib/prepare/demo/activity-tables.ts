import {
  DuckDBDataChunk,
  UINTEGER,
  USMALLINT,
  type DuckDBConnection,
  type DuckDBType
} from '@duckdb/node-api';
import { joinSql, sql } from '../../sql/sql.ts';
import type { DealtDay, Rows } from './deal.ts';

const CHUNK_ROWS = 2048;

/** Makes the empty tables of the activity. `countries` by index, as in DealtDay. */
export async function makeActivityTables(
  connection: DuckDBConnection,
  countries: readonly string[]
): Promise<void> {
  const named = countries.map((country, index) => sql`(${index}, ${country})`);
  const statements = [
    sql`CREATE TABLE activity (hour UINTEGER, cell USMALLINT, messages UINTEGER, devices UINTEGER)`,
    sql`CREATE TABLE rollup_day_cell (day UINTEGER, cell USMALLINT, messages UINTEGER, devices UINTEGER)`,
    sql`CREATE TABLE hour_country (hour UINTEGER, country_index USMALLINT, messages UINTEGER, devices UINTEGER)`,
    sql`CREATE TABLE rollup_hour (hour UINTEGER, messages UINTEGER, devices UINTEGER)`,
    sql`CREATE TABLE countries AS
SELECT country_index, country
FROM (VALUES ${joinSql(named, ', ')}) AS entry (country_index, country)`,
    sql`CREATE VIEW rollup_hour_country AS
SELECT hour, country, messages, devices
FROM hour_country JOIN countries USING (country_index)`
  ];
  for (const statement of statements) await connection.run(statement.text);
}

/** Adds a day to the tables. */
export async function appendDay(connection: DuckDBConnection, day: DealtDay): Promise<void> {
  const narrow = [UINTEGER, USMALLINT, UINTEGER, UINTEGER];
  await appendRows(connection, 'activity', narrow, day.activity);
  await appendRows(connection, 'rollup_day_cell', narrow, day.dayCell);
  await appendRows(connection, 'hour_country', narrow, day.hourCountry);
  await appendRows(connection, 'rollup_hour', [UINTEGER, UINTEGER, UINTEGER], day.hour);
}

/** Appends columns of whole numbers to a table. */
export async function appendRows(
  connection: DuckDBConnection,
  table: string,
  types: readonly DuckDBType[],
  rows: Rows
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (let from = 0; from < rows[0].length; from += CHUNK_ROWS) {
    const part = rows.map((column) => column.slice(from, from + CHUNK_ROWS));
    const chunk = DuckDBDataChunk.create(types, part[0].length);
    chunk.setColumns(part);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Messages in the table of the activity. */
export async function messagesIn(connection: DuckDBConnection): Promise<number> {
  const total = await connection.runAndReadAll('SELECT sum(messages)::DOUBLE FROM activity');
  return Number(total.getRows()[0][0]);
}
