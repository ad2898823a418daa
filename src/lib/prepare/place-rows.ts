import { cellAt, cellCentre, isCell } from '../geo/cell.ts';
import type { Outline } from '../geo/outlines.ts';
import { degrees } from './event-rows.ts';
import type { ActivitySpec, ValueSpec } from './mapping-schema.ts';
import { makeValue, UnusableRow, type RowContext, type ValueMaker, type ValueScope } from './values.ts';

/** A place that activity is counted in. */
export interface PlaceRow {
  /** H3 index, or null where the place is a region. */
  readonly h3: string | null;
  /** The H3 index or the code of the region: places are numbered in its order. */
  readonly key: string;
  readonly lat: number;
  readonly lon: number;
  readonly name: string | null;
  readonly country: string | null;
  readonly region: string | null;
}

/** Country and region of a point; null where it lies in none. */
export type Locate = (lat: number, lon: number) => { country: string | null; region: string | null };

/** The places met so far, numbered in the order of their meeting. */
export interface PlaceBook {
  readonly places: PlaceRow[];
  readonly numbers: Map<string, number>;
  /** Outlines by code, for the name and the middle of a region that the mapping does not place itself. */
  readonly outlines: ReadonlyMap<string, Outline>;
  readonly locate: Locate;
}

/**
 * Compiles the place of a mapping: a function from a row to the number of its place in the book. A place is an H3 cell
 * (given, or made from a point and a resolution) or a region with a code. Throws UnusableRow where it has no position.
 */
export function makePlaceReader(
  spec: ActivitySpec['place'],
  scope: ValueScope,
  book: PlaceBook
): (context: RowContext) => number {
  const of = (value: ValueSpec | undefined): ValueMaker =>
    value === undefined ? () => null : makeValue(value, scope);
  const [code, h3, lat, lon] = [of(spec.code), of(spec.h3), of(spec.lat), of(spec.lon)];
  const [name, country, region] = [of(spec.name), of(spec.country), of(spec.region)];
  if (spec.code === undefined && spec.h3 === undefined && spec.resolution === undefined) {
    throw new RangeError('"activity.place" wants "code", "h3", or "lat", "lon" and "resolution".');
  }

  function keyOf(context: RowContext): string {
    if (spec.h3 !== undefined) {
      const cell = h3(context)?.toLowerCase() ?? '';
      if (!isCell(cell)) throw new UnusableRow('The H3 index is not valid.', 'h3', cell);
      return cell;
    }
    if (spec.code !== undefined) {
      const found = code(context);
      if (found === null) throw new UnusableRow('The row has no place.', 'place', '');
      return found;
    }
    const cell = cellAt(
      degrees(lon(context), 180, 'lon', context) ?? Number.NaN,
      degrees(lat(context), 90, 'lat', context) ?? Number.NaN,
      spec.resolution ?? 4
    );
    if (cell === null) throw new UnusableRow('The row has no place.', 'place', '');
    return cell;
  }

  function makePlace(key: string, context: RowContext): PlaceRow {
    const isHexagon = spec.code === undefined;
    const outline = book.outlines.get(key);
    const point = isHexagon ? cellCentre(key) : positionOf(context, outline, lat, lon);
    const found = isHexagon ? book.locate(point.lat, point.lon) : null;
    return {
      h3: isHexagon ? key : null,
      key,
      lat: point.lat,
      lon: point.lon,
      name: name(context) ?? outline?.name ?? null,
      country: country(context) ?? outline?.country ?? found?.country ?? null,
      region: region(context) ?? (outline?.code.includes('-') === true ? outline.code : found?.region) ?? null
    };
  }

  return (context) => {
    const key = keyOf(context);
    const known = book.numbers.get(key);
    if (known !== undefined) return known;
    const number = book.places.length;
    book.places.push(makePlace(key, context));
    book.numbers.set(key, number);
    return number;
  };
}

function positionOf(
  context: RowContext,
  outline: Outline | undefined,
  lat: ValueMaker,
  lon: ValueMaker
): { lat: number; lon: number } {
  const given = {
    lat: degrees(lat(context), 90, 'lat', context),
    lon: degrees(lon(context), 180, 'lon', context)
  };
  if (given.lat !== null && given.lon !== null) return { lat: given.lat, lon: given.lon };
  if (outline === undefined) throw new UnusableRow('The place has no position.', 'place', '');
  return { lat: outline.point[1], lon: outline.point[0] };
}

/** New numbers of the places in order of their keys: `order[old] = new`. */
export function placeOrder(places: readonly PlaceRow[]): readonly number[] {
  const sorted = places.map((_, index) => index).sort((a, b) => (places[a].key < places[b].key ? -1 : 1));
  const order: number[] = [];
  sorted.forEach((old, index) => {
    order[old] = index;
  });
  return order;
}
