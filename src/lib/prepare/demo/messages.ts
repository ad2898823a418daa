import { DuckDBDataChunk, UINTEGER, USMALLINT, type DuckDBConnection } from '@duckdb/node-api';
import { joinSql, sql, type Sql } from '../../sql/sql.ts';
import { DAYS, FIRST_DAY, FIRST_HOUR } from './clock.ts';
import type { Counts } from './counts.ts';
import type { Home } from './devices.ts';
import { streamSeed } from './random.ts';

// Counts become messages of a device each, day by day in DuckDB. Only whole numbers below 2^32, held in 64 bits,
// and plain products of doubles: the answer is the same on every machine, for any number of threads.

/** A device sends its messages of an hour in bursts of up to so many. */
export const BURST = 3;

/** Of 256 bursts of a cell, so many are by devices that are there for the day, from anywhere. */
export const VISITING = 5;

/** Visiting devices of a cell in a day: a power of 2. */
export const VISITORS = 4;

const MASK = 0xffffffff;
const CHUNK_ROWS = 2048;

/** Makes the tables that the days are added to. Needs the table `cells`. */
export async function prepareMessages(connection: DuckDBConnection, homes: readonly Home[]): Promise<void> {
  const rows = homes.map((home, cell) => sql`(${cell}, ${home.first}, ${home.count})`);
  const statements = [
    sql`CREATE TABLE homes AS
SELECT cell::USMALLINT AS cell, first::UINTEGER AS first, size::UINTEGER AS size
FROM (VALUES ${joinSql(rows, ', ')}) AS entry (cell, first, size)`,
    sql`CREATE TABLE plan (hour UINTEGER, cell USMALLINT, messages UINTEGER)`,
    sql`CREATE TABLE activity (hour UINTEGER, cell USMALLINT, messages UINTEGER, devices UINTEGER)`,
    sql`CREATE TABLE rollup_day_cell (day UINTEGER, cell USMALLINT, messages UINTEGER, devices UINTEGER)`,
    sql`CREATE TABLE rollup_hour_country (hour UINTEGER, country VARCHAR, messages UINTEGER, devices UINTEGER)`,
    sql`CREATE TABLE rollup_hour (hour UINTEGER, messages UINTEGER, devices UINTEGER)`,
    sql`CREATE TABLE seen (device UINTEGER)`,
    // The same function as mix32 in random.ts.
    sql`CREATE MACRO mixed(x, places, factor) AS (xor(x, x >> places) * factor) & ${MASK}`,
    sql`CREATE MACRO mix32(x) AS mixed(mixed(mixed(x::UBIGINT, 16, 2146121005::UBIGINT), 15, 2221713035::UBIGINT), 16, 1::UBIGINT)`
  ];
  for (const statement of statements) await connection.run(statement.text);
}

/**
 * Adds the counts of the days [from, to) of the activity to every table; each day once, in order. `plan` holds them
 * afterwards. Several days at a time are quicker while their messages fit into memory.
 */
export async function addDays(
  connection: DuckDBConnection,
  counts: Counts,
  [from, to]: readonly [from: number, to: number],
  seed: number
): Promise<void> {
  await appendPlan(connection, counts, from, to);
  const perDevice = sql`CREATE OR REPLACE TEMP TABLE per_device AS
SELECT hour, cell, device, sum(size)::UINTEGER AS messages
FROM (${burstsOfPlan(seed)})
GROUP BY hour, cell, device`;
  for (const statement of [perDevice, ...ADDITIONS]) await connection.run(statement.text);
}

async function appendPlan(
  connection: DuckDBConnection,
  counts: Counts,
  from: number,
  to: number
): Promise<void> {
  await connection.run('DELETE FROM plan');
  const appender = await connection.createAppender('plan');
  const { cells } = counts;
  let columns: [number[], number[], number[]] = [[], [], []];
  const flush = () => {
    const chunk = DuckDBDataChunk.create([UINTEGER, USMALLINT, UINTEGER], columns[0].length);
    chunk.setColumns(columns);
    appender.appendDataChunk(chunk);
    columns = [[], [], []];
  };
  for (let index = from * 24 * cells; index < to * 24 * cells; index += 1) {
    const messages = counts.byHour[index];
    if (messages === 0) continue;
    columns[0].push(FIRST_HOUR + Math.floor(index / cells));
    columns[1].push(index % cells);
    columns[2].push(messages);
    if (columns[0].length === CHUNK_ROWS) flush();
  }
  if (columns[0].length > 0) flush();
  appender.closeSync();
}

/**
 * The bursts of the hours and cells in `plan`: hour, cell, burst, size (messages), hash, device. A home device is
 * chosen with a skew: the busiest of a cell send several times as much as the quietest.
 */
export function burstsOfPlan(seed: number): Sql {
  const hourSeed = streamSeed(seed, 'bursts');
  const visitorSeed = streamSeed(seed, 'visitors');
  return sql`SELECT hour, cell, burst, size, hash,
  (CASE
    WHEN (hash & 255) < ${VISITING}
    THEN mix32(xor(mix32((hour // 24) * ${VISITORS}::UBIGINT + ((hash >> 8) & ${VISITORS - 1})), ${visitorSeed}::UBIGINT) + cell)
      % (SELECT sum(size)::UBIGINT FROM homes)
    ELSE first + floor(homes_size * ((hash >> 8) / 16777216.0::DOUBLE) * (0.1::DOUBLE + 0.9::DOUBLE * ((hash >> 8) / 16777216.0::DOUBLE)))::UBIGINT
  END)::UINTEGER AS device
FROM (
  SELECT hour, cell, burst, first, homes_size,
    least(${BURST}, messages - ${BURST} * burst)::UINTEGER AS size,
    mix32((key + burst::UBIGINT * 2246822507::UBIGINT) & ${MASK}) AS hash
  FROM (
    SELECT plan.hour, plan.cell, plan.messages, homes.first, homes.size AS homes_size,
      mix32(xor(mix32(xor(plan.hour::UBIGINT, ${hourSeed}::UBIGINT)), plan.cell::UBIGINT)) AS key,
      unnest(range((plan.messages::BIGINT + ${BURST - 1}) // ${BURST})) AS burst
    FROM plan JOIN homes USING (cell)
  )
)`;
}

/** Distinct devices are counted anew at each level: they do not add up. */
const ADDITIONS: readonly Sql[] = [
  sql`INSERT INTO activity
SELECT hour, cell, sum(messages), count(*)
FROM per_device
GROUP BY hour, cell
ORDER BY cell, hour`,
  sql`INSERT INTO rollup_day_cell
SELECT hour // 24 AS day, cell, sum(messages), count(DISTINCT device)
FROM per_device
GROUP BY ALL`,
  sql`INSERT INTO rollup_hour_country
SELECT hour, country, sum(messages), count(DISTINCT device)
FROM per_device JOIN cells USING (cell)
GROUP BY hour, country`,
  sql`INSERT INTO rollup_hour
SELECT hour, sum(messages), count(DISTINCT device)
FROM per_device
GROUP BY hour`,
  sql`INSERT INTO seen
SELECT DISTINCT device FROM per_device
EXCEPT SELECT device FROM seen`
];

/** Most messages that are worked on at once. */
const BATCH = 1_500_000;

/** The days of the activity in runs [from, to) of about BATCH messages, one day at least. */
export function dayBatches(counts: Counts): (readonly [from: number, to: number])[] {
  const batches: [number, number][] = [];
  let held = Infinity;
  for (let day = 0; day < DAYS; day += 1) {
    const messages = counts.byHour
      .subarray(day * 24 * counts.cells, (day + 1) * 24 * counts.cells)
      .reduce((sum, count) => sum + count, 0);
    if (held + messages > BATCH) {
      batches.push([day, day + 1]);
      held = messages;
    } else {
      batches[batches.length - 1][1] = day + 1;
      held += messages;
    }
  }
  return batches;
}

/** Totals of all days added so far. */
export async function totalsOf(connection: DuckDBConnection): Promise<{ messages: number; devices: number }> {
  const totals = sql`SELECT (SELECT sum(messages) FROM activity)::DOUBLE, (SELECT count(*) FROM seen)::DOUBLE`;
  const [row] = (await connection.runAndReadAll(totals.text)).getRows();
  return { messages: Number(row[0]), devices: Number(row[1]) };
}

/** UTC date of a day of the activity. */
export function dateOfDay(day: number): string {
  if (day < 0 || day >= DAYS) throw new RangeError(`Day ${day} is outside the activity`);
  return new Date((FIRST_DAY + day) * 86_400_000).toISOString().slice(0, 10);
}
