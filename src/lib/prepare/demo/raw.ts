import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { MessagesRecord } from '../../domain/case.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { sql, type Sql } from '../../sql/sql.ts';
import { bucketFile, DEVICE_BUCKETS, partOfFile, writePart, type RawPart } from '../messages/raw-parts.ts';
import { withOneThread } from '../one-thread.ts';
import type { ExtraFile } from '../write-case.ts';
import { DAYS, FIRST_DAY } from './clock.ts';
import { burstsOfPlan } from './raw-sql.ts';

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
    await withOneThread(engine, () => writePart(engine, rows, path.join(folder, dayFile(day))));
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
      await withOneThread(engine, () => writePart(engine, rows, path.join(folder, bucketFile(bucket))));
    }
  }
  await engine.run(sql`DROP TABLE raw`);
}

/** The raw files of the case, and what its manifest says of them; those without a message are left out. */
export async function rawFiles(
  engine: NativeEngine,
  folder: string
): Promise<{ readonly record: MessagesRecord; readonly extras: readonly ExtraFile[] }> {
  const days = Array.from({ length: DAYS }, (_, day) => ({ path: dayFile(day), bucket: null }));
  const buckets = Array.from({ length: DEVICE_BUCKETS }, (_, bucket) => ({
    path: bucketFile(bucket),
    bucket
  }));
  const parts: RawPart[] = [];
  for (const { path: inside, bucket } of [...days, ...buckets]) {
    const order = bucket === null ? 'cell' : 'device';
    const part = await partOfFile(engine, folder, inside, { order, bucket });
    if (part !== null) parts.push(part);
  }
  return {
    record: {
      kinds: MESSAGE_KINDS.map(({ name }) => name),
      buckets: DEVICE_BUCKETS,
      devices: null,
      parts: parts.map(({ part }) => part)
    },
    extras: parts.map(({ record }) => ({ file: path.join(folder, record.path), record }))
  };
}

function dayFile(day: number): string {
  const date = new Date((FIRST_DAY + day) * 86_400_000).toISOString().slice(0, 10);
  return `messages/day=${date}.parquet`;
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
