import { cellAt, cellResolution } from '../geo/cell.ts';
import { greatCircleKm } from '../stats/distance.ts';
import type { PlaceTable } from '../domain/activity.ts';
import type { Prepared } from './prepared.ts';

/** A place this far from an event, in km, still stands for its surroundings where places are not cells. */
const NEAREST_KM = 50;

/** Finds the place that holds a point. */
export type PlaceFinder = (lat: number, lon: number) => number | null;

/**
 * The cell that holds the point or, where places are no cells, the nearest place within 50 km. All places of the case
 * count, kept by the filter or not.
 */
export function placeFinder(places: PlaceTable): PlaceFinder {
  const rows = new Map<string, number>();
  let resolution = -1;
  places.h3.forEach((h3, row) => {
    if (h3 === null) return;
    if (resolution < 0) resolution = cellResolution(h3);
    rows.set(h3, row);
  });
  return (lat, lon) => {
    if (Number.isNaN(lat) || Number.isNaN(lon)) return null;
    if (resolution >= 0) {
      const cell = cellAt(lon, lat, resolution);
      return cell === null ? null : (rows.get(cell) ?? null);
    }
    let best: number | null = null;
    let least = NEAREST_KM;
    for (let row = 0; row < places.count; row += 1) {
      const km = greatCircleKm(lat, lon, places.lat[row], places.lon[row]);
      if (!(km < least)) continue;
      least = km;
      best = row;
    }
    return best;
  };
}

/** Mean edge of an H3 cell in km, by resolution. Source: table of the H3 documentation, version 4. */
const EDGE_KM = [
  1281.256, 483.0568, 182.513, 68.979, 26.0718, 9.8541, 3.7245, 1.4065, 0.5314, 0.201, 0.0759, 0.0287, 0.0108,
  0.0041, 0.0015, 0.0006
];

/** Two edges of a cell of the case in km: nearer than that, places cannot be told apart. 0 where places are no cells. */
export function twoEdgesKm(places: PlaceTable): number {
  const h3 = places.h3.find((text) => text !== null);
  return h3 === undefined || h3 === null ? 0 : 2 * EDGE_KM[cellResolution(h3)];
}

/** Distance that counts as near: 25 km, and never less than two edges of a cell. */
export function nearKm(places: PlaceTable): number {
  return Math.max(25, twoEdgesKm(places));
}

/**
 * Number of the unit that an event belongs to: by its region, else by the place that holds its point, else by its
 * country. null where no activity is counted there, or the filter leaves it out.
 */
export function unitOfEvent(prepared: Prepared, find: PlaceFinder, row: number): number | null {
  const { events, places } = prepared.data;
  const region = events.region[row];
  if (region !== null) {
    const unit = prepared.unitOf.get(region);
    if (unit !== undefined) return unit;
  }
  const place = find(events.lat[row], events.lon[row]);
  if (place !== null) {
    const code = places.region[place] ?? places.country[place] ?? 'unknown';
    // A point in another region than the one named: the name holds, since the point may be rough.
    if (region === null || !prepared.unitOf.has(region)) return prepared.unitOf.get(code) ?? null;
  }
  const country = events.country[row];
  return country === null ? null : (prepared.unitOf.get(country) ?? null);
}

export function hasPlace(prepared: Prepared, row: number): boolean {
  const { events } = prepared.data;
  return events.region[row] !== null || events.country[row] !== null || !Number.isNaN(events.lat[row]);
}
