import { DAY_MS, HOUR_MS, type ActivityCube, type PlaceTable } from '../domain/activity.ts';
import type { Range } from '../domain/range.ts';
import { cellAt, cellResolution } from '../geo/cell.ts';
import { greatCircleKm } from '../stats/distance.ts';
import { countsInRange } from './activity-cube.ts';
import { isObserved, type Observation } from './collection.ts';
import type { EventTable } from './event-table.ts';

/** How long before and after an event its surroundings can be looked at. */
export const AROUND = [
  { id: 'hour', label: '1 h', ms: HOUR_MS },
  { id: 'hours', label: '6 h', ms: 6 * HOUR_MS },
  { id: 'day', label: '1 day', ms: DAY_MS },
  { id: 'week', label: '1 week', ms: 7 * DAY_MS }
] as const;
export type Around = (typeof AROUND)[number]['id'];

/** The places whose activity is that around an event, and how they were chosen. */
export interface PlacesAround {
  /** 1 for each place taken. */
  readonly keep: Uint8Array;
  readonly count: number;
  /** `cell`: the one the point lies in; `radius`: those whose centre lies in the doubt about the point too. */
  readonly by: 'cell' | 'radius' | 'region' | 'country';
}

/** Null where the event has neither a point in a cell nor the code of a place. */
export function placesAround(table: EventTable, row: number, places: PlaceTable): PlacesAround | null {
  const { lat, lon, radiusM, region, country } = table;
  const atPoint = Number.isNaN(lat[row]) ? null : cellsAt(places, lat[row], lon[row], radiusM[row] / 1000);
  if (atPoint !== null) return atPoint;
  const coded = (by: 'region' | 'country', code: string | undefined): PlacesAround | null => {
    if (code === undefined) return null;
    const keep = Uint8Array.from(places[by], (value) => (value === code ? 1 : 0));
    const count = keep.reduce((sum, value) => sum + value, 0);
    return count === 0 ? null : { keep, count, by };
  };
  return (
    coded('region', region.values[region.codes[row]]) ?? coded('country', country.values[country.codes[row]])
  );
}

function cellsAt(places: PlaceTable, lat: number, lon: number, radiusKm: number): PlacesAround | null {
  const sample = places.h3.find((h3) => h3 !== null);
  if (sample === undefined || sample === null) return null;
  const cell = cellAt(lon, lat, cellResolution(sample));
  const keep = new Uint8Array(places.count);
  let count = 0;
  let hasCell = false;
  for (let place = 0; place < places.count; place++) {
    const isCell = cell !== null && places.h3[place] === cell;
    const isNear = radiusKm > 0 && greatCircleKm(lat, lon, places.lat[place], places.lon[place]) <= radiusKm;
    if (!isCell && !isNear) continue;
    keep[place] = 1;
    count++;
    hasCell ||= isCell;
  }
  if (count === 0) return null;
  return { keep, count, by: count === 1 && hasCell ? 'cell' : 'radius' };
}

export interface ActivityBar extends Range {
  /** Stored count; NaN: nothing was collected. */
  readonly count: number;
  /** Share of the time and places that was collected: 1 all of it. */
  readonly known: number;
}

/** More bars than this, and they are drawn longer. */
const MOST_BARS = 72;
const LENGTHS_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS];

/**
 * Activity of some places from so long before the start of an event to so long after it (a vague start: the interval in
 * which it lies), in whole UTC hours, sixths of days or days.
 */
export function activityAround(
  cube: ActivityCube,
  observation: Observation,
  keep: Uint8Array,
  start: Range,
  aroundMs: number
): readonly ActivityBar[] {
  const lengths = LENGTHS_MS.filter((ms) => ms >= cube.binMs);
  const span = (start.to - start.from + 2 * aroundMs) * 1.0001;
  const lengthMs = lengths.find((ms) => span / ms <= MOST_BARS) ?? DAY_MS;
  const first = Math.floor((start.from - aroundMs) / lengthMs);
  const end = Math.ceil((start.to + aroundMs) / lengthMs);
  const counts = new Float64Array(cube.places);
  const kept = [...keep.keys()].filter((place) => keep[place] === 1);
  return Array.from({ length: end - first }, (_, index): ActivityBar => {
    const range = { from: (first + index) * lengthMs, to: (first + index + 1) * lengthMs };
    const known = knownShare(cube.binMs, observation, kept, range);
    const count = countsInRange(cube, range, keep, counts);
    return { ...range, count: known === 0 ? NaN : count, known };
  });
}

/** Share of the bins of the range, over the places, in which something was collected. */
function knownShare(
  binMs: number,
  { whole, own }: Observation,
  kept: readonly number[],
  range: Range
): number {
  const bins = Math.round((range.to - range.from) / binMs);
  const observed = (periods: readonly Range[]): number => {
    let found = 0;
    for (let bin = 0; bin < bins; bin++) {
      const from = range.from + bin * binMs;
      if (isObserved(periods, { from, to: from + binMs }, binMs)) found++;
    }
    return found;
  };
  const usual = observed(whole);
  const total = kept.reduce((sum, place) => {
    const periods = own.get(place);
    return sum + (periods === undefined ? usual : observed(periods));
  }, 0);
  return total / (bins * kept.length);
}
