import { numbers } from '../../domain/columns.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { joinSql, sql } from '../../sql/sql.ts';
import type { DealtDay, Rows } from './deal.ts';

/** Types of whole numbers, by column of a table. */
type WholeTypes = readonly ('UINTEGER' | 'USMALLINT')[];

/** Makes the empty tables of the activity. `countries` by index, as in DealtDay. */
export async function makeActivityTables(engine: NativeEngine, countries: readonly string[]): Promise<void> {
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
  for (const statement of statements) await engine.run(statement);
}

/** Adds a day to the tables. */
export async function appendDay(engine: NativeEngine, day: DealtDay): Promise<void> {
  const narrow = ['UINTEGER', 'USMALLINT', 'UINTEGER', 'UINTEGER'] as const;
  await appendRows(engine, 'activity', narrow, day.activity);
  await appendRows(engine, 'rollup_day_cell', narrow, day.dayCell);
  await appendRows(engine, 'hour_country', narrow, day.hourCountry);
  await appendRows(engine, 'rollup_hour', ['UINTEGER', 'UINTEGER', 'UINTEGER'], day.hour);
}

/** Appends columns of whole numbers to a table. */
export async function appendRows(
  engine: NativeEngine,
  table: string,
  types: WholeTypes,
  rows: Rows
): Promise<void> {
  await engine.append(
    table,
    rows.map((values, column) => ({ type: types[column], values }))
  );
}

/** Messages in the table of the activity. */
export async function messagesIn(engine: NativeEngine): Promise<number> {
  return numbers(
    await engine.run(sql`SELECT sum(messages)::DOUBLE AS messages FROM activity`),
    'messages'
  )[0];
}
