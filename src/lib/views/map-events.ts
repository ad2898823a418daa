import type { EventTable } from './event-table.ts';
import { mercatorLength, mercatorX, mercatorY } from './mercator.ts';
import { HIDDEN, CERTAIN } from './tally.ts';

/** The events of a case that have a point, in order of their rows. Never changes while a case is open. */
export interface MapEvents {
  readonly count: number;
  /** Row of the event in the event table. */
  readonly row: Uint32Array;
  /** Unit Mercator coordinates. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Kind slot 0..7: colour and shape. */
  readonly slot: Uint8Array;
  /** How far off the point may be, in unit Mercator lengths; 0 where it is exact or unknown. */
  readonly doubt: Float32Array;
}

/** Picks the located events. slots: kind slot per code of the kinds (palette.ts kindStyles); no kind takes the last. */
export function mapEvents(
  table: Pick<EventTable, 'count' | 'lat' | 'lon' | 'radiusM' | 'kind'>,
  slots: readonly number[]
): MapEvents {
  const rows: number[] = [];
  for (let row = 0; row < table.count; row++) {
    if (Number.isFinite(table.lat[row]) && Number.isFinite(table.lon[row])) rows.push(row);
  }
  const count = rows.length;
  const events = {
    count,
    row: Uint32Array.from(rows),
    x: new Float64Array(count),
    y: new Float64Array(count),
    slot: new Uint8Array(count),
    doubt: new Float32Array(count)
  };
  rows.forEach((row, index) => {
    const lat = table.lat[row] as number;
    const radius = table.radiusM[row] as number;
    events.x[index] = mercatorX(table.lon[row] as number);
    events.y[index] = mercatorY(lat);
    events.slot[index] = slots[table.kind.codes[row] as number] ?? 7;
    events.doubt[index] = radius > 0 ? mercatorLength(radius, lat) : 0;
  });
  return events;
}

/**
 * The state of each located event out of the states of all rows. into: length events.count, written to.
 * Returns the first and one past the last index that is not hidden, so that the rest need not be drawn.
 */
export function locatedStates(
  events: MapEvents,
  states: Uint8Array,
  into: Uint8Array
): { readonly first: number; readonly end: number; readonly shown: number } {
  let first = events.count;
  let end = 0;
  let shown = 0;
  for (let index = 0; index < events.count; index++) {
    const state = states[events.row[index] as number] as number;
    into[index] = state;
    if (state === HIDDEN) continue;
    if (shown === 0) first = index;
    end = index + 1;
    shown++;
  }
  return shown === 0 ? { first: 0, end: 0, shown } : { first, end, shown };
}

/** Index of the located event of a row of the event table; -1 where that event has no point. */
export function locatedIndex({ row, count }: Pick<MapEvents, 'row' | 'count'>, wanted: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (row[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low < count && row[low] === wanted ? low : -1;
}

/** The radius of each located event out of those of all rows. */
export function locatedRadii(
  { row, count }: Pick<MapEvents, 'row' | 'count'>,
  radii: Float32Array
): Float32Array {
  const found = new Float32Array(count);
  for (let at = 0; at < count; at++) found[at] = radii[row[at]] ?? 0;
  return found;
}

/** Radius in px of a symbol that stands for no quantity; smaller where there are very many. */
export function plainRadius(located: number): number {
  return located > 20_000 ? 3.2 : located > 3_000 ? 4.5 : 6;
}

/** What plain symbols are multiplied by at a zoom: a little smaller over a continent, larger in a street. */
export function symbolScale(zoom: number): number {
  return Math.max(0.75, Math.min(1.3, 0.75 + (zoom - 3) * 0.07));
}

// More circles than this hide the map instead of explaining it.
const MOST_HALOS = 150;

/**
 * Circles of doubt: of every shown event while there are few, else of the marked ones. Four numbers a circle: x and y
 * relative to the anchor, radius, kind slot. Events of one place and kind share a circle.
 */
export function haloCircles(
  events: MapEvents,
  states: Uint8Array,
  shown: number,
  marked: readonly number[],
  anchor: readonly [x: number, y: number]
): Float32Array {
  const circles = new Map<string, readonly number[]>();
  const add = (at: number) => {
    const radius = events.doubt[at] as number;
    if (radius === 0 || states[at] === HIDDEN) return;
    const circle = [
      (events.x[at] as number) - anchor[0],
      (events.y[at] as number) - anchor[1],
      radius,
      events.slot[at] as number
    ];
    circles.set(circle.join(' '), circle);
  };
  if (shown <= MOST_HALOS) for (let at = 0; at < events.count; at++) add(at);
  else marked.forEach(add);
  return Float32Array.from([...circles.values()].flat());
}

export interface SizeStop {
  readonly value: number;
  /** Symbol radius in px at the same zoom scale as the map's symbols. */
  readonly radius: number;
}

/** Area of the symbol in proportion to the quantity; the smallest radius keeps small things visible. */
export interface SizeScale {
  /** Quantity of the largest symbol; above 0. */
  readonly largest: number;
  readonly smallestRadius: number;
  readonly largestRadius: number;
}

export const SIZE_RADII = { smallestRadius: 4, largestRadius: 26 } as const;

export function quantityRadius(quantity: number, scale: SizeScale): number {
  if (!(quantity > 0)) return scale.smallestRadius;
  const radius = scale.largestRadius * Math.sqrt(Math.min(1, quantity / scale.largest));
  return Math.max(scale.smallestRadius, radius);
}

/** Radius in px per event row from a quantity per event row (NaN: none of it, drawn smallest). */
export function quantityRadii(quantities: Float64Array, scale: SizeScale): Float32Array {
  const radii = new Float32Array(quantities.length);
  for (let row = 0; row < radii.length; row++) radii[row] = quantityRadius(quantities[row], scale);
  return radii;
}

/** Three round quantities for the size legend, descending: about the largest, a quarter and a twentieth of it. */
export function sizeStops(scale: SizeScale): readonly SizeStop[] {
  const values = [1, 0.25, 0.04].map((share) => twoDigits(scale.largest * share));
  return [...new Set(values)].map((value) => ({ value, radius: quantityRadius(value, scale) }));
}

/** Events that are known by country only: they have no point, but count. */
export interface CountryBadge {
  readonly country: string;
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly certain: number;
  /** Never below `certain`. */
  readonly possible: number;
}

/**
 * Counts, per country, the shown events without a point. labels: where the badge of a country goes, and its name;
 * countries without a label are left out of the map and returned as `unplaced` counts. Order: most events first.
 */
export function countryBadges(
  table: Pick<EventTable, 'count' | 'lat' | 'lon' | 'country'>,
  states: Uint8Array,
  labels: ReadonlyMap<string, { readonly name: string; readonly lat: number; readonly lon: number }>
): { readonly badges: readonly CountryBadge[]; readonly unplaced: { certain: number; possible: number } } {
  const { values, codes } = table.country;
  const certain = new Uint32Array(values.length + 1);
  const possible = new Uint32Array(values.length + 1);
  for (let row = 0; row < table.count; row++) {
    const state = states[row] as number;
    if (state === HIDDEN) continue;
    if (Number.isFinite(table.lat[row]) && Number.isFinite(table.lon[row])) continue;
    const code = codes[row] as number;
    if (code >= values.length) continue;
    possible[code] = (possible[code] as number) + 1;
    if (state === CERTAIN) certain[code] = (certain[code] as number) + 1;
  }
  const badges: CountryBadge[] = [];
  const unplaced = { certain: 0, possible: 0 };
  values.forEach((country, code) => {
    const counts = { certain: certain[code] as number, possible: possible[code] as number };
    if (counts.possible === 0) return;
    const label = labels.get(country);
    if (label !== undefined) return void badges.push({ country, ...label, ...counts });
    unplaced.certain += counts.certain;
    unplaced.possible += counts.possible;
  });
  badges.sort((a, b) => b.possible - a.possible || (a.country < b.country ? -1 : 1));
  return { badges, unplaced };
}

function twoDigits(value: number): number {
  return value >= 100 || value < 1 ? Number(value.toPrecision(2)) : Math.max(1, Math.round(value));
}
