import { isInBounds } from './bounds.ts';
import type { Outline } from './outlines.ts';
import { isInPolygons, type PolygonRings } from './point-in-polygon.ts';

const KM_PER_DEGREE = 111.2;

export type Locator = (lon: number, lat: number) => Outline | null;

/** Square of the distance in kilometres from a point to the nearest edge, on a flat map round the point. */
function edgeKm2(polygons: readonly PolygonRings[], lon: number, lat: number): number {
  const kmX = KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  let nearest = Infinity;
  for (const ring of polygons.flat()) {
    for (let i = 1; i < ring.length; i++) {
      const ax = (ring[i - 1][0] - lon) * kmX;
      const ay = (ring[i - 1][1] - lat) * KM_PER_DEGREE;
      const dx = (ring[i][0] - lon) * kmX - ax;
      const dy = (ring[i][1] - lat) * KM_PER_DEGREE - ay;
      const length2 = dx * dx + dy * dy;
      const along = length2 === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length2));
      nearest = Math.min(nearest, (ax + along * dx) ** 2 + (ay + along * dy) ** 2);
    }
  }
  return nearest;
}

/**
 * Which outline a point lies in. The outlines are simplified, and quays and islets lie outside them: a point in none of
 * them belongs to the one whose edge is nearest, if that is within `toleranceKm` (default 15); else null. Where outlines
 * overlap the first counts.
 */
export function locatorOf(outlines: readonly Outline[], toleranceKm = 15): Locator {
  // One list per square of ten degrees: a point is tried against a few outlines instead of thousands.
  const squares = new Map<number, Outline[]>();
  const square = (lon: number, lat: number): number =>
    (((Math.floor(lon / 10) % 36) + 36) % 36) * 100 + Math.floor((lat + 90) / 10);
  for (const outline of outlines) {
    const { west, south, east, north } = outline.bounds;
    const slack = toleranceKm / KM_PER_DEGREE;
    const slackX = slack / Math.max(0.1, Math.cos((Math.max(-south, north) * Math.PI) / 180));
    for (let x = Math.floor((west - slackX) / 10); x <= Math.floor((east + slackX) / 10); x++) {
      for (let y = Math.floor((south - slack) / 10); y <= Math.floor((north + slack) / 10); y++) {
        const key = square(x * 10, y * 10);
        const list = squares.get(key);
        if (list === undefined) squares.set(key, [outline]);
        else if (list[list.length - 1] !== outline) list.push(outline);
      }
    }
  }
  return (lon, lat) => {
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return null;
    const near = squares.get(square(lon, lat)) ?? [];
    const holder = near.find(
      ({ bounds, polygons }) => isInBounds(bounds, lon, lat) && isInPolygons(polygons, lon, lat)
    );
    if (holder !== undefined || toleranceKm <= 0) return holder ?? null;
    let nearest: Outline | null = null;
    let nearestKm2 = toleranceKm ** 2;
    for (const outline of near) {
      const km2 = edgeKm2(outline.polygons, lon, lat);
      if (km2 < nearestKm2) [nearest, nearestKm2] = [outline, km2];
    }
    return nearest;
  };
}
