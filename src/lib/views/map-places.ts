import type { PlaceTable } from '../domain/activity.ts';
import { boundsOfPoints, isInBounds, type Bounds } from '../geo/bounds.ts';
import { cellAt, cellResolution, isCell } from '../geo/cell.ts';
import { isInPolygons } from '../geo/point-in-polygon.ts';
import { outlineOf, type Outline, type OutlinesByCode } from './map-geometry.ts';

/** Which place a point lies in: the row of the place table, or null. Longitude -180..180. */
export type PlaceFinder = (lon: number, lat: number) => number | null;

/**
 * Finds places by their H3 cell (every resolution in use is tried, finest first), then by their outlines. Of nested
 * outlines the one with the smallest box wins.
 */
export function placeFinder(places: PlaceTable, outlines: OutlinesByCode): PlaceFinder {
  const cells = new Map<string, number>();
  const resolutions = new Set<number>();
  const shapes: Shape[] = [];
  for (let place = 0; place < places.count; place++) {
    const h3 = places.h3[place] ?? null;
    if (h3 === null) {
      const shape = shapeOf(place, outlineOf(places, place, outlines));
      if (shape !== null) shapes.push(shape);
    } else if (isCell(h3)) {
      cells.set(h3, place);
      resolutions.add(cellResolution(h3));
    }
  }
  const finestFirst = [...resolutions].sort((a, b) => b - a);
  const smallestFirst = shapes.sort((a, b) => a.size - b.size);
  return (lon, lat) => {
    for (const resolution of finestFirst) {
      const place = cells.get(cellAt(lon, lat, resolution) ?? '');
      if (place !== undefined) return place;
    }
    const shape = smallestFirst.find(
      ({ bounds, polygons }) => isInBounds(bounds, lon, lat) && isInPolygons(polygons, lon, lat)
    );
    return shape?.place ?? null;
  };
}

interface Shape {
  readonly place: number;
  readonly polygons: Outline;
  readonly bounds: Bounds;
  readonly size: number;
}

function shapeOf(place: number, polygons: Outline | null): Shape | null {
  const corners = (polygons ?? []).flatMap((rings) => rings[0] ?? []);
  const bounds = boundsOfPoints(
    corners.map(([lon]) => lon as number),
    corners.map(([, lat]) => lat as number)
  );
  if (polygons === null || bounds === null) return null;
  const size = (bounds.east - bounds.west) * (bounds.north - bounds.south);
  return { place, polygons, bounds, size };
}
