import earcut, { flatten } from 'earcut';
import type { PlaceTable } from '../domain/activity.ts';
import { cellBoundary, isCell } from '../geo/cell.ts';
import type { PolygonRings, Ring } from '../geo/point-in-polygon.ts';
import { mercatorX, mercatorY } from './mercator.ts';

/** Outline of a place: the `polygons` of geo/outlines.ts. */
export type Outline = readonly PolygonRings[];

/** Outlines by code of region or country. */
export type OutlinesByCode = ReadonlyMap<string, Outline>;

/**
 * Triangles of all places, in unit Mercator coordinates relative to an anchor: small numbers keep their precision as
 * 32-bit floats, so nothing jitters when the map is close. Never changes while the brush moves.
 */
export interface CellGeometry {
  readonly places: number;
  readonly anchor: readonly [x: number, y: number];
  /** x, y of each vertex relative to the anchor. */
  readonly position: Float32Array;
  /** Per vertex: 0 on the edge of the place and 255 at its centre, linear between; 255 throughout for outlines. */
  readonly inset: Uint8Array;
  /** Vertices of place p are `first[p] .. first[p + 1]`. */
  readonly first: Uint32Array;
  /** Three vertices a triangle. */
  readonly triangles: Uint32Array;
  /** Borders of the places that are outlines, two vertices a segment; hexagons draw theirs in the shader. */
  readonly borders: Uint32Array;
  /** West and east end relative to the anchor: how far the geometry reaches over the edge of the world. */
  readonly reach: readonly [west: number, east: number];
  /** Rows of places that could not be drawn: no cell and no outline of their code. */
  readonly missing: readonly number[];
}

/**
 * Geometry of the places: a hexagon for each with an H3 index, else the outline of its region or country code.
 * outlines: by code. Places without either are listed as missing and draw nothing.
 */
export function cellGeometry(places: PlaceTable, outlines: OutlinesByCode): CellGeometry {
  const rings: Flat[] = [];
  const missing: number[] = [];
  for (let place = 0; place < places.count; place++) {
    const flat = flatPlace(places, place, outlines);
    if (flat === null) missing.push(place);
    rings.push(flat ?? NOTHING);
  }
  return joined(rings, missing);
}

/** Corners of one place for its highlight: closed rings in absolute unit Mercator coordinates. Empty if missing. */
export function placeRings(
  places: PlaceTable,
  place: number,
  outlines: OutlinesByCode
): readonly Float64Array[] {
  const h3 = places.h3[place] ?? null;
  if (h3 !== null) return isCell(h3) ? [projected(cellBoundary(h3))] : [];
  const outline = outlineOf(places, place, outlines);
  if (outline === null) return [];
  return outline.flatMap((polygon) => polygon.map((ring) => projected(ring)));
}

/** The outline that stands for a place without a cell: that of its region, else of its country. */
export function outlineOf(places: PlaceTable, place: number, outlines: OutlinesByCode): Outline | null {
  for (const code of [places.region[place], places.country[place]]) {
    const outline = code === null || code === undefined ? undefined : outlines.get(code);
    if (outline !== undefined) return outline;
  }
  return null;
}

/** Absolute coordinates of one place before they are joined. */
interface Flat {
  readonly position: readonly number[] | Float64Array;
  readonly inset: number | readonly number[];
  readonly triangles: readonly number[];
  readonly borders: readonly number[];
}

const NOTHING: Flat = { position: [], inset: 255, triangles: [], borders: [] };

function flatPlace(places: PlaceTable, place: number, outlines: OutlinesByCode): Flat | null {
  const h3 = places.h3[place] ?? null;
  if (h3 !== null) return isCell(h3) ? fan(projected(cellBoundary(h3))) : null;
  const outline = outlineOf(places, place, outlines);
  return outline === null ? null : triangulated(outline);
}

/** A triangle from the middle to each side; the middle is the mean of the corners, so the insets are even. */
function fan(ring: Float64Array): Flat {
  const corners = ring.length / 2 - 1;
  const position = Array.from(ring.subarray(0, corners * 2));
  let x = 0;
  let y = 0;
  for (let corner = 0; corner < corners; corner++) {
    x += ring[corner * 2] as number;
    y += ring[corner * 2 + 1] as number;
  }
  position.push(x / corners, y / corners);
  const triangles: number[] = [];
  const inset: number[] = [];
  for (let corner = 0; corner < corners; corner++) {
    triangles.push(corners, corner, (corner + 1) % corners);
    inset.push(0);
  }
  inset.push(255);
  return { position, inset, triangles, borders: [] };
}

function triangulated(outline: Outline): Flat {
  const position: number[] = [];
  const triangles: number[] = [];
  const borders: number[] = [];
  for (const polygon of outline) {
    const start = position.length / 2;
    const rings = polygon.map((ring) => pairs(projected(ring)).slice(0, -1));
    const { vertices, holes } = flatten(rings);
    for (const corner of earcut(vertices, holes, 2)) triangles.push(start + corner);
    for (const value of vertices) position.push(value);
    let at = start;
    for (const ring of rings) {
      ring.forEach((_, index) => borders.push(at + index, at + ((index + 1) % ring.length)));
      at += ring.length;
    }
  }
  return { position, inset: 255, triangles, borders };
}

function joined(flats: readonly Flat[], missing: readonly number[]): CellGeometry {
  const first = new Uint32Array(flats.length + 1);
  flats.forEach((flat, place) => (first[place + 1] = (first[place] as number) + flat.position.length / 2));
  const vertices = first[flats.length] as number;
  const anchor = middle(flats);
  const position = new Float32Array(vertices * 2);
  const inset = new Uint8Array(vertices).fill(255);
  const triangles = new Uint32Array(flats.reduce((sum, flat) => sum + flat.triangles.length, 0));
  const borders = new Uint32Array(flats.reduce((sum, flat) => sum + flat.borders.length, 0));
  let triangleAt = 0;
  let borderAt = 0;
  let west = 0;
  let east = 0;
  flats.forEach((flat, place) => {
    const start = first[place] as number;
    for (let index = 0; index < flat.position.length; index++) {
      const value = (flat.position[index] as number) - anchor[(index % 2) as 0 | 1];
      position[start * 2 + index] = value;
      if (index % 2 === 0) {
        west = Math.min(west, value);
        east = Math.max(east, value);
      }
    }
    if (typeof flat.inset !== 'number') inset.set(flat.inset, start);
    for (const corner of flat.triangles) triangles[triangleAt++] = start + corner;
    for (const corner of flat.borders) borders[borderAt++] = start + corner;
  });
  return {
    places: flats.length,
    anchor,
    position,
    inset,
    first,
    triangles,
    borders,
    reach: [west, east],
    missing
  };
}

/** Middle of the bounding box; the middle of the world where there is nothing. */
function middle(flats: readonly Flat[]): readonly [number, number] {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const flat of flats) {
    for (let index = 0; index < flat.position.length; index++) {
      const axis = index % 2;
      const value = flat.position[index] as number;
      low[axis] = Math.min(low[axis] as number, value);
      high[axis] = Math.max(high[axis] as number, value);
    }
  }
  const centre = (axis: 0 | 1) => ((low[axis] as number) + (high[axis] as number)) / 2;
  return Number.isFinite(low[0] as number) ? [centre(0), centre(1)] : [0.5, 0.5];
}

/** A closed ring in unit Mercator coordinates: x, y pairs, the first corner repeated at the end. */
function projected(ring: Ring): Float64Array {
  const first = ring[0];
  const last = ring[ring.length - 1];
  const isClosed =
    first !== undefined &&
    last !== undefined &&
    first[0] === last[0] &&
    first[1] === last[1] &&
    ring.length > 1;
  const corners = isClosed || first === undefined ? ring : [...ring, first];
  const flat = new Float64Array(corners.length * 2);
  corners.forEach(([lon, lat], index) => {
    flat[index * 2] = mercatorX(lon as number);
    flat[index * 2 + 1] = mercatorY(lat as number);
  });
  return flat;
}

function pairs(flat: Float64Array): number[][] {
  return Array.from({ length: flat.length / 2 }, (_, index) => [
    flat[index * 2] as number,
    flat[index * 2 + 1] as number
  ]);
}
