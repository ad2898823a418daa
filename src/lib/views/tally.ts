import { dimensionBit, type EventDimension } from '../domain/filter.ts';
import type { Range } from '../domain/range.ts';
import type { Coded, EventTable } from './event-table.ts';

/** State of an event under the View: left out, surely in, or perhaps in (its date is vaguer than the range). */
export const HIDDEN = 0;
export const CERTAIN = 1;
export const POSSIBLE = 2;

/** A number that may be larger: `certain` counts what is surely meant, `possible` what may be meant as well. */
export interface Amount {
  readonly certain: number;
  /** Never below `certain`. */
  readonly possible: number;
}

export interface FacetCounts {
  readonly values: readonly string[];
  /** Events surely in, per value, under every filter but this one. */
  readonly counts: Uint32Array;
}

export const FACETS = ['kind', 'country', 'region', 'operation', 'agency'] as const;
export type Facet = (typeof FACETS)[number];

/** The dimension of the filter that a list of values belongs to. */
export const FACET_DIMENSION: Readonly<Record<Facet | 'commodity', EventDimension>> = {
  kind: 'kinds',
  country: 'regions',
  region: 'regions',
  operation: 'operations',
  agency: 'agencies',
  commodity: 'commodities'
};

/** Everything that the screen counts of the events, for one View. */
export interface Tally {
  /** Per event: HIDDEN, CERTAIN or POSSIBLE. */
  readonly states: Uint8Array;
  readonly events: Amount;
  /** Per measure of the table's quantities. */
  readonly quantities: readonly Amount[];
  /** Events that pass what can be decided about them, but lack the date or the place that the picture needs. */
  readonly excluded: number;
  readonly facets: Readonly<Record<Facet | 'commodity', FacetCounts>>;
}

export interface TallyQuestion {
  /** Null: no range is selected, and undated events count too. */
  readonly range: Range | null;
  /** Per event the bits of the dimensions that it fails (sql/filtered.ts). */
  readonly masks: ArrayLike<number>;
  /** Whether an area is drawn: then a country alone is no place. */
  readonly hasArea: boolean;
}

/** Whether the event began in the range: surely, perhaps or not. */
export function timeState(table: EventTable, row: number, range: Range | null): number {
  if (range === null) return CERTAIN;
  const from = table.start[row] as number;
  const to = table.startEnd[row] as number;
  // Undated: both are NaN, and every comparison fails.
  if (from >= range.from && to <= range.to) return CERTAIN;
  return from < range.to && to > range.from ? POSSIBLE : HIDDEN;
}

/** Counts the events under a View. Runs on every brush move: one pass over the events. */
export function tallyEvents(table: EventTable, question: TallyQuestion): Tally {
  const { range, masks, hasArea } = question;
  const states = new Uint8Array(table.count);
  const facets = {
    kind: facet(table.kind),
    country: facet(table.country),
    region: facet(table.region),
    operation: facet(table.operation),
    agency: facet(table.agency)
  };
  const bits = FACETS.map((name) => dimensionBit(FACET_DIMENSION[name]));
  let certain = 0;
  let possible = 0;
  let excluded = 0;
  for (let row = 0; row < table.count; row++) {
    const mask = masks[row] as number;
    const time = timeState(table, row, range);
    if (lacksPicture(table, row, hasArea) && isDecided(table, row, mask, time, range)) excluded++;
    if (time === HIDDEN) continue;
    if (mask === 0) {
      states[row] = time;
      if (time === CERTAIN) certain++;
      else possible++;
    }
    if (time !== CERTAIN) continue;
    for (let index = 0; index < FACETS.length; index++) {
      if ((mask & ~(bits[index] as number)) !== 0) continue;
      const name = FACETS[index] as Facet;
      const code = table[name].codes[row] as number;
      const counts = facets[name].counts;
      if (code < counts.length) counts[code] = (counts[code] as number) + 1;
    }
  }
  return {
    states,
    events: { certain, possible: certain + possible },
    excluded,
    facets: { ...facets, commodity: commodityFacet(table, masks, range) },
    quantities: quantityAmounts(table, states)
  };
}

function facet(coded: Coded): FacetCounts {
  return { values: coded.values, counts: new Uint32Array(coded.values.length) };
}

/** Without a date, or without the place that the picture needs. */
function lacksPicture(table: EventTable, row: number, hasArea: boolean): boolean {
  if (Number.isNaN(table.start[row] as number)) return true;
  if (!Number.isNaN(table.lat[row] as number)) return false;
  return hasArea || table.country.codes[row] === table.country.values.length;
}

const PLACE_BITS = dimensionBit('regions') | dimensionBit('area');

/** Whether the event passes all that can be decided about it: what it lacks cannot speak against it. */
function isDecided(table: EventTable, row: number, mask: number, time: number, range: Range | null): boolean {
  const undated = Number.isNaN(table.start[row] as number);
  if (range !== null && !undated && time === HIDDEN) return false;
  let undecided = 0;
  if (Number.isNaN(table.lat[row] as number)) undecided |= dimensionBit('area');
  if (
    table.country.codes[row] === table.country.values.length &&
    table.region.codes[row] === table.region.values.length
  ) {
    undecided |= PLACE_BITS;
  }
  return (mask & ~undecided) === 0;
}

function commodityFacet(table: EventTable, masks: ArrayLike<number>, range: Range | null): FacetCounts {
  const { measures, row, measure } = table.quantities;
  const values = [...new Set(measures.map((entry) => entry.commodity))];
  const codeOf = measures.map((entry) => values.indexOf(entry.commodity));
  const counts = new Uint32Array(values.length);
  const bit = dimensionBit('commodities');
  let lastRow = -1;
  let lastCode = -1;
  for (let index = 0; index < row.length; index++) {
    const event = row[index] as number;
    const code = codeOf[measure[index] as number] as number;
    // Two units of one commodity in one event are one event; entries come in order of event and commodity.
    if (event === lastRow && code === lastCode) continue;
    lastRow = event;
    lastCode = code;
    if (((masks[event] as number) & ~bit) !== 0 || timeState(table, event, range) !== CERTAIN) continue;
    counts[code] = (counts[code] as number) + 1;
  }
  return { values, counts };
}

function quantityAmounts(table: EventTable, states: Uint8Array): readonly Amount[] {
  const { measures, row, measure, quantity } = table.quantities;
  const certain = new Float64Array(measures.length);
  const possible = new Float64Array(measures.length);
  for (let index = 0; index < row.length; index++) {
    const state = states[row[index] as number];
    if (state === HIDDEN) continue;
    const at = measure[index] as number;
    const amount = quantity[index] as number;
    possible[at] = (possible[at] as number) + amount;
    if (state === CERTAIN) certain[at] = (certain[at] as number) + amount;
  }
  return measures.map((_, index) => ({
    certain: certain[index] as number,
    possible: possible[index] as number
  }));
}
