/** A corner of a drawn area: longitude, latitude in degrees, to 4 decimals. */
export type Corner = readonly [lon: number, lat: number];

/** A drawn polygon: at least 3 corners, not closed. */
export type Area = readonly Corner[];

/** A box of the map in degrees, to 4 decimals. `west` above `east`: it crosses the antimeridian. */
export interface Extent {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The dimensions that are lists of values, of which some can be kept and others left out. */
export const LIST_DIMENSIONS = [
  'regions',
  'kinds',
  'commodities',
  'operations',
  'agencies',
  'grades',
  'traffic'
] as const;
export type ListDimension = (typeof LIST_DIMENSIONS)[number];

/** Values per dimension. */
export interface ValueLists {
  /** Country codes (`NL`) and region codes (`NL-ZH`): whatever has that country or region. */
  readonly regions: readonly string[];
  readonly kinds: readonly string[];
  /** Events with at least one item of these commodities. */
  readonly commodities: readonly string[];
  readonly operations: readonly string[];
  readonly agencies: readonly string[];
  /** Grades of the source, A to F. */
  readonly grades: readonly string[];
  /** Kinds of message traffic; touches activity only. */
  readonly traffic: readonly string[];
}

/**
 * Which events and which activity count. Each dimension narrows further. Time is not part of it: see View.
 *
 * Kept values: an empty list keeps everything, else only what has one of the values. Values left out (`not`): whatever
 * has one of them goes, also where it has a kept one; what has no value at all stays, since it is not known to be
 * among them. An event with several commodities goes if one of them is left out.
 *
 * Activity knows places and traffic only: a region left out takes the cells with it that lie in it; kinds,
 * commodities, operations, agencies, grades and text leave activity alone. Areas, cells and extent touch both; a cell
 * lies in an area or extent where its centre does.
 */
export interface Filter extends ValueLists {
  readonly not: ValueLists;
  /** Drawn areas: what lies in one of them counts; none: everything. */
  readonly areas: readonly Area[];
  /**
   * Keys of cells: the activity of these cells, and the events whose point lies in the outline of one, as the map draws
   * it (or, where the places of a case are regions, that have the code of one).
   */
  readonly cells: readonly number[];
  /** Only what lies in this part of the map; null: everywhere. */
  readonly extent: Extent | null;
  /** Words searched in title, summary and place; all must occur; case and accents do not matter. */
  readonly text: string;
}

const NO_VALUES: ValueLists = {
  regions: [],
  kinds: [],
  commodities: [],
  operations: [],
  agencies: [],
  grades: [],
  traffic: []
};

export const NO_FILTER: Filter = {
  ...NO_VALUES,
  not: NO_VALUES,
  areas: [],
  cells: [],
  extent: null,
  text: ''
};

/** The dimensions of the filter that an event can fail, in the order of the bits of an event's fail mask. */
export const EVENT_DIMENSIONS = [
  'regions',
  'areas',
  'kinds',
  'commodities',
  'operations',
  'agencies',
  'text',
  'grades',
  'cells',
  'extent'
] as const;
export type EventDimension = (typeof EVENT_DIMENSIONS)[number];
/** Any dimension of the filter. */
export type Dimension = EventDimension | 'traffic';

/** The dimensions that decide which places count. */
export const PLACE_DIMENSIONS = ['regions', 'areas', 'cells', 'extent'] as const;

/** Bit of a dimension in the fail mask of an event (1 = the event fails it). */
export function dimensionBit(dimension: EventDimension): number {
  return 1 << EVENT_DIMENSIONS.indexOf(dimension);
}

function isList(dimension: Dimension): dimension is ListDimension {
  return LIST_DIMENSIONS.some((name) => name === dimension);
}

/** Whether the filter narrows this dimension, by values kept or left out. */
export function isActive(filter: Filter, dimension: Dimension): boolean {
  if (dimension === 'text') return filter.text.trim() !== '';
  if (dimension === 'extent') return filter.extent !== null;
  return filter[dimension].length > 0 || (isList(dimension) && filter.not[dimension].length > 0);
}

/** Whether every place counts. */
export function keepsAllPlaces(filter: Filter): boolean {
  return PLACE_DIMENSIONS.every((dimension) => !isActive(filter, dimension));
}

/**
 * The dimensions in force that an event without a point can be neither inside nor outside of. hasHexagons: the places
 * are cells of H3; where they are regions, a code tells which one an event lies in.
 */
export function pointDimensions(filter: Filter, hasHexagons: boolean): readonly EventDimension[] {
  const asking: readonly EventDimension[] = hasHexagons ? ['areas', 'extent', 'cells'] : ['areas', 'extent'];
  return asking.filter((dimension) => isActive(filter, dimension));
}

/** Whether nothing is filtered at all. */
export function isOpen(filter: Filter): boolean {
  return !isActive(filter, 'traffic') && EVENT_DIMENSIONS.every((dimension) => !isActive(filter, dimension));
}

/** The filter without this dimension. */
export function withoutDimension(filter: Filter, dimension: Dimension): Filter {
  const open = { ...filter, [dimension]: NO_FILTER[dimension] };
  return isList(dimension) ? { ...open, not: { ...filter.not, [dimension]: [] } } : open;
}
