import { addLocal, firstInstant, localStart, startOf, toLocal } from './calendar.ts';
import { HOUR_MS, MINUTE_MS, type Span } from './zone.ts';

/** How exactly the start of something is known. */
export type Precision = 'minute' | 'hour' | 'day' | 'month' | 'year';

/**
 * The calendar that a start known to the day, month or year was written in: the zone of the case where the start is
 * a midnight there, else UTC.
 */
export function calendarZone(start: number, precision: Precision, zone: string): string {
  if (precision === 'minute' || precision === 'hour') return zone;
  return startOf(start, 'day', zone) === start ? zone : 'UTC';
}

/**
 * The interval in which something lies that is known to have begun in the unit (minute, hour, day, month, year) which
 * begins at `start` (epoch milliseconds UTC): start included, end excluded. `zone` is the zone of the case. Days,
 * months and years follow the calendar (a day may have 23 or 25 hours); minutes and hours are plain lengths.
 */
export function startInterval(start: number, precision: Precision, zone: string): Span {
  if (precision === 'minute') return { from: start, to: start + MINUTE_MS };
  if (precision === 'hour') return { from: start, to: start + HOUR_MS };
  const calendar = calendarZone(start, precision, zone);
  if (calendar === 'UTC') return { from: start, to: addLocal(start, precision, 1) };
  // From the midnight of the day, not from the start: where midnight is skipped a day begins at 01:00.
  const midnight = localStart(toLocal(start, calendar), 'day');
  return { from: start, to: firstInstant(addLocal(midnight, precision, 1), calendar) };
}
