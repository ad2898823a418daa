import { greatCircleKm } from '../stats/distance.ts';
import { formatDuration } from '../time/format.ts';
import type { PlacesAround } from './event-activity.ts';
import type { EventTable } from './event-table.ts';
import { HIDDEN } from './tally.ts';

/** How near is near. */
export const NEAR_KM = 50;
export const NEAR_MS = 7 * 86_400_000;
/** So many are listed, the nearest first. */
const MOST = 8;

export interface NearbyEvent {
  readonly row: number;
  readonly distanceKm: number;
  /** Milliseconds between the starts; where one is vague, the least there can be. Positive: it came later. */
  readonly apartMs: number;
}

/**
 * Events near an event in time and place, nearest first (a week counts as much as 50 km); none for an event without
 * a date or a point. states: per event HIDDEN or not.
 */
export function nearbyEvents(table: EventTable, row: number, states: Uint8Array): readonly NearbyEvent[] {
  const { start, lat, lon } = table;
  if (Number.isNaN(start[row]) || Number.isNaN(lat[row])) return [];
  const found: NearbyEvent[] = [];
  for (let other = 0; other < table.dated; other++) {
    if (other === row || states[other] === HIDDEN || Number.isNaN(lat[other])) continue;
    const apartMs = timeApart(table, row, other);
    if (Math.abs(apartMs) > NEAR_MS) continue;
    const distance = greatCircleKm(lat[row], lon[row], lat[other], lon[other]);
    if (distance <= NEAR_KM) found.push({ row: other, distanceKm: distance, apartMs });
  }
  const farness = ({ distanceKm: km, apartMs }: NearbyEvent): number =>
    km / NEAR_KM + Math.abs(apartMs) / NEAR_MS;
  return found.sort((a, b) => farness(a) - farness(b) || a.row - b.row).slice(0, MOST);
}

function timeApart({ start, startEnd, precision }: EventTable, row: number, other: number): number {
  const areExact = precision[row] === 0 && precision[other] === 0;
  if (areExact) return start[other] - start[row];
  if (start[other] >= startEnd[row]) return start[other] - startEnd[row];
  return startEnd[other] <= start[row] ? startEnd[other] - start[row] : 0;
}

/** How far away and how much earlier or later, in words. */
export function apartText({ distanceKm, apartMs }: NearbyEvent, locale: string): string {
  const digits = distanceKm < 10 ? 1 : 0;
  const where =
    distanceKm < 0.05
      ? 'at the same point'
      : `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(distanceKm)} km away`;
  if (apartMs === 0) return `${where}, perhaps at the same time`;
  return `${where}, ${formatDuration(Math.abs(apartMs), locale)} ${apartMs > 0 ? 'later' : 'earlier'}`;
}

/** Why no event is near. */
export function noneNear({
  start,
  lat
}: {
  readonly start: number | null;
  readonly lat: number | null;
}): string {
  if (start === null) return 'Its date is not known.';
  if (lat === null) return 'Its point is not known.';
  return `None within ${NEAR_KM} km and ${NEAR_MS / 86_400_000} days under the filters.`;
}

/** Which places stand for the surroundings of an event, in words. first: name of the first of them; code: of the region or country. */
export function aroundWords({ count, by }: PlacesAround, first: string, code: string): string {
  if (by === 'cell') return `the cell of ${first}`;
  const cells = count === 1 ? '1 place' : `${count} places`;
  return by === 'radius' ? `${cells} within the doubt about its point` : `${cells} of ${code}`;
}
