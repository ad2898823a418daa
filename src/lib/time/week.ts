import { toLocal } from './calendar.ts';
import { DAY_MS, HOUR_MS } from './zone.ts';

export const HOURS_IN_WEEK = 168;

/** Where an instant lies in the local week. Weeks begin on Monday. */
export interface WeekPosition {
  /** 24 * dayOfWeek + hour: 0 is Monday 00, 167 is Sunday 23. */
  readonly hourOfWeek: number;
  /** Monday = 0. */
  readonly dayOfWeek: number;
  /** 0 to 23. */
  readonly hour: number;
}

/**
 * Hour of the local week at the instant, by the clock of the zone. In a zone whose offset is no whole hour it is the
 * hour in which the instant falls. Throws RangeError for an unknown zone.
 */
export function weekPosition(instant: number, zone: string): WeekPosition {
  const local = toLocal(instant, zone);
  const days = Math.floor(local / DAY_MS);
  // 1 January 1970 was a Thursday.
  const dayOfWeek = (((days + 3) % 7) + 7) % 7;
  const hour = Math.floor((local - days * DAY_MS) / HOUR_MS);
  return { hourOfWeek: 24 * dayOfWeek + hour, dayOfWeek, hour };
}

export function hourOfWeek(instant: number, zone: string): number {
  return weekPosition(instant, zone).hourOfWeek;
}

/**
 * Hour of the local week of `count` UTC hours in a row, the first at `start` (epoch milliseconds). The UTC series has no
 * gap and no double hour; where the clock is set, an hour of the week is left out or comes twice.
 */
export function hoursOfWeek(start: number, count: number, zone: string): Uint8Array {
  const hours = new Uint8Array(count);
  for (let i = 0; i < count; i += 1) hours[i] = hourOfWeek(start + i * HOUR_MS, zone);
  return hours;
}
