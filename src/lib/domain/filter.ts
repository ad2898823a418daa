/** A corner of a drawn area: longitude, latitude in degrees, to 4 decimals. */
export type Corner = readonly [lon: number, lat: number];

/** Which events and which activity count. An empty list keeps everything. Time is not part of it: see View. */
export interface Filter {
  /** Country codes (`NL`) and region codes (`NL-ZH`); an event or cell is kept if its country or region is among them. */
  readonly regions: readonly string[];
  /** Drawn polygon (at least 3 corners, not closed), or null. */
  readonly area: readonly Corner[] | null;
  readonly kinds: readonly string[];
  /** Events with at least one item of these commodities. */
  readonly commodities: readonly string[];
  readonly operations: readonly string[];
  readonly agencies: readonly string[];
  /** Kinds of message traffic; touches activity only. */
  readonly traffic: readonly string[];
  /** Words searched in title, summary and place; all must occur; case and accents do not matter. */
  readonly text: string;
}

export const NO_FILTER: Filter = {
  regions: [],
  area: null,
  kinds: [],
  commodities: [],
  operations: [],
  agencies: [],
  traffic: [],
  text: ''
};

/** The dimensions of the filter that an event can fail, in the order of the bits of an event's fail mask. */
export const EVENT_DIMENSIONS = [
  'regions',
  'area',
  'kinds',
  'commodities',
  'operations',
  'agencies',
  'text'
] as const;
export type EventDimension = (typeof EVENT_DIMENSIONS)[number];

/** Bit of a dimension in the fail mask of an event (1 = the event fails it). */
export function dimensionBit(dimension: EventDimension): number {
  return 1 << EVENT_DIMENSIONS.indexOf(dimension);
}
