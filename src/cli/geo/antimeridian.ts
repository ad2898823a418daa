import { geoEquirectangular, geoPath, type GeoContext } from 'd3-geo';
import type { MultiPolygon, Polygon, Position } from 'geojson';

/** One polygon: its outer ring, then its holes. */
export type Rings = Position[][];

/** Plate carrée in degrees: x is longitude, y is minus latitude. */
const degrees = geoEquirectangular()
  .scale(180 / Math.PI)
  .translate([0, 0])
  .precision(0);

/** Area of a ring in square degrees, positive where it turns anticlockwise. */
export function ringArea(ring: readonly Position[]): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return twice / 2;
}

function jumps(ring: readonly Position[]): boolean {
  return ring.some((point, i) => i > 0 && Math.abs(point[0] - ring[i - 1][0]) > 180);
}

function inside(ring: readonly Position[], [x, y]: Position): boolean {
  let odd = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1];
    const [bx, by] = ring[i];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
  }
  return odd;
}

/** Rings that d3 draws for a polygon on the sphere, in degrees, cut at the antimeridian and closed over the poles. */
function drawnRings(rings: Rings): Rings {
  const drawn: Rings = [];
  let ring: Position[] = [];
  const context: GeoContext = {
    arc: () => undefined,
    beginPath: () => undefined,
    moveTo: (x, y) => void (ring = [[x, -y]]),
    lineTo: (x, y) => void ring.push([x, -y]),
    closePath: () => {
      if (ring.length >= 3) drawn.push([...ring, ring[0]]);
    }
  };
  geoPath(degrees, context)({ type: 'Polygon', coordinates: rings });
  return drawn;
}

/**
 * The parts of a polygon on either side of the antimeridian. Only polygons that cross it go through d3's clipper: at
 * 10 m it turns tiny rings inside out, and they would flood the ocean.
 */
export function cutPolygon(rings: Rings): Rings[] {
  if (!rings.some(jumps)) return [rings];
  const drawn = drawnRings(rings);
  const winding = Math.sign(
    ringArea(drawn.reduce((a, b) => (Math.abs(ringArea(a)) > Math.abs(ringArea(b)) ? a : b)))
  );
  const polygons = drawn.filter((ring) => Math.sign(ringArea(ring)) === winding).map((ring): Rings => [ring]);
  for (const hole of drawn.filter((ring) => Math.sign(ringArea(ring)) === -winding)) {
    polygons.find(([outer]) => inside(outer, hole[0]))?.push(hole);
  }
  return polygons;
}

export function polygonsOf(geometry: Polygon | MultiPolygon): Rings[] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}
