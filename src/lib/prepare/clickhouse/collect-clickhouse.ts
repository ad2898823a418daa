import { createHash } from 'node:crypto';
import { openNative } from '../../engine/native.ts';
import type { LookupTable } from '../lookups.ts';
import type { MessagesSpec, MessageTableSpec } from '../mapping-messages.ts';
import type { CollectedMessages } from '../messages/collected.ts';
import { DAY_SECONDS } from '../messages/day-input.ts';
import { recordFailure } from '../messages/failures.ts';
import { unknownPlaces } from '../messages/findings.ts';
import { listLeftOut, refuseNothing, refuseTooMany } from '../messages/left-out.ts';
import { collectedPeriods } from '../messages/load-days.ts';
import { numberKinds } from '../messages/numbering.ts';
import { refuseSwapped, settlePlaces } from '../messages/place-keys.ts';
import { reducedFiles, type ReducedDay } from '../messages/reduce.ts';
import { openWorkFolder, type WorkFolder } from '../messages/work-folder.ts';
import type { Locate } from '../place-rows.ts';
import { makeProgress } from '../progress.ts';
import type { Rejects } from '../rejects.ts';
import { countedFindings, countRecord, isUsable, type Counted } from './census.ts';
import { numbersSql, type NumbersSql } from './numbers-sql.ts';
import { recordSql, sourceName, type RecordSql } from './record-sql.ts';
import { reduceRemoteDay } from './reduce.ts';
import { openServer, type Server, type ServerAccess } from './server.ts';
import { checkShards } from './shards.ts';

/** What is reduced inside ClickHouse, and by which server. */
export interface RemoteInput {
  readonly spec: MessagesSpec;
  readonly table: MessageTableSpec;
  readonly access: ServerAccess;
  readonly lookups: ReadonlyMap<string, LookupTable>;
  readonly locate: Locate;
  readonly caseZone: string;
  readonly out: string;
  /** Bytes that the engine which puts the counts together may take. */
  readonly memory: number;
  readonly rejects: Rejects;
  readonly say: (line: string) => void;
  readonly clock: () => number;
}

/**
 * Reduces the record inside ClickHouse, day by day, and fetches the counts alone: the same as collectMessages makes of the
 * same records. Every number is checked against a census, so that a shard that is missing is an error and never a smaller
 * number. Days that are done are kept as long as the census still says the same of them. Throws CaseFailure.
 */
export async function collectRemote(input: RemoteInput): Promise<CollectedMessages> {
  if (input.spec.raw) {
    throw recordFailure(
      'cluster-raw',
      'The raw record stays in ClickHouse: it is not copied into the case.',
      'Leave out --raw, or prepare from files.'
    );
  }
  const server = await openServer(input.access);
  try {
    return await collectFrom(input, server);
  } finally {
    await server.close();
  }
}

/** The same from a server that is open already. */
export async function collectFrom(input: RemoteInput, server: Server): Promise<CollectedMessages> {
  const { spec, table, access } = input;
  input.say(`asking ClickHouse at ${access.url} about ${sourceName(table)}`);
  if ('table' in table) await checkShards(server, table.table, access.database);
  const record = await recordSql(server, spec, table, input.caseZone);
  const counted = await countRecord(server, record);
  const settled = settlePlaces(counted.places, spec, input.lookups, input.locate);
  if ('by' in spec.place) refuseSwapped(counted.places, settled, input.locate);
  const found = [
    ...countedFindings(counted, spec, sourceName(table)),
    ...unknownPlaces(settled.unknown, spec)
  ];
  refuseTooMany(found, counted.rows, spec.leaveOut);
  const numbered = counted.places.flatMap(({ raw, key }) => {
    const cell = settled.cellOf.get(key);
    return cell === undefined ? [] : [{ raw, cell }];
  });
  refuseNothing(numbered.length);
  listLeftOut(input.rejects, found);
  const { kinds, written } = kindsOf(record, counted, spec);
  const numbers = numbersSql(record, numbered, settled.places, spec.split ? written : null);
  const expected = await usableByDay(server, record, counted, settled.unknown.length > 0 ? numbers : null);
  const messages = [...expected.values()].reduce((sum, count) => sum + count, 0);
  refuseNothing(messages);
  const work = await openWorkFolder(input.out, signatureOf(input, numbered, written));
  try {
    const days = await reduceAll(input, server, work, record, numbers, expected);
    const [[devices]] = await server.ask(
      `SELECT uniqExact(${record.device}) FROM ${record.source} WHERE ${isUsable(record)} AND ${numbers.isPlaced}`
    );
    const name = sourceName(table);
    return {
      work,
      days,
      places: settled.places,
      kinds,
      isSplit: spec.split,
      collected: collectedPeriods(days, spec.collected),
      messages,
      devices: Number(devices),
      tally: {
        files: [{ file: name, bytes: 0, sha256: '' }],
        rows: counted.rows,
        unwanted: 0,
        rejected: counted.rows - messages,
        warnings: []
      },
      raw: null
    };
  } catch (error) {
    await work.leave();
    throw error;
  }
}

/** Names of the kinds, and how the record writes them: a whole number is its own position. */
function kindsOf(record: RecordSql, counted: Counted, spec: MessagesSpec) {
  if (record.kind === null) return { kinds: [], written: [] };
  const kinds = numberKinds([counted], { spec, kinds: record.hasKindNumbers ? 'numbers' : 'texts' }, []);
  return { kinds, written: record.hasKindNumbers ? kinds.map((_, number) => String(number)) : kinds };
}

async function usableByDay(
  server: Server,
  record: RecordSql,
  { days }: Counted,
  numbers: NumbersSql | null
): Promise<ReadonlyMap<number, number>> {
  if (numbers === null) {
    const usable = days.map(({ day, rows, noDevice, noPlace }) => [day, rows - noDevice - noPlace] as const);
    return new Map(usable.filter(([, count]) => count > 0));
  }
  const counted = await server.ask(`SELECT intDiv(${record.seconds}, ${DAY_SECONDS}) AS day, count()
FROM ${record.source}
WHERE ${isUsable(record)} AND ${numbers.isPlaced}
GROUP BY day
ORDER BY day`);
  return new Map(counted.map(([day, count]) => [Number(day), Number(count)]));
}

/** Changes with whatever the counts of a day depend on, but for the records themselves: these the census looks after. */
function signatureOf(
  { spec, table, access }: RemoteInput,
  numbered: readonly object[],
  written: readonly string[]
): string {
  const text = JSON.stringify(['clickhouse', 1, spec, table, access.url, numbered, written]);
  return createHash('sha256').update(text).digest('hex');
}

async function reduceAll(
  { memory, say, clock }: RemoteInput,
  server: Server,
  work: WorkFolder,
  record: RecordSql,
  numbers: NumbersSql,
  expected: ReadonlyMap<number, number>
): Promise<readonly ReducedDay[]> {
  const progress = makeProgress(say, clock);
  const rows = [...expected.values()].reduce((sum, count) => sum + count, 0);
  progress.plan(rows * 1.05, rows);
  progress.stage('reducing days inside ClickHouse');
  const engine = await openNative({
    threads: 1,
    memoryLimit: `${Math.floor(memory / 2)}B`,
    scratchIn: work.folder
  });
  const days: ReducedDay[] = [];
  try {
    const old = await daysDone(work, expected);
    if (old.size > 0) say(`${old.size} of ${expected.size} days were done before`);
    for (const [day, count] of expected) {
      const isOld = old.has(day);
      if (!isOld) await reduceRemoteDay(server, engine, work, day, count, record, numbers);
      days.push((await work.load(reducedFiles(day).done)) as ReducedDay);
      progress.add(count, isOld);
    }
  } finally {
    await engine.close();
  }
  return days;
}

/** Days that an earlier call did, as long as the census still says the same of them. */
async function daysDone(
  work: WorkFolder,
  expected: ReadonlyMap<number, number>
): Promise<ReadonlySet<number>> {
  const done = new Set<number>();
  for (const [day, count] of expected) {
    const name = reducedFiles(day).done;
    if (work.has(name) && ((await work.load(name)) as ReducedDay).messages === count) done.add(day);
  }
  return done;
}
