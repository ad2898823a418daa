import { DAY_MS, HOUR_MS, MINUTE_MS, offsetAt, transitions } from './zone.ts';

export const TIME_UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
/** Weeks begin on Monday. */
export type TimeUnit = (typeof TIME_UNITS)[number];

/**
 * What the clock on the wall shows, written as the epoch milliseconds of a UTC clock that shows the same. Read its
 * fields with the getUTC... methods of Date.
 */
export type LocalMs = number;

export function toLocal(instant: number, zone: string): LocalMs {
  return instant + offsetAt(instant, zone);
}

/**
 * The instant at which the clock of the zone shows the local time. A time that occurs twice is the earlier one; a
 * time that is skipped is read with the clock not yet set (02:30 becomes 03:30).
 */
export function fromLocal(local: LocalMs, zone: string): number {
  const [before, after] = offsetsAround(local, zone);
  return firstShowing(local, zone, before, after) ?? local - before;
}

/** The first instant at which the clock shows the local time or, where that is skipped, a later one. */
export function firstInstant(local: LocalMs, zone: string): number {
  const [before, after] = offsetsAround(local, zone);
  const instant = firstShowing(local, zone, before, after);
  if (instant !== null) return instant;
  const [jump] = transitions({ from: local - after, to: local - before + 1 }, zone);
  return jump === undefined ? local - before : jump.at;
}

function offsetsAround(local: LocalMs, zone: string): readonly [before: number, after: number] {
  return [offsetAt(local - DAY_MS, zone), offsetAt(local + DAY_MS, zone)];
}

function firstShowing(local: LocalMs, zone: string, before: number, after: number): number | null {
  if (offsetAt(local - before, zone) === before) return local - before;
  if (offsetAt(local - after, zone) === after) return local - after;
  return null;
}

/** The local time at which the unit that holds the local time begins. */
export function localStart(local: LocalMs, unit: TimeUnit): LocalMs {
  if (unit === 'minute') return floorTo(local, MINUTE_MS);
  if (unit === 'hour') return floorTo(local, HOUR_MS);
  const midnight = floorTo(local, DAY_MS);
  const date = new Date(midnight);
  if (unit === 'week') return midnight - ((date.getUTCDay() + 6) % 7) * DAY_MS;
  if (unit === 'month') return date.setUTCDate(1);
  if (unit === 'year') return date.setUTCMonth(0, 1);
  return midnight;
}

/**
 * First instant of the hour, day, week, month or year of the zone that holds the instant. A day whose midnight is
 * skipped begins when the clock is set; an hour in which the clock is set begins anew at that moment.
 */
export function startOf(instant: number, unit: TimeUnit, zone: string): number {
  const local = toLocal(instant, zone);
  const start = localStart(local, unit);
  if (unit !== 'minute' && unit !== 'hour') return firstInstant(start, zone);
  const same = instant - (local - start);
  const sets = transitions({ from: same + 1, to: instant + 1 }, zone);
  return sets.at(-1)?.at ?? same;
}

/** First instant of the next unit of the zone. */
export function nextStart(instant: number, unit: TimeUnit, zone: string): number {
  const start = startOf(instant, unit, zone);
  if (unit === 'minute' || unit === 'hour') {
    const whole = localStart(toLocal(start, zone), unit) + (unit === 'hour' ? HOUR_MS : MINUTE_MS);
    const next = start + (whole - toLocal(start, zone));
    return transitions({ from: start + 1, to: next }, zone)[0]?.at ?? next;
  }
  return firstInstant(addLocal(localStart(toLocal(instant, zone), unit), unit, 1), zone);
}

/**
 * The instant so many units later (earlier where negative). Minutes and hours are plain lengths; days and longer
 * keep the local time of day, and months and years keep the day of the month or take the last one (31 January and a
 * month: 28 or 29 February).
 */
export function addUnits(instant: number, unit: TimeUnit, count: number, zone: string): number {
  if (count === 0) return instant;
  if (unit === 'minute') return instant + count * MINUTE_MS;
  if (unit === 'hour') return instant + count * HOUR_MS;
  return fromLocal(addLocal(toLocal(instant, zone), unit, count), zone);
}

/** The same on the local clock, where every day has 24 hours. */
export function addLocal(local: LocalMs, unit: TimeUnit, count: number): LocalMs {
  if (unit === 'minute') return local + count * MINUTE_MS;
  if (unit === 'hour') return local + count * HOUR_MS;
  if (unit === 'day') return local + count * DAY_MS;
  if (unit === 'week') return local + count * 7 * DAY_MS;
  const date = new Date(local);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count * (unit === 'year' ? 12 : 1));
  const lastDay = new Date(Date.UTC(2000, 0, 1)).setUTCFullYear(
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    0
  );
  return date.setUTCDate(Math.min(day, new Date(lastDay).getUTCDate()));
}

function floorTo(value: number, step: number): number {
  return Math.floor(value / step) * step;
}
