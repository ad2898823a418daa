import { FILES, MANIFEST_FILE, type Manifest, type MessagePart } from '../domain/case.ts';
import { numbers, texts } from '../domain/columns.ts';
import type { Failure } from '../domain/failure.ts';
import type { Engine } from '../engine/engine.ts';
import { hourActivity } from '../sql/activity.ts';
import { messagesByHour, partFacts } from '../sql/check-messages.ts';
import type { OpenTables } from './check-relations.ts';
import type { OpenTable } from './open-table.ts';
import { isTimeType } from './schema.ts';

const AGAIN = 'Make the case again with "casewall prepare --raw".';

/** What one file of the raw record adds to the comparison of both orders and of the activity. */
export interface PartFacts {
  readonly order: MessagePart['order'];
  readonly rows: number;
  readonly mark: bigint;
  /** Messages by whole UTC hour; of the files by cell alone. */
  readonly byHour: ReadonlyMap<number, number>;
}

export function partOf(manifest: Manifest, path: string): MessagePart | undefined {
  return manifest.messages?.parts.find((part) => part.path === path);
}

/**
 * Reads a file of the raw record through: are its rows in the order and within the extents of the manifest, and does it
 * hold the devices of its bucket only.
 */
export async function partFailures(
  engine: Engine,
  table: OpenTable,
  part: MessagePart,
  buckets: number,
  signal?: AbortSignal
): Promise<{ readonly failures: readonly Failure[]; readonly facts: PartFacts }> {
  const { order, bucket } = part;
  const answer = await engine.run(
    partFacts(table.name, { order, bucket, buckets }, table.types.has('kind')),
    signal
  );
  const of = (name: string) => numbers(answer, name)[0];
  const failures: Failure[] = [];
  const fail = (code: string, column: string, message: string, row?: number) =>
    failures.push({
      code,
      severity: 'error',
      message,
      remedy: AGAIN,
      file: table.path,
      column,
      ...(row === undefined ? {} : { row: row + 1 })
    });
  for (const column of ['t', 'device', 'cell'] as const) {
    const [first, last] = [of(`first_${column}`), of(`last_${column}`)];
    const [toldFirst, toldLast] = part[column];
    if (first === toldFirst && last === toldLast) continue;
    fail(
      'part-extent',
      column,
      `The column runs from ${first} to ${last}; case.json says from ${toldFirst} to ${toldLast}: readers would miss rows.`
    );
  }
  if (of('unsorted') > 0)
    fail('part-order', order, `Rows are not sorted by ${order} and t.`, of('first_unsorted'));
  if (of('strays') > 0)
    fail(
      'part-bucket',
      'device',
      `Devices of another bucket than ${bucket} are in the file.`,
      of('first_stray')
    );
  return {
    failures,
    facts: {
      order,
      rows: of('rows'),
      mark: BigInt(texts(answer, 'mark')[0] ?? '0'),
      byHour: order === 'cell' ? await hoursOf(engine, table.name, signal) : new Map()
    }
  };
}

async function hoursOf(
  engine: Engine,
  file: string,
  signal: AbortSignal | undefined
): Promise<ReadonlyMap<number, number>> {
  const answer = await engine.run(messagesByHour(file), signal);
  const messages = numbers(answer, 'messages');
  return new Map(Array.from(numbers(answer, 'hour'), (hour, index) => [hour, messages[index]]));
}

/** Compares both orders of the raw record with each other, and with the messages per hour of the activity. */
export async function recordFailures(
  engine: Engine,
  tables: OpenTables,
  manifest: Manifest,
  facts: readonly PartFacts[],
  signal?: AbortSignal
): Promise<Failure[]> {
  const { messages } = manifest;
  // Where a part could not be read, that is told already.
  if (messages === undefined || messages === null || facts.length < messages.parts.length) return [];
  const sum = (order: MessagePart['order']) =>
    facts
      .filter((part) => part.order === order)
      .reduce((all, { rows, mark }) => ({ rows: all.rows + rows, mark: all.mark + mark }), {
        rows: 0,
        mark: 0n
      });
  const [byCell, byDevice] = [sum('cell'), sum('device')];
  const failures: Failure[] = [];
  if (byCell.rows !== byDevice.rows || byCell.mark !== byDevice.mark) {
    failures.push(
      manifestFailure(
        'messages-differ',
        `The files by cell hold ${byCell.rows} messages and those by device ${byDevice.rows}, and they are not the same ones.`
      )
    );
  }
  const hour = tables.get(FILES.hour);
  return hour === undefined ? failures : [...failures, ...(await hourFailures(engine, hour, facts, signal))];
}

async function hourFailures(
  engine: Engine,
  hour: OpenTable,
  facts: readonly PartFacts[],
  signal: AbortSignal | undefined
): Promise<Failure[]> {
  const raw = new Map<number, number>();
  for (const { byHour } of facts) for (const [at, count] of byHour) raw.set(at, (raw.get(at) ?? 0) + count);
  const kind = isTimeType(hour.types.get('hour') ?? '') ? 'timestamp' : 'number';
  const answer = await engine.run(hourActivity(hour.name, kind, false), signal);
  const counted = numbers(answer, 'messages');
  const known = new Map(Array.from(numbers(answer, 'hour'), (at, index) => [at, counted[index]]));
  const wrong = [...new Set([...raw.keys(), ...known.keys()])]
    .filter((at) => (raw.get(at) ?? 0) !== (known.get(at) ?? 0))
    .sort((a, b) => a - b);
  if (wrong.length === 0) return [];
  const [first] = wrong;
  const more = wrong.length === 1 ? '' : ` And ${wrong.length - 1} more hours like it.`;
  return [
    manifestFailure(
      'messages-activity',
      `Hour ${first} has ${raw.get(first) ?? 0} messages in the raw record and ${known.get(first) ?? 0} in ${FILES.hour}.${more}`
    )
  ];
}

function manifestFailure(code: string, message: string): Failure {
  return { code, severity: 'error', message, remedy: AGAIN, file: MANIFEST_FILE, column: 'messages' };
}
