import type { Coded, EventTable } from '../../../src/lib/views/event-table.ts';

export interface MadeEvent {
  readonly start?: string;
  readonly startEnd?: string;
  readonly point?: readonly [lat: number, lon: number];
  readonly radiusM?: number;
  readonly kind?: string;
  readonly country?: string;
  readonly region?: string;
  readonly items?: Readonly<Record<string, number>>;
}

/** An event table out of short descriptions; `items` maps `commodity unit` to a quantity. */
export function makeEventTable(events: readonly MadeEvent[]): EventTable {
  const coded = (name: 'kind' | 'country' | 'region'): Coded => {
    const values = [...new Set(events.flatMap((event) => event[name] ?? []))].sort();
    return {
      values,
      codes: Int32Array.from(events, (event) =>
        event[name] === undefined ? values.length : values.indexOf(event[name])
      )
    };
  };
  const none: Coded = { values: [], codes: new Int32Array(events.length) };
  const measures = [...new Set(events.flatMap((event) => Object.keys(event.items ?? {})))].sort();
  const entries = events.flatMap((event, row) =>
    Object.entries(event.items ?? {})
      .sort()
      .map(([measure, quantity]) => ({ row, measure: measures.indexOf(measure), quantity }))
  );
  const time = (text: string | undefined) => (text === undefined ? NaN : Date.parse(text));
  return {
    count: events.length,
    dated: events.filter((event) => event.start !== undefined).length,
    start: Float64Array.from(events, (event) => time(event.start)),
    startEnd: Float64Array.from(events, (event) =>
      event.startEnd === undefined ? time(event.start) + 60_000 : time(event.startEnd)
    ),
    end: new Float64Array(events.length).fill(NaN),
    // Told by its end a start is vague: to the day.
    precision: Uint8Array.from(events, (event) => (event.startEnd === undefined ? 0 : 2)),
    lat: Float64Array.from(events, (event) => event.point?.[0] ?? NaN),
    lon: Float64Array.from(events, (event) => event.point?.[1] ?? NaN),
    radiusM: Float64Array.from(events, (event) => event.radiusM ?? NaN),
    kind: coded('kind'),
    country: coded('country'),
    region: coded('region'),
    operation: none,
    agency: none,
    grade: none,
    quantities: {
      measures: measures.map((measure) => ({
        commodity: measure.split(' ')[0],
        unit: measure.split(' ')[1]
      })),
      row: Int32Array.from(entries, (entry) => entry.row),
      measure: Int32Array.from(entries, (entry) => entry.measure),
      quantity: Float64Array.from(entries, (entry) => entry.quantity)
    }
  };
}
