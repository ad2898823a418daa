import { createHash } from 'node:crypto';
import { availableParallelism, totalmem } from 'node:os';
import type { PreparedActivity } from './describe-case.ts';
import type { MessagesSpec } from './mapping-messages.ts';
import { collectMessages } from './messages/collect-messages.ts';
import type { CollectedMessages } from './messages/collected.ts';
import { makeLocate } from './outline-files.ts';
import type { PlaceRow } from './place-rows.ts';
import { sourceFiles } from './source-files.ts';
import { filesOf, type Means, type PrepareInput, type Work } from './work.ts';

const GB = 1e9;

/** Memory and engines where nothing is said: what a laptop can spare. */
export function meansOf({ means }: Pick<PrepareInput, 'means'>): Means {
  return means ?? { memory: Math.min(4 * GB, totalmem() / 2), threads: availableParallelism() };
}

/** What of the memory the engine that puts the case together may take. */
export function engineBytes(memory: number): number {
  return Math.floor(memory * 0.75);
}

/** Reads the raw record of messages of a mapping. Throws CaseFailure where it cannot be used. */
export async function collectRecord(work: Work, spec: MessagesSpec): Promise<CollectedMessages> {
  const { input } = work;
  const sources = await filesOf(work, 'messages', spec);
  const say = input.progress ?? (() => undefined);
  const record = await collectMessages({
    spec,
    sources,
    lookups: work.lookups,
    lookupMark: await lookupMark(input),
    locate: makeLocate(),
    caseZone: input.mapping.case.zone,
    out: input.out,
    ...meansOf(input),
    rejects: work.rejects,
    say,
    clock: () => performance.now(),
    given: null
  });
  work.tables.messages = record.tally;
  return record;
}

/** The activity of a case that is made from messages. */
export function ofMessages(
  record: CollectedMessages
): PreparedActivity & { readonly places: readonly PlaceRow[] } {
  const { places, collected, messages, devices } = record;
  return { step: 'hour', unit: 'messages', scale: 1, places, collected, messages, devices };
}

/** Changes whenever a look-up table does. */
async function lookupMark({ mapping, base }: PrepareInput): Promise<string> {
  const files = Object.values(mapping.lookups).flatMap(({ file }) => file ?? []);
  const read = files.length === 0 ? [] : await sourceFiles(files, base);
  const text = JSON.stringify([mapping.lookups, read.map(({ sha256 }) => sha256)]);
  return createHash('sha256').update(text).digest('hex');
}
