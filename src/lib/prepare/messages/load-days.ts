import type { Range } from '../../domain/range.ts';
import { numbers } from '../../domain/columns.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { sql } from '../../sql/sql.ts';
import { loadCells } from '../load-tables.ts';
import { DAY_SECONDS } from './day-input.ts';
import type { CollectedMessages } from './collected.ts';
import { countriesOf } from './numbering.ts';
import { pathList } from './record-file.ts';
import { LEVEL, reducedFiles, type ReducedDay } from './reduce.ts';
import type { WorkFolder } from './work-folder.ts';

const HOUR_MS = 3_600_000;

/** Makes the tables `cells`, `activity` and the rollups that writeCase takes, out of the reduced days. */
export async function loadDays(
  engine: NativeEngine,
  { work, days, places, kinds, isSplit }: CollectedMessages
): Promise<void> {
  await loadCells(engine, places);
  const counts = sql`read_parquet(${pathList(days.map(({ day }) => work.at(reducedFiles(day).counts)))}, hive_partitioning = FALSE)`;
  const list = kinds.length === 0 ? sql`[]::VARCHAR[]` : pathList(kinds);
  const traffic = isSplit ? sql`list_extract(${list}, kind + 1) AS traffic, ` : sql``;
  const countries = countriesOf(places);
  const countryList = countries.length === 0 ? sql`[]::VARCHAR[]` : pathList(countries);
  const statements = [
    sql`CREATE TABLE activity AS SELECT time AS hour, place AS cell, ${traffic}messages, devices FROM ${counts} WHERE level = ${LEVEL.hourCell}`,
    sql`CREATE TABLE rollup_day_cell AS SELECT time AS day, place AS cell, messages, devices FROM ${counts} WHERE level = ${LEVEL.dayCell}`,
    sql`CREATE TABLE rollup_hour_country AS SELECT time AS hour, list_extract(${countryList}, place + 1) AS country, messages, devices FROM ${counts} WHERE level = ${LEVEL.hourCountry}`,
    sql`CREATE TABLE rollup_hour AS SELECT time AS hour, messages, devices FROM ${counts} WHERE level = ${LEVEL.hour}`
  ];
  for (const statement of statements) await engine.run(statement);
}

/** Distinct devices over all days. */
export async function countDevices(
  engine: NativeEngine,
  work: WorkFolder,
  days: readonly ReducedDay[]
): Promise<number> {
  const paths = days.map(({ day }) => work.at(reducedFiles(day).devices));
  const answer = await engine.run(
    sql`SELECT count(DISTINCT device)::DOUBLE AS devices FROM read_parquet(${pathList(paths)}, hive_partitioning = FALSE)`
  );
  return numbers(answer, 'devices')[0];
}

/**
 * The periods that were collected. `span`: all from the first to the last hour with a message; `seen`: a UTC day without
 * any message in the whole record was not collected.
 */
export function collectedPeriods(days: readonly ReducedDay[], rule: 'span' | 'seen'): readonly Range[] {
  const first = Math.min(...days.map(({ firstHour }) => firstHour)) * HOUR_MS;
  const end = (Math.max(...days.map(({ lastHour }) => lastHour)) + 1) * HOUR_MS;
  if (rule === 'span') return [{ from: first, to: end }];
  const dayMs = DAY_SECONDS * 1000;
  const periods: Range[] = [];
  for (const { day } of days) {
    const last = periods.at(-1);
    const range = { from: day * dayMs, to: (day + 1) * dayMs };
    if (last?.to === range.from) periods[periods.length - 1] = { from: last.from, to: range.to };
    else periods.push(range);
  }
  return periods.map(({ from, to }) => ({ from: Math.max(from, first), to: Math.min(to, end) }));
}
