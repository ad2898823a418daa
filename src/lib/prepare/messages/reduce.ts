import { numbers } from '../../domain/columns.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { sql, type Sql } from '../../sql/sql.ts';
import { censusFiles } from './census.ts';
import { dayName, type DayInput } from './day-input.ts';
import { recordFailure } from './failures.ts';
import { NUMBER_FILES, type Numbering } from './numbering.ts';
import { squareOf, type SquareBook } from './positions.ts';
import { splitByLot } from './raw-by-device.ts';
import { partOfFile, RAW_COLUMNS, writePart, type RawPart } from './raw-parts.ts';
import type { RecordShape } from './records.ts';
import type { WorkFolder } from './work-folder.ts';

/** Levels of the counts of a day, in one file: what each row is counted by. */
export const LEVEL = { hourCell: 0, dayCell: 1, hourCountry: 2, hour: 3 } as const;

/** What is known of a day that is done. */
export interface ReducedDay {
  readonly day: number;
  readonly messages: number;
  readonly firstHour: number;
  readonly lastHour: number;
  /** The raw record of the day; null where the case does not keep it. */
  readonly raw: RawPart | null;
}

/** Names of what a reduced day leaves in the work folder. */
export const reducedFiles = (day: number) => {
  const name = `days/${dayName(day)}`;
  return {
    done: `${name}.json`,
    /** level, time (hour or day), place (cell or country), kind, messages, devices. */
    counts: `${name}.parquet`,
    devices: `${name}.devices.parquet`,
    raw: `messages/day=${dayName(day)}.parquet`
  };
};

/** Makes an engine ready: the numbers of places and devices. */
export async function loadNumbers(
  engine: NativeEngine,
  work: WorkFolder,
  numbering: Numbering
): Promise<void> {
  const narrow = numbering.places.length <= 65_536 ? sql`USMALLINT` : sql`UINTEGER`;
  await engine.run(sql`CREATE OR REPLACE TABLE place_number AS
SELECT place, cell::${narrow} AS cell FROM read_parquet(${work.at(NUMBER_FILES.places)})`);
  await engine.run(sql`CREATE OR REPLACE TABLE cell_country AS
SELECT cell::${narrow} AS cell, country FROM read_parquet(${work.at(NUMBER_FILES.countries)})`);
  if (numbering.devices !== 'named') return;
  await engine.run(sql`CREATE OR REPLACE TABLE device_number AS
SELECT id, device FROM read_parquet(${work.at(NUMBER_FILES.devices)})`);
}

/**
 * Reduces a day in two phases, as engine.md found best: by hour, cell, kind and device, and that by hour and cell, with
 * the devices counted; the coarser levels out of the same first phase, so that their devices are distinct at their own
 * level. Throws CaseFailure where the sum is not that of the census: the files have changed meanwhile.
 */
export async function reduceDay(
  engine: NativeEngine,
  work: WorkFolder,
  input: DayInput,
  expected: number,
  options: {
    readonly shape: RecordShape;
    readonly numbering: Numbering;
    readonly book: SquareBook | null;
  }
): Promise<void> {
  const { shape } = options;
  const { raw, split } = shape.spec;
  const names = reducedFiles(input.day);
  await numberRecords(engine, work, input, options, raw);
  await countByDevice(engine, split);
  await work.finish(names.counts, async (part) => {
    await engine.run(sql`COPY (${levels(input.day, split)}) TO ${part} (FORMAT PARQUET, COMPRESSION ZSTD)`);
  });
  await work.finish(names.devices, async (part) => {
    await engine.run(sql`COPY (SELECT DISTINCT device FROM by_device) TO ${part} (FORMAT PARQUET)`);
  });
  const summed =
    await engine.run(sql`SELECT coalesce(sum(messages), 0)::DOUBLE AS messages, min(time)::DOUBLE AS first, max(time)::DOUBLE AS last
FROM read_parquet(${work.at(names.counts)})
WHERE level = ${LEVEL.hour}`);
  const messages = numbers(summed, 'messages')[0];
  if (messages !== expected) throw changed(input.day, messages, expected);
  const done: ReducedDay = {
    day: input.day,
    messages,
    firstHour: numbers(summed, 'first')[0],
    lastHour: numbers(summed, 'last')[0],
    raw: raw ? await writeRawDay(engine, work, input.day) : null
  };
  await work.save(names.done, done);
}

/** The relation (or, where it is needed twice, table) `record`: t, device, cell, kind of every usable record. */
async function numberRecords(
  engine: NativeEngine,
  work: WorkFolder,
  input: DayInput,
  { shape, numbering, book }: { shape: RecordShape; numbering: Numbering; book: SquareBook | null },
  isKept: boolean
): Promise<void> {
  const device = numbering.devices === 'named' ? sql`device_number.device` : sql`read.device::UINTEGER`;
  const join =
    numbering.devices === 'named' ? sql`JOIN device_number ON device_number.id = read.device` : sql``;
  const kind =
    shape.kinds === 'texts'
      ? sql`(list_position(${kindList(numbering.kinds)}, read.kind) - 1)::UTINYINT`
      : sql`read.kind::UTINYINT`;
  const placed = book === null ? input.records : await withKeys(engine, work, input, book);
  const query = sql`SELECT read.t::UINTEGER AS t, ${device} AS device, place_number.cell AS cell, ${kind} AS kind
FROM ${placed} AS read JOIN place_number ON place_number.place = read.${book === null ? sql`key` : sql`h3`} ${join}
WHERE read.device IS NOT NULL`;
  await engine.run(
    isKept
      ? sql`CREATE OR REPLACE TEMP TABLE record AS ${query}`
      : sql`CREATE OR REPLACE TEMP VIEW record AS ${query}`
  );
}

function kindList(kinds: readonly string[]): Sql {
  return kinds.length === 0 ? sql`[]::VARCHAR[]` : sql`string_split(${kinds.join('\u0001')}, ${'\u0001'})`;
}

/** Records with the cell that the census found for their point. */
async function withKeys(
  engine: NativeEngine,
  work: WorkFolder,
  input: DayInput,
  book: SquareBook
): Promise<Sql> {
  const names = censusFiles(input.day);
  const { x, y } = squareOf(book);
  await engine.run(
    sql`CREATE OR REPLACE TEMP TABLE squares AS SELECT x, y, h3 FROM read_parquet(${work.at(names.squares)})`
  );
  await engine.run(
    sql`CREATE OR REPLACE TEMP TABLE points AS SELECT lat, lon, h3 FROM read_parquet(${work.at(names.points)})`
  );
  return sql`(SELECT spot.t, spot.device, spot.kind, coalesce(squares.h3, points.h3) AS h3
FROM (SELECT *, ${x} AS x, ${y} AS y FROM ${input.records} WHERE lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180) AS spot
LEFT JOIN squares USING (x, y) LEFT JOIN points ON points.lat = spot.lat AND points.lon = spot.lon)`;
}

/** The first phase. */
async function countByDevice(engine: NativeEngine, split: boolean): Promise<void> {
  const kind = split ? sql`, kind` : sql``;
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE by_device AS
SELECT (t // 3600)::UINTEGER AS hour, cell${kind}, device, count(*)::UINTEGER AS n
FROM record
GROUP BY ALL`);
}

/** The second phase, at every level: devices are counted anew at each. */
function levels(day: number, split: boolean): Sql {
  const kind = split ? sql`kind` : sql`NULL::UTINYINT`;
  const messages = sql`sum(n)::UINTEGER AS messages`;
  const devices = sql`count(DISTINCT device)::UINTEGER AS devices`;
  return sql`SELECT ${LEVEL.hourCell}::UTINYINT AS level, hour AS time, cell::UINTEGER AS place, ${kind} AS kind, ${messages}, count(*)::UINTEGER AS devices
FROM by_device
GROUP BY ALL
UNION ALL
SELECT ${LEVEL.dayCell}::UTINYINT, ${day}::UINTEGER, cell::UINTEGER, NULL, ${messages}, ${devices}
FROM by_device
GROUP BY cell
UNION ALL
SELECT ${LEVEL.hourCountry}::UTINYINT, hour, country::UINTEGER, NULL, ${messages}, ${devices}
FROM by_device JOIN cell_country USING (cell)
GROUP BY hour, country
UNION ALL
SELECT ${LEVEL.hour}::UTINYINT, hour, NULL, NULL, ${messages}, ${devices}
FROM by_device
GROUP BY hour`;
}

async function writeRawDay(engine: NativeEngine, work: WorkFolder, day: number): Promise<RawPart | null> {
  const name = reducedFiles(day).raw;
  await splitByLot(engine, work, day, sql`record`);
  await work.finish(name, (part) =>
    writePart(engine, sql`SELECT ${RAW_COLUMNS} FROM record ORDER BY cell, t, device, kind`, part)
  );
  return partOfFile(engine, work.folder, name, { order: 'cell', bucket: null });
}

function changed(day: number, found: number, expected: number) {
  return recordFailure(
    'record-changed',
    `${dayName(day)} adds up to ${found} messages, but ${expected} were counted before: the records changed meanwhile.`,
    'Run the same command again when nothing writes to the files.'
  );
}
