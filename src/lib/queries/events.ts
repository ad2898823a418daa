import { numbers, textLists, texts, type Columns } from '../domain/columns.ts';
import { TIME_PRECISIONS, type CaseEvent, type Item, type TimePrecision } from '../domain/event.ts';
import type { Engine } from '../engine/engine.ts';
import { eventDetail, eventItems, eventRows } from '../sql/event-rows.ts';

/** What a list of events shows of one. */
export type EventRow = Pick<
  CaseEvent,
  | 'row'
  | 'id'
  | 'kind'
  | 'title'
  | 'start'
  | 'end'
  | 'precision'
  | 'place'
  | 'country'
  | 'region'
  | 'operation'
  | 'agency'
>;

function maybeNumber(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function precisionOf(text: string | null | undefined): TimePrecision {
  return TIME_PRECISIONS.find((precision) => precision === text) ?? 'year';
}

function listRow(answer: Columns, index: number): EventRow {
  const text = (name: string): string | null => texts(answer, name)[index] ?? null;
  return {
    row: numbers(answer, 'row')[index] as number,
    id: text('id') ?? '',
    kind: text('kind') ?? '',
    title: text('title') ?? '',
    start: maybeNumber(numbers(answer, 'start_ms')[index]),
    end: maybeNumber(numbers(answer, 'end_ms')[index]),
    precision: precisionOf(text('time_precision')),
    place: text('place'),
    country: text('country'),
    region: text('region'),
    operation: text('operation'),
    agency: text('agency')
  };
}

/** The rows of a list, in order of the rows. */
export async function eventsOfRows(
  engine: Engine,
  rows: readonly number[],
  signal?: AbortSignal
): Promise<readonly EventRow[]> {
  if (rows.length === 0) return [];
  const answer = await engine.run(eventRows(rows), signal);
  return Array.from({ length: answer.rows }, (_, index) => listRow(answer, index));
}

/** One event with its items, or null where the case has no event of that id. */
export async function eventById(
  engine: Engine,
  id: string,
  signal?: AbortSignal
): Promise<{ readonly event: CaseEvent; readonly items: readonly Item[] } | null> {
  const answer = await engine.run(eventDetail(id), signal);
  if (answer.rows === 0) return null;
  const text = (name: string): string | null => texts(answer, name)[0] ?? null;
  const number = (name: string): number | null => maybeNumber(numbers(answer, name)[0]);
  const event: CaseEvent = {
    ...listRow(answer, 0),
    summary: text('summary'),
    dateBasis: text('date_basis') === 'reported' ? 'reported' : 'occurred',
    lat: number('lat'),
    lon: number('lon'),
    placeRadiusM: number('place_radius_m'),
    sources: textLists(answer, 'sources')[0] ?? [],
    sourceGrade: text('source_grade'),
    infoGrade: text('info_grade'),
    handling: text('handling')
  };
  return { event, items: await itemsOf(engine, id, signal) };
}

async function itemsOf(engine: Engine, id: string, signal?: AbortSignal): Promise<readonly Item[]> {
  const answer = await engine.run(eventItems(id), signal);
  const quantity = numbers(answer, 'quantity');
  const unit = texts(answer, 'unit');
  const note = texts(answer, 'note');
  return texts(answer, 'commodity').map((commodity, index) => ({
    commodity: commodity ?? '',
    quantity: maybeNumber(quantity[index]),
    unit: unit[index] ?? null,
    note: note[index] ?? null
  }));
}
