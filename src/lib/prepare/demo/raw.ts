import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { numbers } from '../../domain/columns.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { sql, type Sql } from '../../sql/sql.ts';
import type { ExtraFile } from '../write-case.ts';
import { DAYS, FIRST_DAY } from './clock.ts';
import { burstsOfPlan } from './raw-sql.ts';

/** Files of the raw record by device: a device is in the file of its number modulo this. */
export const DEVICE_BUCKETS = 64;

/** Buckets that are sorted at once: more take more memory, fewer read the days more often. */
const BUCKETS_AT_ONCE = 8;

/**
 * Kinds of a message (`kind` of the raw record is the index) with their shares in 256: the same messages as in
 * the activity, one row each.
 */
export const MESSAGE_KINDS = [
  { name: 'text', share: 184 },
  { name: 'image', share: 44 },
  { name: 'voice', share: 22 },
  { name: 'file', share: 6 }
] as const;

/** Writes the messages of the days [from, to), which `plan` must hold, a file a day, sorted by cell and time. */
export async function writeRawDays(
  engine: NativeEngine,
  folder: string,
  [from, to]: readonly [from: number, to: number],
  seed: number
): Promise<void> {
  await mkdir(path.join(folder, 'messages'), { recursive: true });
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE raw AS ${messagesOfPlan(seed)}`);
  for (let day = from; day < to; day += 1) {
    const firstSecond = (FIRST_DAY + day) * 86_400;
    const rows = sql`SELECT t, device, cell, kind
FROM raw
WHERE t >= ${firstSecond} AND t < ${firstSecond + 86_400}
ORDER BY cell, t, device, kind`;
    await copy(engine, rows, path.join(folder, dayFile(day)));
  }
  await engine.run(sql`DROP TABLE raw`);
}

/** Writes the same messages once more, by device and time, out of the files of the days. */
export async function writeRawBuckets(
  engine: NativeEngine,
  folder: string,
  onBucket: (bucket: number) => void
): Promise<void> {
  const days = path.join(folder, 'messages', 'day=*.parquet');
  for (let first = 0; first < DEVICE_BUCKETS; first += BUCKETS_AT_ONCE) {
    await engine.run(
      sql`CREATE OR REPLACE TEMP TABLE raw AS
SELECT t, device, cell, kind
FROM read_parquet(${days}, hive_partitioning = FALSE)
WHERE device % ${DEVICE_BUCKETS} >= ${first} AND device % ${DEVICE_BUCKETS} < ${first + BUCKETS_AT_ONCE}`
    );
    for (let bucket = first; bucket < first + BUCKETS_AT_ONCE; bucket += 1) {
      onBucket(bucket);
      const rows = sql`SELECT t, device, cell, kind
FROM raw
WHERE device % ${DEVICE_BUCKETS} = ${bucket}
ORDER BY device, t, cell, kind`;
      await copy(engine, rows, path.join(folder, bucketFile(bucket)));
    }
  }
  await engine.run(sql`DROP TABLE raw`);
}

/** The raw files for the case, with their rows; those without a message are left out. */
export async function rawFiles(engine: NativeEngine, folder: string): Promise<ExtraFile[]> {
  const paths = [
    ...Array.from({ length: DAYS }, (_, day) => dayFile(day)),
    ...Array.from({ length: DEVICE_BUCKETS }, (_, bucket) => bucketFile(bucket))
  ];
  const files: ExtraFile[] = [];
  for (const inside of paths) {
    const file = path.join(folder, inside);
    const counted = await engine.run(sql`SELECT count(*)::DOUBLE AS rows FROM read_parquet(${file})`);
    const rows = numbers(counted, 'rows')[0];
    if (rows > 0) files.push({ path: inside, file, rows });
  }
  return files;
}

function dayFile(day: number): string {
  const date = new Date((FIRST_DAY + day) * 86_400_000).toISOString().slice(0, 10);
  return `messages/day=${date}.parquet`;
}

function bucketFile(bucket: number): string {
  return `messages/device=${String(bucket).padStart(2, '0')}.parquet`;
}

/** One row per message: seconds of a burst follow each other within two minutes. */
function messagesOfPlan(seed: number): Sql {
  return sql`SELECT (hour::UBIGINT * 3600 + second % 3480 + within * (1 + (second >> 12) % 40))::UINTEGER AS t,
  device, cell, ${kindOf(sql`(mix32(second + within) & 255)`)}::UTINYINT AS kind
FROM (
  SELECT hour, cell, device, mix32(xor(hash, 1540483477::UBIGINT)) AS second, unnest(range(size))::UBIGINT AS within
  FROM (${burstsOfPlan(seed)})
)`;
}

/** Index of the kind for a number from 0 to 255. */
function kindOf(byte: Sql): Sql {
  let kinds = sql`${MESSAGE_KINDS.length - 1}`;
  for (let kind = MESSAGE_KINDS.length - 2; kind >= 0; kind -= 1) {
    const end = MESSAGE_KINDS.slice(0, kind + 1).reduce((sum, { share }) => sum + share, 0);
    kinds = sql`(CASE WHEN ${byte} < ${end} THEN ${kind} ELSE ${kinds} END)`;
  }
  return kinds;
}

/** Small row groups and delta encoding, as format version 1 wants them; one thread, so that bytes repeat. */
async function copy(engine: NativeEngine, rows: Sql, file: string): Promise<void> {
  await engine.run(sql`SET threads = 1`);
  await engine.run(
    sql`COPY (${rows}) TO ${file} (FORMAT PARQUET, PARQUET_VERSION v2, COMPRESSION ZSTD, ROW_GROUP_SIZE 51200, WRITE_BLOOM_FILTER FALSE)`
  );
  await engine.run(sql`RESET threads`);
}
