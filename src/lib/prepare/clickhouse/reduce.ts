import { numbers } from '../../domain/columns.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { sql, type Sql } from '../../sql/sql.ts';
import { DAY_SECONDS, dayName } from '../messages/day-input.ts';
import { recordFailure } from '../messages/failures.ts';
import { LEVEL, reducedFiles, type ReducedDay } from '../messages/reduce.ts';
import type { WorkFolder } from '../messages/work-folder.ts';
import { isUsable } from './census.ts';
import type { NumbersSql } from './numbers-sql.ts';
import type { RecordSql } from './record-sql.ts';
import type { Server } from './server.ts';

/**
 * Reduces a day inside ClickHouse and fetches the counts. Grouping straight over the table lets every shard reduce its
 * own part; WITH ROLLUP gives the coarser levels of the same pass, with their own distinct devices. Throws CaseFailure
 * where the sum of any level is not that of the census.
 */
export async function reduceRemoteDay(
  server: Server,
  engine: NativeEngine,
  work: WorkFolder,
  day: number,
  expected: number,
  record: RecordSql,
  numbersOf: NumbersSql
): Promise<void> {
  const names = reducedFiles(day);
  const { cell, country, kind } = numbersOf;
  const from = `FROM ${record.source}
WHERE ${record.within(day * DAY_SECONDS, (day + 1) * DAY_SECONDS)} AND ${isUsable(record)} AND ${numbersOf.isPlaced}`;
  const counts = `count() AS messages, uniqExact(${record.device}) AS devices`;
  const keys = `intDiv(${record.seconds}, 3600) AS hour, ${country} AS country_number, ${cell} AS cell_number, ${kind ?? '1'} AS kind_number`;
  const hours = `days/${dayName(day)}.hours.tsv`;
  const cells = `days/${dayName(day)}.cells.tsv`;
  await work.finish(hours, (part) =>
    server.toFile(
      `SELECT ${keys}, ${counts}
${from}
GROUP BY hour, country_number, cell_number${kind === null ? '' : ', kind_number'} WITH ROLLUP`,
      part
    )
  );
  await work.finish(cells, (part) =>
    server.toFile(`SELECT ${cell} AS cell_number, ${counts} ${from} GROUP BY cell_number`, part)
  );
  await work.finish(names.counts, async (part) => {
    const levels = levelsOf(day, work.at(hours), work.at(cells));
    await engine.run(sql`COPY (${levels}) TO ${part} (FORMAT PARQUET, COMPRESSION ZSTD)`);
  });
  const done = await summed(engine, work.at(names.counts), day, expected);
  await work.save(names.done, done);
}

/** The counts as messages/reduce.ts writes them. */
function levelsOf(day: number, hours: string, cells: string): Sql {
  const counts = sql`messages::UINTEGER AS messages, devices::UINTEGER AS devices`;
  const rolled = sql`(SELECT coalesce(hour, 0) AS hour, coalesce(country, 0) AS country, coalesce(cell, 0) AS cell, coalesce(kind, 0) AS kind, messages, devices
FROM read_csv(${hours}, delim = ${'\t'}, nullstr = ${'\\N'}, header = FALSE, auto_detect = FALSE, columns = {hour: 'UINTEGER', country: 'UINTEGER', cell: 'UINTEGER', kind: 'UINTEGER', messages: 'UBIGINT', devices: 'UBIGINT'}))`;
  const days = sql`read_csv(${cells}, delim = ${'\t'}, header = FALSE, auto_detect = FALSE, columns = {cell: 'UINTEGER', messages: 'UBIGINT', devices: 'UBIGINT'})`;
  return sql`SELECT ${LEVEL.hourCell}::UTINYINT AS level, hour AS time, cell - 1 AS place,
  CASE WHEN kind > 1 THEN kind - 2 END::UTINYINT AS kind, ${counts}
FROM ${rolled} WHERE cell > 0 AND kind > 0
UNION ALL
SELECT ${LEVEL.hourCountry}::UTINYINT, hour, CASE WHEN country > 1 THEN country - 2 END, NULL, ${counts}
FROM ${rolled} WHERE country > 0 AND cell = 0
UNION ALL
SELECT ${LEVEL.hour}::UTINYINT, hour, NULL, NULL, ${counts}
FROM ${rolled} WHERE hour > 0 AND country = 0
UNION ALL
SELECT ${LEVEL.dayCell}::UTINYINT, ${day}::UINTEGER, cell - 1, NULL, ${counts}
FROM ${days}`;
}

async function summed(
  engine: NativeEngine,
  file: string,
  day: number,
  expected: number
): Promise<ReducedDay> {
  const answer =
    await engine.run(sql`SELECT level, sum(messages)::DOUBLE AS messages, min(time)::DOUBLE AS first, max(time)::DOUBLE AS last
FROM read_parquet(${file})
GROUP BY level
ORDER BY level`);
  const sums = numbers(answer, 'messages');
  const wrong = Array.from(sums).find((sum) => sum !== expected);
  if (sums.length !== Object.keys(LEVEL).length || wrong !== undefined) {
    throw recordFailure(
      'cluster-changed',
      `${dayName(day)} adds up to ${wrong ?? 0} messages, but ${expected} were counted before: records came or went, or a shard did not give all of its own.`,
      'Run the same command again when nothing is written to the table.'
    );
  }
  const hour = Array.from(numbers(answer, 'level')).indexOf(LEVEL.hour);
  return {
    day,
    messages: expected,
    firstHour: numbers(answer, 'first')[hour],
    lastHour: numbers(answer, 'last')[hour],
    raw: null
  };
}
