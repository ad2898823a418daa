import type { Gap, PlaceTable } from '../domain/activity.ts';
import { numbers, texts } from '../domain/columns.ts';
import type { Engine } from '../engine/engine.ts';
import { coverageGaps, places } from '../sql/activity.ts';
import {
  createEmptyEventTable,
  createEventTable,
  createItemTable,
  createPlaceTable,
  eventColumns,
  eventValues,
  itemSums,
  type CodedDimension,
  type ColumnTypes
} from '../sql/load.ts';
import { eventTable, type CodedValues, type EventTable, type Quantities } from '../views/event-table.ts';

/** A registered Parquet file: its name in SQL, and its columns with their types, as DuckDB writes them. */
export interface TableFile {
  readonly name: string;
  readonly types: ColumnTypes;
}

/** The files that tell of events; null where the case has no such file. */
export interface EventFiles {
  readonly events: TableFile | null;
  readonly items: TableFile | null;
}

export interface EventLoading {
  /** Called before each step with the share done, 0 to 1. */
  readonly progress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Makes the tables `event` and `item` and reads what the screen holds of them. zone: of the case. */
export async function loadEvents(
  engine: Engine,
  files: EventFiles,
  zone: string,
  { signal, progress = () => undefined }: EventLoading = {}
): Promise<EventTable> {
  progress(0);
  if (files.events === null) await engine.run(createEmptyEventTable(), signal);
  else await engine.run(createEventTable(files.events.name, files.events.types), signal);
  progress(0.5);
  await engine.run(createItemTable(files.items?.name ?? null), signal);
  const values = await loadValues(engine, signal);
  progress(0.6);
  const quantities = await loadQuantities(engine, signal);
  progress(0.75);
  return eventTable(await engine.run(eventColumns(), signal), values, quantities, zone);
}

async function loadValues(engine: Engine, signal?: AbortSignal): Promise<CodedValues> {
  const answer = await engine.run(eventValues(), signal);
  const dimension = texts(answer, 'dimension');
  const values = texts(answer, 'value');
  const of = (name: CodedDimension): string[] =>
    values.flatMap((value, index) => (dimension[index] === name && value !== null ? [value] : []));
  return {
    kind: of('kind'),
    country: of('country'),
    region: of('region'),
    operation: of('operation'),
    agency: of('agency'),
    source_grade: of('source_grade')
  };
}

async function loadQuantities(engine: Engine, signal?: AbortSignal): Promise<Quantities> {
  const sums = await engine.run(itemSums(), signal);
  const commodities = texts(sums, 'commodity');
  const units = texts(sums, 'unit');
  const positions = new Map<string, Map<string, number>>();
  const measures: { commodity: string; unit: string }[] = [];
  const measure = new Int32Array(sums.rows);
  for (let index = 0; index < sums.rows; index++) {
    const commodity = commodities[index] ?? '';
    const unit = units[index] ?? '';
    const byUnit = positions.get(commodity) ?? new Map<string, number>();
    positions.set(commodity, byUnit);
    let position = byUnit.get(unit);
    if (position === undefined) {
      position = measures.length;
      byUnit.set(unit, position);
      measures.push({ commodity, unit });
    }
    measure[index] = position;
  }
  return {
    measures,
    row: Int32Array.from(numbers(sums, 'row')),
    measure,
    quantity: Float64Array.from(numbers(sums, 'quantity'))
  };
}

/** Makes the table `place` and reads it. */
export async function loadPlaces(
  engine: Engine,
  file: string | null,
  signal?: AbortSignal
): Promise<PlaceTable> {
  await engine.run(createPlaceTable(file), signal);
  const answer = await engine.run(places(), signal);
  return {
    count: answer.rows,
    lat: Float64Array.from(numbers(answer, 'lat')),
    lon: Float64Array.from(numbers(answer, 'lon')),
    h3: texts(answer, 'h3'),
    country: texts(answer, 'country'),
    region: texts(answer, 'region'),
    name: texts(answer, 'name')
  };
}

/** The gaps in the collection, in order of their start. */
export async function loadGaps(engine: Engine, file: string, signal?: AbortSignal): Promise<readonly Gap[]> {
  const answer = await engine.run(coverageGaps(file), signal);
  const place = numbers(answer, 'place');
  const from = numbers(answer, 'from_ms');
  const to = numbers(answer, 'to_ms');
  const reason = texts(answer, 'reason');
  return Array.from({ length: answer.rows }, (_, index) => ({
    place: Number.isNaN(place[index] as number) ? null : (place[index] as number),
    from: from[index] as number,
    to: to[index] as number,
    reason: reason[index] ?? ''
  }));
}
