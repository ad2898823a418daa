import type { NativeEngine } from '../../engine/native.ts';
import { joinSql, sql, type Sql } from '../../sql/sql.ts';
import { appendRows } from './activity-tables.ts';
import { DAYS, FIRST_HOUR } from './clock.ts';
import type { Counts } from './counts.ts';
import { BURST, BURST_STEP, SKEW, VISITING, VISITORS } from './deal.ts';
import type { Home } from './devices.ts';
import { streamSeed } from './random.ts';

const MASK = 0xffffffff;

/** Most messages that are worked on at once. */
const BATCH = 1_500_000;

/** Makes the tables and macros that the raw record is made with. */
export async function prepareRaw(engine: NativeEngine, homes: readonly Home[]): Promise<void> {
  const rows = homes.map((home, cell) => sql`(${cell}, ${home.first}, ${home.count})`);
  const statements = [
    sql`CREATE TABLE homes AS
SELECT cell::USMALLINT AS cell, first::UINTEGER AS first, size::UINTEGER AS size
FROM (VALUES ${joinSql(rows, ', ')}) AS entry (cell, first, size)`,
    sql`CREATE TABLE plan (hour UINTEGER, cell USMALLINT, messages UINTEGER)`,
    // The same function as mix32 in random.ts: numbers below 2^32 in 64 bits.
    sql`CREATE MACRO mixed(x, places, factor) AS (xor(x, x >> places) * factor) & ${MASK}`,
    sql`CREATE MACRO mix32(x) AS mixed(mixed(mixed(x::UBIGINT, 16, ${0x7feb352d}::UBIGINT), 15, ${0x846ca68b}::UBIGINT), 16, 1::UBIGINT)`
  ];
  for (const statement of statements) await engine.run(statement);
}

/** Puts the counts of the days [from, to) into the table `plan`, in place of what it held. */
export async function planDays(
  engine: NativeEngine,
  counts: Counts,
  [from, to]: readonly [from: number, to: number]
): Promise<void> {
  const rows: [number[], number[], number[]] = [[], [], []];
  for (let index = from * 24 * counts.cells; index < to * 24 * counts.cells; index += 1) {
    if (counts.byHour[index] === 0) continue;
    rows[0].push(FIRST_HOUR + Math.floor(index / counts.cells));
    rows[1].push(index % counts.cells);
    rows[2].push(counts.byHour[index]);
  }
  await engine.run(sql`DELETE FROM plan`);
  await appendRows(engine, 'plan', ['UINTEGER', 'USMALLINT', 'UINTEGER'], rows);
}

/** The bursts of the hours and cells in `plan`, by the rule of deal.ts: hour, cell, size (messages), hash, device. */
export function burstsOfPlan(seed: number): Sql {
  const hourSeed = streamSeed(seed, 'bursts');
  const visitorSeed = streamSeed(seed, 'visitors');
  const share = sql`((hash >> 8) / 16777216.0::DOUBLE)`;
  const visitor = sql`mix32((hour // 24)::UBIGINT * ${VISITORS} + ((hash >> 8) & ${VISITORS - 1}))`;
  return sql`SELECT hour, cell, size, hash,
  (CASE
    WHEN (hash & 255) < ${VISITING}
    THEN mix32((xor(${visitor}, ${visitorSeed}::UBIGINT) + cell) & ${MASK}) % (SELECT sum(size)::UBIGINT FROM homes)
    ELSE first + floor(home * ${share} * (${SKEW.flat}::DOUBLE + ${SKEW.steep}::DOUBLE * ${share}))::UBIGINT
  END)::UINTEGER AS device
FROM (
  SELECT hour, cell, first, home,
    least(${BURST}, messages - ${BURST} * burst)::UINTEGER AS size,
    mix32((key + burst::UBIGINT * ${BURST_STEP}::UBIGINT) & ${MASK}) AS hash
  FROM (
    SELECT plan.hour, plan.cell, plan.messages, homes.first, homes.size AS home,
      mix32(xor(mix32(xor(plan.hour::UBIGINT, ${hourSeed}::UBIGINT)), plan.cell::UBIGINT)) AS key,
      unnest(range((plan.messages::BIGINT + ${BURST - 1}) // ${BURST})) AS burst
    FROM plan JOIN homes USING (cell)
  )
)`;
}

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
