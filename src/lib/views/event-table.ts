import { numbers, type Columns } from '../domain/columns.ts';
import { TIME_PRECISIONS } from '../domain/event.ts';
import { startInterval } from '../time/precision.ts';

/** A dimension of the events as codes into a list of values; the code `values.length` means none. */
export interface Coded {
  readonly values: readonly string[];
  readonly codes: Int32Array;
}

/** Quantities of the items, one entry per event, commodity and unit. */
export interface Quantities {
  /** Commodity and unit pairs. */
  readonly measures: readonly { readonly commodity: string; readonly unit: string }[];
  /** Entries in order of the events. */
  readonly row: Int32Array;
  readonly measure: Int32Array;
  readonly quantity: Float64Array;
}

/** What the screen holds of every event of a case, in order of (start, id), undated ones last. Immutable. */
export interface EventTable {
  readonly count: number;
  /** Events with a start: rows 0..dated - 1. */
  readonly dated: number;
  /** Epoch milliseconds; NaN where missing. */
  readonly start: Float64Array;
  /** The start lies in [start, startEnd): the unit of its precision. */
  readonly startEnd: Float64Array;
  readonly end: Float64Array;
  readonly precision: Uint8Array;
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly radiusM: Float64Array;
  readonly kind: Coded;
  readonly country: Coded;
  readonly region: Coded;
  readonly operation: Coded;
  readonly agency: Coded;
  /** Grade of the source, A to F. */
  readonly grade: Coded;
  readonly quantities: Quantities;
}

export type CodedValues = Readonly<
  Record<'kind' | 'country' | 'region' | 'operation' | 'agency' | 'source_grade', readonly string[]>
>;

/** Builds the table from the answers of sql/load.ts eventColumns, eventValues and itemSums. zone: IANA zone of the case. */
export function eventTable(
  columns: Columns,
  values: CodedValues,
  quantities: Quantities,
  zone: string
): EventTable {
  const start = Float64Array.from(numbers(columns, 'start_ms'));
  const precision = Uint8Array.from(numbers(columns, 'precision_code'));
  const startEnd = new Float64Array(columns.rows);
  let dated = 0;
  for (let row = 0; row < columns.rows; row++) {
    const begin = start[row] as number;
    if (Number.isNaN(begin)) {
      startEnd[row] = NaN;
      continue;
    }
    const interval = startInterval(begin, TIME_PRECISIONS[precision[row] as number] ?? 'year', zone);
    start[row] = interval.from;
    startEnd[row] = interval.to;
    dated = row + 1;
  }
  const coded = (name: keyof CodedValues): Coded => ({
    values: values[name],
    codes: Int32Array.from(numbers(columns, `${name}_code`))
  });
  return {
    count: columns.rows,
    dated,
    start,
    startEnd,
    end: Float64Array.from(numbers(columns, 'end_ms')),
    precision,
    lat: Float64Array.from(numbers(columns, 'lat')),
    lon: Float64Array.from(numbers(columns, 'lon')),
    radiusM: Float64Array.from(numbers(columns, 'place_radius_m')),
    kind: coded('kind'),
    country: coded('country'),
    region: coded('region'),
    operation: coded('operation'),
    agency: coded('agency'),
    grade: coded('source_grade'),
    quantities
  };
}
