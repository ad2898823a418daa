import { getResolution, latLngToCell } from 'h3-js';
import type { PlaceTable } from '../domain/activity.ts';
import { outlineOf, type Outline } from './map-geometry.ts';

/** Which place a point lies in: the row of the place table, or null. Longitude -180..180. */
export type PlaceFinder = (lon: number, lat: number) => number | null;

/**
 * Finds places by their H3 cell (every resolution in use is tried, finest first), then by their outlines. Of nested
 * outlines the one with the smallest bounding box wins.
 */
export function placeFinder(places: PlaceTable, outlines: ReadonlyMap<string, Outline>): PlaceFinder {
  const cells = new Map<string, number>();
  const resolutions = new Set<number>();
  const shapes: Shape[] = [];
  for (let place = 0; place < places.count; place++) {
    const h3 = places.h3[place] ?? null;
    if (h3 !== null) {
      cells.set(h3, place);
      resolutions.add(getResolution(h3));
      continue;
    }
    const outline = outlineOf(places, place, outlines);
    if (outline !== null) shapes.push(shapeOf(place, outline));
  }
  const finestFirst = [...resolutions].sort((a, b) => b - a);
  const smallestFirst = shapes.sort((a, b) => a.size - b.size);
  return (lon, lat) => {
    for (const resolution of finestFirst) {
      const place = cells.get(latLngToCell(lat, lon, resolution));
      if (place !== undefined) return place;
    }
    return smallestFirst.find((shape) => covers(shape, lon, lat))?.place ?? null;
  };
}

/** Whether a point lies in an outline; what lies in a hole does not. */
export function outlineCovers(outline: Outline, lon: number, lat: number): boolean {
  return outline.some((polygon) =>
    polygon.reduce((inside, ring) => crossings(ring, lon, lat) !== inside, false)
  );
}

interface Shape {
  readonly place: number;
  readonly outline: Outline;
  readonly box: readonly [west: number, south: number, east: number, north: number];
  readonly size: number;
}

function shapeOf(place: number, outline: Outline): Shape {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of outline) {
    for (const [lon, lat] of polygon[0] ?? []) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return { place, outline, box: [west, south, east, north], size: (east - west) * (north - south) };
}

function covers({ box: [west, south, east, north], outline }: Shape, lon: number, lat: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north && outlineCovers(outline, lon, lat);
}

/** Whether a ray from the point crosses the ring an odd number of times. */
function crossings(
  ring: readonly (readonly [lon: number, lat: number])[],
  lon: number,
  lat: number
): boolean {
  let inside = false;
  let [previousLon, previousLat] = ring[ring.length - 1] ?? [0, 0];
  for (const [nextLon, nextLat] of ring) {
    if (nextLat > lat !== previousLat > lat) {
      const at = nextLon + ((previousLon - nextLon) * (lat - nextLat)) / (previousLat - nextLat);
      if (lon < at) inside = !inside;
    }
    previousLon = nextLon;
    previousLat = nextLat;
  }
  return inside;
}
