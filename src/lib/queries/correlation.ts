import type { EventList } from '../correlate/input.ts';
import { numbers, texts } from '../domain/columns.ts';
import { TIME_PRECISIONS } from '../domain/event.ts';
import type { Engine } from '../engine/engine.ts';
import { eventNames } from '../sql/correlation.ts';
import type { Coded, EventTable } from '../views/event-table.ts';

/** The events of a case as the statistics take them: the event table with names and the basis of the dates. */
export async function loadEventList(
  engine: Engine,
  table: EventTable,
  signal?: AbortSignal
): Promise<EventList> {
  const answer = await engine.run(eventNames(), signal);
  const values = ({ values: list, codes }: Coded): (string | null)[] =>
    Array.from(codes, (code) => list[code] ?? null);
  return {
    count: table.count,
    id: texts(answer, 'id').map((id) => id ?? ''),
    title: texts(answer, 'title').map((title) => title ?? ''),
    kind: values(table.kind).map((kind) => kind ?? ''),
    start: table.start,
    startEnd: table.startEnd,
    precision: Array.from(table.precision, (code) => TIME_PRECISIONS[code] ?? 'year'),
    reported: Uint8Array.from(numbers(answer, 'reported')),
    lat: table.lat,
    lon: table.lon,
    place: texts(answer, 'place'),
    country: values(table.country),
    region: values(table.region),
    operation: values(table.operation)
  };
}
