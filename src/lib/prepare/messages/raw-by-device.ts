import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { NativeEngine } from '../../engine/native.ts';
import { sql, type Sql } from '../../sql/sql.ts';
import { dayName } from './day-input.ts';
import { recordFailure } from './failures.ts';
import { bucketFile, DEVICE_BUCKETS, partOfFile, RAW_COLUMNS, writePart, type RawPart } from './raw-parts.ts';
import { pathList } from './record-file.ts';
import type { WorkFolder } from './work-folder.ts';
import type { Workers } from './workers.ts';

/** Buckets that are read together: a day is split into so few files that writing them costs little. */
const BUCKETS_PER_LOT = 4;
const LOTS = DEVICE_BUCKETS / BUCKETS_PER_LOT;

const runFolder = (day: number) => `runs/${dayName(day)}`;
const doneFile = (bucket: number) => `${bucketFile(bucket)}.json`;

/**
 * Splits the records of a day by lots of buckets, unsorted, for writeByDevice: reading all days once for each lot would
 * cost more than this.
 */
export async function splitByLot(
  engine: NativeEngine,
  work: WorkFolder,
  day: number,
  records: Sql
): Promise<void> {
  await work.finish(runFolder(day), async (part) => {
    await engine.run(sql`COPY (
  SELECT ${RAW_COLUMNS}, (device % ${DEVICE_BUCKETS} // ${BUCKETS_PER_LOT})::UTINYINT AS lot FROM ${records}
)
TO ${part} (FORMAT PARQUET, COMPRESSION SNAPPY, PARTITION_BY (lot), FILENAME_PATTERN 'run')`);
  });
}

/**
 * Writes the raw record once more, by device and time, out of what splitByLot left of each day. Lots that are done are
 * left as they are. `rows`: of all days, which must come out again.
 */
export async function writeByDevice(
  workers: Workers,
  work: WorkFolder,
  days: readonly number[],
  rows: number,
  onBucket: (isOld: boolean) => void
): Promise<readonly RawPart[]> {
  const lots = Array.from({ length: LOTS }, (_, lot) =>
    Array.from({ length: BUCKETS_PER_LOT }, (_each, bucket) => lot * BUCKETS_PER_LOT + bucket)
  );
  await workers.all(lots, async (engine, lot) => {
    const isOld = lot.every((bucket) => work.has(doneFile(bucket)));
    if (!isOld) await writeLot(engine, work, await runsOf(work, days, lot[0] / BUCKETS_PER_LOT), lot);
    lot.forEach(() => onBucket(isOld));
  });
  const parts: RawPart[] = [];
  for (const bucket of lots.flat()) {
    const done = (await work.load(doneFile(bucket))) as RawPart | null;
    if (done !== null) parts.push(done);
  }
  const written = parts.reduce((sum, { record }) => sum + (record.rows ?? 0), 0);
  if (written === rows) return parts;
  throw recordFailure(
    'record-changed',
    `By device there are ${written} messages, by day ${rows}: files of the work folder were changed.`,
    'Run the same command again; it begins anew.'
  );
}

async function runsOf(work: WorkFolder, days: readonly number[], lot: number): Promise<readonly string[]> {
  const runs: string[] = [];
  for (const day of days) {
    const folder = path.join(work.at(runFolder(day)), `lot=${lot}`);
    const names = await readdir(folder).catch(() => []);
    runs.push(...names.sort().map((name) => path.join(folder, name)));
  }
  return runs;
}

async function writeLot(
  engine: NativeEngine,
  work: WorkFolder,
  runs: readonly string[],
  lot: readonly number[]
): Promise<void> {
  if (runs.length > 0) {
    await engine.run(sql`CREATE OR REPLACE TEMP TABLE lot AS
SELECT t, device, cell, kind, (device % ${DEVICE_BUCKETS})::UTINYINT AS bucket
FROM read_parquet(${pathList(runs)}, hive_partitioning = FALSE)`);
  }
  for (const bucket of lot) {
    const name = bucketFile(bucket);
    let part: RawPart | null = null;
    if (runs.length > 0) {
      const rows = sql`SELECT t, device, cell, kind FROM lot WHERE bucket = ${bucket} ORDER BY device, t, cell, kind`;
      await work.finish(name, (file) => writePart(engine, rows, file));
      part = await partOfFile(engine, work.folder, name, { order: 'device', bucket });
    }
    await work.save(doneFile(bucket), part);
  }
}
