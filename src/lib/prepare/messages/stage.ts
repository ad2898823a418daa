import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { numbers } from '../../domain/columns.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { sql } from '../../sql/sql.ts';
import { DAY_SECONDS, stagedDay, type DayInput } from './day-input.ts';
import { checkPacked } from './packed.ts';
import { pathList, reading, type RecordFile } from './record-file.ts';
import { recordsOf, type RecordShape } from './records.ts';
import type { WorkFolder } from './work-folder.ts';
import { END_SECOND, FIRST_SECOND } from './zone-sql.ts';

/** What became of a file that was split by day. */
export interface StagedFile {
  readonly rows: number;
  /** Rows without a time that can be read, or outside the years 2000 to 2099. */
  readonly noTime: number;
  /** Lines that are no rows, and the first of them. */
  readonly brokenLines: number;
  readonly firstBrokenLine: number | null;
}

const folderOf = (number: number) => `stage/${String(number).padStart(5, '0')}`;
const NO_DAY = -1;

/**
 * Splits a file by day into the work folder, with its columns settled: for text, and for files whose records are not in
 * the order of time, which would have to be read anew for every day.
 */
export async function stageFile(
  engine: NativeEngine,
  work: WorkFolder,
  file: RecordFile,
  number: number,
  shape: RecordShape
): Promise<void> {
  await checkPacked(file);
  const place = shape.place === 'point' ? sql`lat, lon` : sql`key`;
  await reading(file, async () => {
    await work.finish(folderOf(number), async (part) => {
      await engine.run(sql`COPY (
  SELECT CASE WHEN t >= ${FIRST_SECOND} AND t < ${END_SECOND} THEN t // ${DAY_SECONDS} ELSE ${NO_DAY} END AS day,
    CASE WHEN t >= ${FIRST_SECOND} AND t < ${END_SECOND} THEN t END::UINTEGER AS t, device, kind, ${place}
  FROM ${recordsOf([file], shape)}
)
TO ${part} (FORMAT PARQUET, PARTITION_BY (day), FILENAME_PATTERN 'part-{i}')`);
    });
  });
  const parts = await partsOf(work, number);
  const rows = await rowsIn(engine, [...parts.values()].flat());
  const noTime = await rowsIn(engine, parts.get(NO_DAY) ?? []);
  const broken = file.isParquet ? { lines: 0, first: null } : await brokenLines(engine);
  const staged: StagedFile = { rows, noTime, brokenLines: broken.lines, firstBrokenLine: broken.first };
  await work.save(`${folderOf(number)}.json`, staged);
}

export function isStaged(work: WorkFolder, number: number): boolean {
  return work.has(`${folderOf(number)}.json`);
}

export async function stagedFile(work: WorkFolder, number: number): Promise<StagedFile> {
  return (await work.load(`${folderOf(number)}.json`)) as StagedFile;
}

/** The days of all staged files. */
export async function stagedDays(
  work: WorkFolder,
  files: number,
  shape: RecordShape
): Promise<readonly DayInput[]> {
  const days = new Map<number, string[]>();
  for (let number = 0; number < files; number++) {
    for (const [day, paths] of await partsOf(work, number)) {
      if (day !== NO_DAY) days.set(day, [...(days.get(day) ?? []), ...paths]);
    }
  }
  return [...days].sort(([a], [b]) => a - b).map(([day, paths]) => stagedDay(day, paths, shape));
}

/** Number of the source file that a staged path came from; null where the path is none. */
export function stagedNumber(filePath: string): number | null {
  const match = /\/stage\/(\d{5})\/day=/.exec(filePath);
  return match === null ? null : Number(match[1]);
}

async function partsOf(work: WorkFolder, number: number): Promise<Map<number, string[]>> {
  const folder = work.at(folderOf(number));
  const parts = new Map<number, string[]>();
  for (const name of (await readdir(folder)).sort()) {
    const inside = (await readdir(path.join(folder, name))).sort();
    parts.set(
      Number(name.replace('day=', '')),
      inside.map((part) => path.join(folder, name, part))
    );
  }
  return parts;
}

async function rowsIn(engine: NativeEngine, paths: readonly string[]): Promise<number> {
  if (paths.length === 0) return 0;
  const counted = await engine.run(sql`SELECT sum(num_rows)::DOUBLE AS rows
FROM parquet_file_metadata(${pathList(paths)})`);
  return numbers(counted, 'rows')[0];
}

async function brokenLines(engine: NativeEngine): Promise<{ lines: number; first: number | null }> {
  const found = await engine.run(sql`SELECT count(DISTINCT line)::DOUBLE AS lines, min(line)::DOUBLE AS first
FROM reject_errors
WHERE scan_id = (SELECT max(scan_id) FROM reject_scans)`);
  const first = numbers(found, 'first')[0];
  return { lines: numbers(found, 'lines')[0], first: Number.isNaN(first) ? null : first };
}
