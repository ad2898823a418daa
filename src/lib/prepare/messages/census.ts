import { numbers, texts } from '../../domain/columns.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { sql, type Sql } from '../../sql/sql.ts';
import { dayName, type DayInput } from './day-input.ts';
import { placePoints, squareOf, type SquareBook } from './positions.ts';
import type { RecordShape } from './records.ts';
import type { WorkFolder } from './work-folder.ts';

/** What one file holds of a day. */
export interface FileTally {
  readonly file: string;
  readonly rows: number;
  readonly noDevice: number;
  /** No position or no place at all. */
  readonly noPlace: number;
  /** A position that is nowhere: latitude or longitude out of range. */
  readonly outside: number;
  /** The position 0, 0: what devices send that have none. */
  readonly zero: number;
  /** Adds up what the rows hold, in whatever order, so that twins show; null where only one file holds the day. */
  readonly mark: string | null;
}

/** What was counted of a day before anything was made of it. */
export interface DayCensus {
  readonly day: number;
  readonly firstSecond: number;
  readonly lastSecond: number;
  readonly files: readonly FileTally[];
  /** Texts of kinds with their records. */
  readonly kinds: readonly string[];
  /** Devices as texts that are no plain whole number of 32 bits. */
  readonly oddDevices: number;
}

/** Names of what a census leaves in the work folder. */
export const censusFiles = (day: number) => {
  const name = `census/${dayName(day)}`;
  return {
    done: `${name}.json`,
    /** `place` (the key, or the H3 index as text) and `rows`, of records with a device. */
    places: `${name}.places.parquet`,
    devices: `${name}.devices.parquet`,
    squares: `${name}.squares.parquet`,
    points: `${name}.points.parquet`
  };
};

/** Counts a day: what can be used of it and what not, and which places, devices and kinds occur in it. */
export async function takeCensus(
  engine: NativeEngine,
  work: WorkFolder,
  input: DayInput,
  shape: RecordShape,
  book: SquareBook | null
): Promise<void> {
  const names = censusFiles(input.day);
  const save = (name: string, query: Sql) =>
    work.finish(name, async (part) => {
      await engine.run(sql`COPY (${query}) TO ${part} (FORMAT PARQUET)`);
    });
  const isPoint = book !== null;
  const placed = isPoint ? await placedByPoint(engine, input, book) : input.records;
  const place = isPoint ? sql`h3` : sql`key`;
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE tally AS
SELECT file, kind, ${place} AS place, ${isPoint ? sql`wrong` : sql`NULL::UTINYINT`} AS wrong, device IS NOT NULL AS known,
  count(*) AS rows, min(t) AS first, max(t) AS last
FROM ${placed}
GROUP BY ALL`);
  if (isPoint) {
    await save(names.squares, sql`SELECT x, y, h3 FROM squares ORDER BY ALL`);
    await save(names.points, sql`SELECT lat, lon, h3 FROM points ORDER BY ALL`);
  }
  await save(
    names.places,
    sql`SELECT place, sum(rows)::UBIGINT AS rows FROM tally WHERE known AND place IS NOT NULL GROUP BY ALL ORDER BY ALL`
  );
  let oddDevices = 0;
  if (!shape.hasDeviceNumbers) {
    await save(
      names.devices,
      sql`SELECT DISTINCT device FROM ${input.records} WHERE device IS NOT NULL ORDER BY device`
    );
    const odd = await engine.run(sql`SELECT count(*)::DOUBLE AS odd
FROM read_parquet(${work.at(names.devices)})
WHERE device <> coalesce(TRY_CAST(device AS UINTEGER)::VARCHAR, '')`);
    oddDevices = numbers(odd, 'odd')[0];
  }
  await work.save(names.done, await summary(engine, input, isPoint, oddDevices));
}

/** Gives every record its cell; `wrong` tells why it has none: 1 no position, 2 outside, 3 zero. */
async function placedByPoint(engine: NativeEngine, input: DayInput, book: SquareBook): Promise<Sql> {
  const { x, y } = squareOf(book);
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE read AS
SELECT t, device, kind, file, lat, lon,
  CASE WHEN lat IS NULL OR lon IS NULL THEN 1 WHEN NOT (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180) THEN 2
    WHEN lat = 0 AND lon = 0 THEN 3 END::UTINYINT AS wrong,
  CASE WHEN wrong IS NULL THEN ${x} END AS x, CASE WHEN wrong IS NULL THEN ${y} END AS y
FROM ${input.records}`);
  await engine.run(
    sql`CREATE OR REPLACE TEMP VIEW spot AS SELECT lat, lon, x, y FROM read WHERE wrong IS NULL`
  );
  await placePoints(engine, book);
  return sql`(SELECT read.*, coalesce(squares.h3, points.h3) AS h3
FROM read LEFT JOIN squares USING (x, y) LEFT JOIN points ON points.lat = read.lat AND points.lon = read.lon)`;
}

async function summary(
  engine: NativeEngine,
  { day, records }: DayInput,
  isPoint: boolean,
  oddDevices: number
): Promise<DayCensus> {
  const counted = await engine.run(sql`SELECT file, sum(rows)::DOUBLE AS rows,
  coalesce(sum(rows) FILTER (WHERE NOT known), 0)::DOUBLE AS no_device,
  coalesce(sum(rows) FILTER (WHERE known AND place IS NULL AND coalesce(wrong, 1) = 1), 0)::DOUBLE AS no_place,
  coalesce(sum(rows) FILTER (WHERE known AND wrong = 2), 0)::DOUBLE AS outside,
  coalesce(sum(rows) FILTER (WHERE known AND wrong = 3), 0)::DOUBLE AS zero
FROM tally
GROUP BY file
ORDER BY file`);
  const files = texts(counted, 'file');
  const marks = files.length > 1 ? await marksOf(engine, records, isPoint) : new Map<string, string>();
  const of = (name: string) => numbers(counted, name);
  const [rows, noDevice, noPlace] = [of('rows'), of('no_device'), of('no_place')];
  const [outside, zero] = [of('outside'), of('zero')];
  const span = await engine.run(
    sql`SELECT min(first)::DOUBLE AS first, max(last)::DOUBLE AS last FROM tally`
  );
  const kinds = await engine.run(
    sql`SELECT DISTINCT kind::VARCHAR AS kind FROM tally WHERE kind IS NOT NULL ORDER BY kind`
  );
  return {
    day,
    firstSecond: numbers(span, 'first')[0],
    lastSecond: numbers(span, 'last')[0],
    files: files.map((file, index) => ({
      file: file ?? '',
      rows: rows[index],
      noDevice: noDevice[index],
      noPlace: noPlace[index],
      outside: outside[index],
      zero: zero[index],
      mark: marks.get(file ?? '') ?? null
    })),
    kinds: texts(kinds, 'kind').map((kind) => kind ?? ''),
    oddDevices
  };
}

async function marksOf(
  engine: NativeEngine,
  records: Sql,
  isPoint: boolean
): Promise<ReadonlyMap<string, string>> {
  const place = isPoint ? sql`lat, lon` : sql`key`;
  const marks = await engine.run(sql`SELECT file, sum(hash(t, device, ${place}) % 4294967296)::VARCHAR AS mark
FROM ${records}
GROUP BY file`);
  const values = texts(marks, 'mark');
  return new Map(texts(marks, 'file').map((file, index) => [file ?? '', values[index] ?? '']));
}
