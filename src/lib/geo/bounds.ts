/**
 * A box in degrees. `east` is never less than `west`, and above 180 where the box crosses the antimeridian (Fiji: 177
 * to 182).
 */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/**
 * The smallest box round points of longitude and latitude, on whichever side of the globe it is narrower; null where no
 * point has both numbers. Missing coordinates are NaN and are skipped. Arrays are of equal length.
 */
export function boundsOfPoints(lon: ArrayLike<number>, lat: ArrayLike<number>): Bounds | null {
  const longitudes: number[] = [];
  let south = Infinity;
  let north = -Infinity;
  for (let i = 0; i < lon.length; i++) {
    if (!Number.isFinite(lon[i]) || !Number.isFinite(lat[i])) continue;
    longitudes.push(lon[i]);
    south = Math.min(south, lat[i]);
    north = Math.max(north, lat[i]);
  }
  if (longitudes.length === 0) return null;
  return { ...longitudeSpan(longitudes), south, north };
}

/** The complement of the widest gap between longitudes: the narrowest arc that holds them all. */
function longitudeSpan(longitudes: number[]): { west: number; east: number } {
  const sorted = Float64Array.from(longitudes).sort();
  const last = sorted.length - 1;
  let west = sorted[0];
  let east = sorted[last];
  let widest = west + 360 - east;
  for (let i = 1; i <= last; i++) {
    const gap = sorted[i] - sorted[i - 1];
    if (gap > widest) [widest, west, east] = [gap, sorted[i], sorted[i - 1] + 360];
  }
  return { west, east };
}

/** The smallest box round boxes; null where there are none. */
export function boundsOfBounds(boxes: readonly Bounds[]): Bounds | null {
  if (boxes.length === 0) return null;
  const south = Math.min(...boxes.map((box) => box.south));
  const north = Math.max(...boxes.map((box) => box.north));
  // Sweep east over the boxes laid end to end; what no box covers is a gap, and the widest gap stays outside.
  const byWest = [...boxes].sort((a, b) => a.west - b.west);
  const first = byWest[0];
  let reach = first.east;
  let [west, east, widest] = [first.west, Infinity, -Infinity];
  for (const box of [...byWest.slice(1), { ...first, west: first.west + 360, east: first.east + 360 }]) {
    if (box.west - reach > widest) [widest, west, east] = [box.west - reach, box.west, reach];
    reach = Math.max(reach, box.east);
  }
  if (widest <= 0) return { west: -180, south, east: 180, north };
  const start = west >= 180 ? west - 360 : west;
  const end = east + 360 * Math.ceil((start - east) / 360);
  return { west: start, south, east: end, north };
}

export function isInBounds({ west, south, east, north }: Bounds, lon: number, lat: number): boolean {
  return lat >= south && lat <= north && ((lon >= west && lon <= east) || lon + 360 <= east);
}

/** Size of the picture in CSS pixels, and what to leave free at each side. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly padding?: number;
  /** Highest zoom to answer, so that one point does not fill the screen with nothing. Default 9. */
  readonly maxZoom?: number;
}

const TILE_PX = 512;
const HIGHEST_LAT = 85.0511;

function mercatorY(lat: number): number {
  const clamped = Math.max(-HIGHEST_LAT, Math.min(HIGHEST_LAT, lat));
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (clamped * Math.PI) / 360)) / (2 * Math.PI);
}

function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** The camera (centre in degrees, zoom in MapLibre levels) that shows the box in the frame, north up. */
export function cameraFor(bounds: Bounds, frame: Frame): { lat: number; lon: number; zoom: number } {
  const { width, height, padding = 24, maxZoom = 9 } = frame;
  const [top, bottom] = [mercatorY(bounds.north), mercatorY(bounds.south)];
  const spanX = (bounds.east - bounds.west) / 360;
  const free = (size: number): number => Math.max(1, size - 2 * padding);
  const scale = Math.min(free(width) / spanX, free(height) / (bottom - top));
  const zoom = Math.max(0, Math.min(maxZoom, Math.log2(scale / TILE_PX)));
  const middle = (bounds.west + bounds.east) / 2;
  return { lat: latitudeOf((top + bottom) / 2), lon: middle > 180 ? middle - 360 : middle, zoom };
}
