import { cellToBoundary, cellToLatLng, getResolution, gridDisk, isValidCell, latLngToCell } from 'h3-js';
import type { Ring } from './point-in-polygon.ts';

/** Whether the text is an H3 index of a cell (hex digits, as `cells.parquet` holds it). */
export function isCell(h3: string): boolean {
  return isValidCell(h3);
}

/**
 * Corners of a cell as longitude and latitude, not closed: six, five round a pentagon, a few more where an edge bends.
 * The ring runs on over the antimeridian: longitudes stay within 180 degrees of the centre and may lie outside -180 to
 * 180, so that a cell in Fiji is a hexagon and not a band round the globe. Throws RangeError if the text is no cell.
 */
export function cellBoundary(h3: string): Ring {
  const { lon: centre } = cellCentre(h3);
  return cellToBoundary(h3, true)
    .slice(0, -1)
    .map(([lon, lat]) => [lon - 360 * Math.round((lon - centre) / 360), lat]);
}

/** Centre of a cell in degrees. Throws RangeError if the text is no cell. */
export function cellCentre(h3: string): { lon: number; lat: number } {
  if (!isValidCell(h3)) throw new RangeError(`"${h3}" is not the H3 index of a cell`);
  const [lat, lon] = cellToLatLng(h3);
  return { lon, lat };
}

/** H3 index of the cell of that resolution (0 to 15) that holds the point; null where the point has no place on earth. */
export function cellAt(lon: number, lat: number, resolution: number): string | null {
  if (!Number.isFinite(lon) || !(Math.abs(lat) <= 90)) return null;
  return latLngToCell(lat, lon, resolution);
}

/** Resolution of a cell, 0 (continents) to 15 (a metre). Throws RangeError if the text is no cell. */
export function cellResolution(h3: string): number {
  if (!isValidCell(h3)) throw new RangeError(`"${h3}" is not the H3 index of a cell`);
  return getResolution(h3);
}

/** The cells that touch a cell: six, five round a pentagon. Throws RangeError if the text is no cell. */
export function cellNeighbours(h3: string): readonly string[] {
  if (!isValidCell(h3)) throw new RangeError(`"${h3}" is not the H3 index of a cell`);
  return gridDisk(h3, 1).filter((cell) => cell !== h3);
}
