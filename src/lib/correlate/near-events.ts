import { DAY_MS } from '../domain/activity.ts';
import type { NearEvent } from '../domain/correlation-surges.ts';
import { greatCircleKm } from '../stats/distance.ts';
import type { Days } from './days.ts';
import { eventRef, isDated } from './event-choice.ts';
import { hasPlace, nearKm, placeFinder, unitOfEvent } from './event-place.ts';
import type { Prepared } from './prepared.ts';

/** An event counts as near up to so many days before the first day. */
export const NEAR_DAYS = 7;
const MOST_NEAR = 10;

/** A stretch of places and days to look around. */
export interface Where {
  /** Rows of the place table; empty where only units are known. */
  readonly places: readonly number[];
  readonly units: ReadonlySet<number>;
  readonly firstDay: number;
  readonly lastDay: number;
}

export interface Nearness {
  readonly km: number;
  /** Events with a date and a place, and alerts to the whole network. */
  readonly events: number;
  /** Events near, nearest first, and whether one of them is near for certain. */
  readonly around: (where: Where) => { readonly near: readonly NearEvent[]; readonly isExplained: boolean };
  /** 1 for each place (or unit) and day that has an event near, in the layout of daily counts. */
  readonly mask: (unit: 'cell' | 'region') => Uint8Array;
}

interface Placed {
  readonly row: number;
  /** Days that the start may lie on. */
  readonly first: number;
  readonly last: number;
  readonly lat: number;
  readonly lon: number;
  readonly unit: number | null;
  /** A warning to the whole network is near everywhere. */
  readonly isEverywhere: boolean;
  /** The day is known, be it that of the report. */
  readonly isExact: boolean;
}

/** Looks for events near: all of the case, whatever the filter, so that a filter cannot make a surge unexplained. */
export function nearness(prepared: Prepared, days: Days): Nearness {
  const { data, kept, units } = prepared;
  const { places } = data;
  const km = nearKm(places);
  const placed = placedEvents(prepared, days);
  const distance = (event: Placed, place: number) =>
    greatCircleKm(event.lat, event.lon, places.lat[place], places.lon[place]);

  function around({ places: rows, units: own, firstDay, lastDay }: Where) {
    const found: (NearEvent & { readonly isExact: boolean })[] = [];
    for (const event of placed) {
      if (event.last < firstDay - NEAR_DAYS || event.first > lastDay) continue;
      const reach = kmTo(event, rows, own);
      if (reach === undefined) continue;
      const start = (data.events.start[event.row] - days.start) / DAY_MS;
      found.push({
        event: eventRef(data.events, event.row),
        km: reach === null ? null : Math.round(reach * 10) / 10,
        days: firstDay - Math.floor(start),
        isExact: event.isExact
      });
    }
    found.sort((a, b) => Number(b.isExact) - Number(a.isExact) || (a.km ?? 0) - (b.km ?? 0));
    return {
      near: found
        .slice(0, MOST_NEAR)
        .map(({ event, km: apart, days: since }) => ({ event, km: apart, days: since })),
      isExplained: found.some(({ isExact }) => isExact)
    };
  }

  /** Distance to the nearest place; null where it is near without a distance, undefined where it is not near. */
  function kmTo(event: Placed, rows: readonly number[], own: ReadonlySet<number>): number | null | undefined {
    if (event.isEverywhere) return null;
    if (Number.isNaN(event.lat) || rows.length === 0) {
      return event.unit !== null && own.has(event.unit) ? null : undefined;
    }
    let least = Infinity;
    for (const place of rows) least = Math.min(least, distance(event, place));
    return least <= km ? least : undefined;
  }

  function mask(unit: 'cell' | 'region'): Uint8Array {
    const rows = unit === 'cell' ? kept.length : units.length;
    const marks = new Uint8Array(rows * days.count);
    for (const event of placed) {
      const from = Math.max(0, event.first);
      const to = Math.min(days.count, event.last + NEAR_DAYS + 1);
      if (from >= to) continue;
      for (let row = 0; row < rows; row += 1) {
        if (isNear(event, unit, row)) marks.fill(1, row * days.count + from, row * days.count + to);
      }
    }
    return marks;
  }

  function isNear(event: Placed, unit: 'cell' | 'region', row: number): boolean {
    if (event.isEverywhere) return true;
    if (unit === 'region') return event.unit === row;
    if (Number.isNaN(event.lat)) return event.unit === prepared.unitOfPlace[kept[row]];
    return distance(event, kept[row]) <= km;
  }

  return { km, events: placed.length, around, mask };
}

function placedEvents(prepared: Prepared, days: Days): readonly Placed[] {
  const { events, places } = prepared.data;
  const find = placeFinder(places);
  const placed: Placed[] = [];
  for (let row = 0; row < events.count; row += 1) {
    const { start, startEnd, lat, lon, kind, precision } = events;
    if (Number.isNaN(start[row])) continue;
    const isEverywhere = kind[row] === 'alert' && !hasPlace(prepared, row) && isDated(events, row);
    const unit = unitOfEvent(prepared, find, row);
    if (!isEverywhere && unit === null && Number.isNaN(lat[row])) continue;
    placed.push({
      row,
      first: Math.floor((start[row] - days.start) / DAY_MS),
      last: Math.ceil((startEnd[row] - days.start) / DAY_MS) - 1,
      lat: lat[row],
      lon: lon[row],
      unit,
      isEverywhere,
      isExact: precision[row] !== 'month' && precision[row] !== 'year'
    });
  }
  return placed;
}
