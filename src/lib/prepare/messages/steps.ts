import { DEFAULT_RESOLUTION } from '../mapping-messages.ts';
import type { PlannedProgress } from '../progress.ts';
import { censusFiles, takeCensus, type DayCensus } from './census.ts';
import type { DayInput } from './day-input.ts';
import type { Numbering } from './numbering.ts';
import { makeSquareBook, type SquareBook } from './positions.ts';
import { DEVICE_BUCKETS } from './raw-parts.ts';
import type { RecordShape } from './records.ts';
import { loadNumbers, reduceDay, reducedFiles, type ReducedDay } from './reduce.ts';
import { isStaged, stagedDays, stagedFile, stageFile, type StagedFile } from './stage.ts';
import type { Survey } from './survey.ts';
import type { WorkFolder } from './work-folder.ts';
import type { Workers } from './workers.ts';

/** What every step of a preparation needs. */
export interface Job {
  readonly work: WorkFolder;
  readonly workers: Workers;
  readonly shape: RecordShape;
  readonly progress: PlannedProgress;
  readonly say: (line: string) => void;
}

/** How long each step takes, by record, in units that are about the same everywhere. */
const WEIGHT = { stage: 4, census: 1, points: 4, reduce: 3, rawDay: 2.5, byDevice: 4, together: 0.5 };

/** Bytes of a record in a text file, at a guess, until they are counted. */
const BYTES_PER_LINE = 60;

export interface FoundDays {
  readonly inputs: readonly DayInput[];
  /** What became of each file, where the files had to be split by day; else null. */
  readonly staged: readonly StagedFile[] | null;
  /** Records of all files. */
  readonly rows: number;
}

/** The days of the record: where they lie or, where they lie too scattered, in the work folder. */
export async function findDays(job: Job, { files, days, rows: told }: Survey): Promise<FoundDays> {
  const { work, progress } = job;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const guess = told ?? bytes / BYTES_PER_LINE;
  progress.plan(guess * perRecord(job, days === null), guess);
  if (days !== null) return { inputs: days, staged: null, rows: told ?? 0 };
  progress.stage('splitting by day');
  const numbers = files.map((_, number) => number);
  await job.workers.all(numbers, async (engine, number) => {
    const isOld = isStaged(work, number);
    if (!isOld) await stageFile(engine, work, files[number], number, job.shape);
    progress.add((WEIGHT.stage * guess * files[number].bytes) / bytes, isOld);
  });
  const staged = await Promise.all(numbers.map((number) => stagedFile(work, number)));
  const rows = staged.reduce((sum, file) => sum + file.rows + file.brokenLines, 0);
  progress.rescale(rows / guess);
  return { inputs: await stagedDays(work, files.length, job.shape), staged, rows };
}

function perRecord({ shape: { place, spec } }: Job, isStaged: boolean): number {
  return (
    (isStaged ? WEIGHT.stage : 0) +
    censusWeight(place) +
    reduceWeight(spec.raw) +
    (spec.raw ? WEIGHT.byDevice : 0) +
    WEIGHT.together
  );
}

function censusWeight(place: RecordShape['place']): number {
  return place === 'point' ? WEIGHT.points : WEIGHT.census;
}

function reduceWeight(isRaw: boolean): number {
  return WEIGHT.reduce + (isRaw ? WEIGHT.rawDay : 0);
}

/** The census of every day; `book` knows the squares of points. */
export async function countDays(
  { work, workers, shape, progress }: Job,
  inputs: readonly DayInput[],
  rows: number
): Promise<{ readonly days: readonly DayCensus[]; readonly book: SquareBook | null }> {
  const { place } = shape.spec;
  const resolution = 'resolution' in place ? place.resolution : undefined;
  const book = shape.place === 'point' ? makeSquareBook(resolution ?? DEFAULT_RESOLUTION) : null;
  progress.stage('counting');
  await workers.all(inputs, async (engine, input) => {
    const isOld = work.has(censusFiles(input.day).done);
    if (!isOld) await takeCensus(engine, work, input, shape, book);
    progress.add((rows / inputs.length) * censusWeight(shape.place), isOld);
  });
  const days: DayCensus[] = [];
  for (const { day } of inputs) days.push((await work.load(censusFiles(day).done)) as DayCensus);
  return { days, book };
}

/** Reduces the days that have usable records and are not done yet. */
export async function reduceDays(
  { work, workers, shape, progress, say }: Job,
  inputs: readonly DayInput[],
  numbering: Numbering,
  book: SquareBook | null,
  rows: number
): Promise<readonly ReducedDay[]> {
  progress.stage('reducing days');
  await workers.each((engine) => loadNumbers(engine, work, numbering));
  const tasks = inputs
    .map((input, index) => ({ input, expected: numbering.usable[index] }))
    .filter(({ expected }) => expected > 0);
  const old = tasks.filter(({ input }) => work.has(reducedFiles(input.day).done)).length;
  if (old > 0) say(`${old} of ${tasks.length} days were done before`);
  await workers.all(tasks, async (engine, { input, expected }) => {
    const isOld = work.has(reducedFiles(input.day).done);
    if (!isOld) await reduceDay(engine, work, input, expected, { shape, numbering, book });
    progress.add((rows / tasks.length) * reduceWeight(shape.spec.raw), isOld);
  });
  const days: ReducedDay[] = [];
  for (const { input } of tasks) days.push((await work.load(reducedFiles(input.day).done)) as ReducedDay);
  return days;
}

/** What one bucket of the raw record by device counts for. */
export function bucketUnits(rows: number): number {
  return (rows * WEIGHT.byDevice) / DEVICE_BUCKETS;
}
