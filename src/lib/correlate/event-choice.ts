import { DAY_MS } from '../domain/activity.ts';
import type { LeftOut, LeftOutCode } from '../domain/correlation.ts';
import type { EventRef } from '../domain/correlation-event.ts';
import { hasPlace, placeFinder, unitOfEvent } from './event-place.ts';
import { hourIndex } from './grid.ts';
import type { EventList } from './input.ts';
import type { Prepared } from './prepared.ts';

/** An event that can be tested: when and where it begins on the grid. */
export interface Chosen {
  readonly row: number;
  /** Number of the unit; -1 where the place does not matter. */
  readonly unit: number;
  /** Hour of the grid at which the window after the event begins (day precision: its local midnight). */
  readonly t0: number;
  /** Blocks left out at the event: 1 where only its day is known. */
  readonly gap: 0 | 1;
  /** Rows of events of the same unit and operation within 24 hours, taken as one with this. */
  readonly merged: readonly number[];
}

export interface Choice {
  readonly chosen: readonly Chosen[];
  readonly leftOut: readonly LeftOut[];
  /** Events under the filter. */
  readonly offered: number;
}

const COUNTRY_ONLY = 'only its country is known, and activity is counted by region';

const REASONS: Readonly<Record<LeftOutCode, string>> = {
  'no-date': 'no date is known',
  'date-too-coarse': 'only the month or year is known: nothing can be said about days',
  'date-reported': 'only the day of the report is known, not that of the event',
  'no-place': 'no place is known',
  'no-activity-there': 'no activity is counted at its place under the filter',
  'outside-period': 'it lies outside the period of analysis',
  'in-gap': 'it lies in a gap of the collection, and too little is left around it',
  merged: 'taken as one with an event of the same operation and region within 24 hours',
  'near-the-edge': 'it lies too near the start or end of the period',
  insufficient: 'too little data around it'
};

export function leftOut(events: EventList, row: number, code: LeftOutCode, reason?: string): LeftOut {
  return { eventId: events.id[row], title: events.title[row], code, reason: reason ?? REASONS[code] };
}

/** Whether the day of the event is known as the day it happened on. */
export function isDated(events: EventList, row: number): boolean {
  return whyUndated(events, row) === null;
}

function whyUndated(events: EventList, row: number): LeftOutCode | null {
  if (Number.isNaN(events.start[row])) return 'no-date';
  if (events.precision[row] === 'month' || events.precision[row] === 'year') return 'date-too-coarse';
  return events.reported[row] === 1 ? 'date-reported' : null;
}

/**
 * Hour of the grid at which the event begins. In a case counted by day it is the start of the UTC day that holds the
 * middle of the event's day.
 */
export function startHour(prepared: Prepared, row: number): number {
  const { grid, data } = prepared;
  const { start, startEnd, precision } = data.events;
  if (!grid.isDaily) return hourIndex(grid, start[row]);
  const middle = precision[row] === 'day' ? (start[row] + startEnd[row]) / 2 : start[row];
  return Math.floor((middle - grid.start) / DAY_MS) * 24;
}

/**
 * The events under the filter that can be tested, in order of time, and the others with the reason. needsPlace: an event
 * without one cannot be tested (the whole network has no place).
 */
export function chooseEvents(prepared: Prepared, needsPlace: boolean, kind?: string): Choice {
  const { events } = prepared.data;
  const find = placeFinder(prepared.data.places);
  const left: LeftOut[] = [];
  const chosen: (Chosen & { merged: number[] })[] = [];
  let offered = 0;
  for (let row = 0; row < events.count; row += 1) {
    if (prepared.view.eventKeep[row] !== 1 || (kind !== undefined && events.kind[row] !== kind)) continue;
    offered += 1;
    const found = placeInTime(prepared, row) ?? placeOnMap(row);
    if (typeof found === 'string') {
      const isRough = found === 'no-place' && hasPlace(prepared, row);
      left.push(leftOut(events, row, found, isRough ? COUNTRY_ONLY : undefined));
      continue;
    }
    const gap = prepared.grid.isDaily || events.precision[row] === 'day' ? 1 : 0;
    const one = { row, unit: found, t0: startHour(prepared, row), gap, merged: [] } as const;
    const same = needsPlace ? chosen.find((other) => isSame(other, one)) : undefined;
    if (same === undefined) chosen.push({ ...one, merged: [] });
    else {
      same.merged.push(row);
      left.push(leftOut(events, row, 'merged'));
    }
  }
  return { chosen, leftOut: left, offered };

  function placeOnMap(row: number): LeftOutCode | number {
    if (!needsPlace) return -1;
    if (!hasPlace(prepared, row)) return 'no-place';
    return unitOfEvent(prepared, find, row) ?? (isCountryOnly(row) ? 'no-place' : 'no-activity-there');
  }

  /** Activity is counted in regions, and all that is known of the event is its country. */
  function isCountryOnly(row: number): boolean {
    return events.region[row] === null && Number.isNaN(events.lat[row]);
  }

  function isSame(first: Chosen, second: Chosen): boolean {
    const operation = events.operation[first.row];
    return (
      operation !== null &&
      operation === events.operation[second.row] &&
      first.unit === second.unit &&
      Math.abs(events.start[second.row] - events.start[first.row]) <= DAY_MS
    );
  }
}

function placeInTime(prepared: Prepared, row: number): LeftOutCode | null {
  const undated = whyUndated(prepared.data.events, row);
  if (undated !== null) return undated;
  const at = startHour(prepared, row);
  const { from, to } = prepared.analysis;
  return at < from || at >= to ? 'outside-period' : null;
}

/** Hours at which events of each unit begin, ascending: all of the case, whatever the filter, whose day is known. */
export function eventsByUnit(prepared: Prepared): readonly (readonly { row: number; at: number }[])[] {
  const { events, places } = prepared.data;
  const find = placeFinder(places);
  const lists: { row: number; at: number }[][] = prepared.units.map(() => []);
  for (let row = 0; row < events.count; row += 1) {
    if (!isDated(events, row)) continue;
    const unit = unitOfEvent(prepared, find, row);
    if (unit !== null) lists[unit].push({ row, at: startHour(prepared, row) });
  }
  return lists;
}

export function eventRef(events: EventList, row: number): EventRef {
  return {
    id: events.id[row],
    title: events.title[row],
    kind: events.kind[row],
    start: new Date(events.start[row]).toISOString(),
    precision: events.precision[row],
    place: events.place[row],
    region: events.region[row]
  };
}
