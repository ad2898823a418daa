/** Longitude, latitude in degrees. */
export type Position = readonly number[];
export type Ring = readonly Position[];
/** The outer ring, then its holes. Rings may be closed or not; their direction does not matter. */
export type PolygonRings = readonly Ring[];

/** Whether the point lies inside the ring, by crossings of a ray to the east (even-odd). */
export function isInRing(ring: Ring, lon: number, lat: number): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i];
    const [bx, by] = ring[j];
    if (ay > lat !== by > lat && lon < ax + ((lat - ay) / (by - ay)) * (bx - ax)) odd = !odd;
  }
  return odd;
}

/**
 * Whether a point lies in an area made of polygons with holes, on the flat map of longitude and latitude: edges are
 * straight there, and polygons do not cross the antimeridian (the outlines are cut). A hole is outside.
 */
export function isInPolygons(polygons: readonly PolygonRings[], lon: number, lat: number): boolean {
  return polygons.some(
    ([outer, ...holes]) => isInRing(outer, lon, lat) && !holes.some((hole) => isInRing(hole, lon, lat))
  );
}
