import type { Position } from 'geojson';
import { ringArea, type Rings } from './antimeridian.ts';

interface Square {
  readonly x: number;
  readonly y: number;
  readonly half: number;
  /** Signed distance from the centre to the edge: positive inside. */
  readonly distance: number;
}

function edgeDistance(rings: Rings, x: number, y: number): number {
  let odd = false;
  let nearest = Infinity;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = ring[i - 1];
      const [bx, by] = ring[i];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
      const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
      const t =
        length2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2));
      nearest = Math.min(nearest, (ax + t * (bx - ax) - x) ** 2 + (ay + t * (by - ay) - y) ** 2);
    }
  }
  return (odd ? 1 : -1) * Math.sqrt(nearest);
}

/** The point of a flat polygon that is farthest from its edge (to 2 % of its extent), by halving squares. */
function deepestPoint(rings: Rings): Position {
  const xs = rings[0].map((point) => point[0]);
  const ys = rings[0].map((point) => point[1]);
  const [west, south, east, north] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const size = Math.min(east - west, north - south);
  if (size === 0) return [west, south];
  const square = (x: number, y: number, half: number): Square => ({
    x,
    y,
    half,
    distance: edgeDistance(rings, x, y)
  });
  let open: Square[] = [];
  for (let x = west; x < east; x += size) {
    for (let y = south; y < north; y += size) open.push(square(x + size / 2, y + size / 2, size / 2));
  }
  let best = square((west + east) / 2, (south + north) / 2, 0);
  while (open.length > 0) {
    for (const candidate of open) if (candidate.distance > best.distance) best = candidate;
    const enough = best.distance + size / 50;
    open = open
      .filter((candidate) => candidate.distance + candidate.half * Math.SQRT2 > enough)
      .flatMap(({ x, y, half }) =>
        [-0.5, 0.5].flatMap((dx) => [-0.5, 0.5].map((dy) => square(x + dx * half, y + dy * half, half / 2)))
      );
  }
  return [best.x, best.y];
}

/**
 * Where the name of an area is written: deep inside its largest part, so that France is labelled in France. Longitudes
 * are narrowed by the cosine of the latitude, or the north would pull every label. Returns degrees to 2 decimals.
 */
export function labelPoint(polygons: readonly Rings[]): [lon: number, lat: number] {
  const weight = (rings: Rings): number =>
    Math.abs(ringArea(rings[0])) * Math.cos((rings[0][0][1] * Math.PI) / 180);
  const largest = polygons.reduce((a, b) => (weight(b) > weight(a) ? b : a));
  const latitudes = largest[0].map((point) => point[1]);
  const middle = (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
  const narrow = Math.max(0.05, Math.cos((middle * Math.PI) / 180));
  const [x, y] = deepestPoint(largest.map((ring) => ring.map(([lon, lat]) => [lon * narrow, lat])));
  return [Math.round((x / narrow) * 100) / 100, Math.round(y * 100) / 100];
}
