import { createHash } from 'node:crypto';
import { availableParallelism, totalmem } from 'node:os';
import type { PreparedActivity } from './describe-case.ts';
import type { RemoteInput } from './clickhouse/collect-clickhouse.ts';
import type { MessagesSpec, MessageTableSpec } from './mapping-messages.ts';
import { collectMessages } from './messages/collect-messages.ts';
import type { CollectedMessages } from './messages/collected.ts';
import { recordFailure } from './messages/failures.ts';
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
  const common = {
    spec,
    lookups: work.lookups,
    locate: makeLocate(),
    caseZone: input.mapping.case.zone,
    out: input.out,
    ...meansOf(input),
    rejects: work.rejects,
    say: input.progress ?? (() => undefined),
    clock: () => performance.now()
  };
  const record =
    input.remote === undefined
      ? await collectMessages({
          ...common,
          sources: await filesOf(work, 'messages', spec),
          lookupMark: await lookupMark(input),
          given: null
        })
      : await collectThere({ ...common, table: tableOf(input, spec), access: input.remote });
  work.tables.messages = record.tally;
  return record;
}

/** The client of ClickHouse is loaded only where it is needed. */
async function collectThere(input: RemoteInput): Promise<CollectedMessages> {
  const { collectRemote } = await import('./clickhouse/collect-clickhouse.ts');
  return collectRemote(input);
}

/** The table that --messages names or, where it does not, the source of the mapping. */
function tableOf({ files }: PrepareInput, spec: MessagesSpec): MessageTableSpec {
  const given = files?.messages;
  if (given === undefined && spec.source !== undefined) return spec.source;
  const [table] = given ?? [];
  if (given?.length === 1 && /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)?$/.test(table)) return { table };
  throw recordFailure(
    'cluster-table',
    given === undefined ? 'No table is named.' : `"${given.join(' ')}" is not the name of one table.`,
    'Write --messages database.table, or "source" under "messages" in the mapping.'
  );
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
