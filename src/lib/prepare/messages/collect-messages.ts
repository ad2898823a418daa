import { createHash } from 'node:crypto';
import { CaseFailure } from '../../domain/failure.ts';
import { openNative } from '../../engine/native.ts';
import type { LookupTable } from '../lookups.ts';
import type { MessagesSpec } from '../mapping-messages.ts';
import type { Locate } from '../place-rows.ts';
import { makeProgress } from '../progress.ts';
import type { Rejects } from '../rejects.ts';
import type { SourceFile } from '../source-files.ts';
import type { CollectedMessages } from './collected.ts';
import { findingsOf, refuseTwinRecords, unknownPlaces } from './findings.ts';
import { listLeftOut, refuseNothing, refuseTooMany } from './left-out.ts';
import { collectedPeriods, countDevices } from './load-days.ts';
import { numberAll, type GivenNumbers } from './numbering.ts';
import { rawRecord } from './raw-record.ts';
import { countDays, findDays, reduceDays, type Job } from './steps.ts';
import { surveyRecord } from './survey.ts';
import { openWorkFolder, type WorkFolder } from './work-folder.ts';
import { openWorkers, type Workers } from './workers.ts';

/** What the raw record is made from, and by what means. */
export interface MessagesInput {
  readonly spec: MessagesSpec;
  readonly sources: readonly SourceFile[];
  readonly lookups: ReadonlyMap<string, LookupTable>;
  /** What the look-up tables were read from, as text: another table makes another case. */
  readonly lookupMark: string;
  readonly locate: Locate;
  readonly caseZone: string;
  readonly out: string;
  /** Bytes that all of it may take, and engines side by side. */
  readonly memory: number;
  readonly threads: number;
  readonly rejects: Rejects;
  readonly say: (line: string) => void;
  readonly clock: () => number;
  /** Numbers given already, in a case that grows. */
  readonly given: GivenNumbers | null;
}

/** Changes with what the work folder holds: an earlier version's is not taken up. */
const WORK_VERSION = 1;

/** Share of the memory that the engines get; the rest is for what surrounds them. */
const ENGINE_SHARE = 0.75;

/**
 * Reads raw records, a day at a time: counts what is there (census), numbers places and devices, and reduces each day
 * to counts by hour and cell. What is finished stays in the work folder, so that the same call goes on after an
 * interruption. Throws CaseFailure where the record cannot be used.
 */
export async function collectMessages(input: MessagesInput): Promise<CollectedMessages> {
  const work = await openWorkFolder(input.out, signatureOf(input));
  const memoryEach = Math.floor((input.memory * ENGINE_SHARE) / input.threads);
  const open = () => openNative({ threads: 1, memoryLimit: `${memoryEach}B`, scratchIn: work.folder });
  try {
    const workers = await openWorkers(input.threads, open);
    try {
      return await collect(input, work, workers);
    } finally {
      await workers.close();
    }
  } catch (error) {
    // What is wrong with the data must be mended first, and then nothing of this fits any more.
    if (error instanceof CaseFailure) await work.close();
    else await work.leave();
    throw error;
  }
}

function signatureOf({ spec, sources, lookupMark, given }: MessagesInput): string {
  const files = sources.map(({ name, sha256 }) => [name, sha256]);
  const text = JSON.stringify([WORK_VERSION, spec, files, lookupMark, given?.places.length ?? null]);
  return createHash('sha256').update(text).digest('hex');
}

async function collect(input: MessagesInput, work: WorkFolder, workers: Workers): Promise<CollectedMessages> {
  const { spec, sources, given } = input;
  const survey = await workers.first((engine) => surveyRecord(engine, sources, spec, input.caseZone));
  // In a case whose devices are named, a number is a name like any other.
  const shape = {
    ...survey.shape,
    hasDeviceNumbers: survey.shape.hasDeviceNumbers && (given?.devices ?? null) === null
  };
  const { say, clock } = input;
  const job: Job = { work, workers, shape, progress: makeProgress(say, clock), say };
  const { inputs, staged, rows } = await findDays(job, survey);
  const census = await countDays(job, inputs, rows);
  refuseTwinRecords(census.days, survey.files);
  const numbering = await workers.first((engine) =>
    numberAll(engine, work, census.days, shape, input, given)
  );
  const found = [
    ...findingsOf({ files: survey.files, spec, days: census.days, staged, rows }),
    ...unknownPlaces(numbering.unknown, spec)
  ];
  refuseTooMany(found, rows, spec.leaveOut);
  listLeftOut(input.rejects, found);
  const messages = numbering.usable.reduce((sum, count) => sum + count, 0);
  refuseNothing(messages);
  const days = await reduceDays(job, inputs, numbering, census.book, rows);
  const raw = spec.raw ? await rawRecord(job, days, numbering) : null;
  const devices = await workers.first((engine) => countDevices(engine, work, days));
  job.progress.stage('putting the days together');
  return {
    work,
    days,
    places: numbering.places,
    kinds: numbering.kinds,
    isSplit: spec.split,
    collected: collectedPeriods(days, spec.collected),
    messages,
    devices,
    tally: {
      files: sources.map(({ name, bytes, sha256 }) => ({ file: name, bytes, sha256 })),
      rows,
      unwanted: 0,
      rejected: rows - messages,
      warnings: []
    },
    raw
  };
}
