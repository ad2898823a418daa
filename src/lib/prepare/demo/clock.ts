const HOUR_MS = 3_600_000;

/** Whole UTC hours since 1970 of an ISO time. */
export function hourOf(iso: string): number {
  return Date.parse(iso) / HOUR_MS;
}

export const CASE_ZONE = 'Europe/Paris';

/** First hour of the activity, and one past its last: 98 whole UTC days. */
export const FIRST_HOUR = hourOf('2020-03-27T00:00:00Z');
export const END_HOUR = hourOf('2020-07-03T00:00:00Z');
export const HOURS = END_HOUR - FIRST_HOUR;
export const FIRST_DAY = FIRST_HOUR / 24;
export const DAYS = HOURS / 24;

/** The warning to all users: midnight between 12 and 13 June 2020 in Paris. */
export const ALERT_HOUR = hourOf('2020-06-12T22:00:00Z');

/** Period that the events of the case lie in. */
export const CASE_FROM = Date.parse('2016-12-31T23:00:00Z');
export const CASE_TO = Date.parse('2020-10-31T23:00:00Z');

const formats = new Map<string, Intl.DateTimeFormat>();

/** Hours that the clocks of a zone are ahead of UTC at this time (whole hours in Europe). */
export function offsetHours(zone: string, epochMs: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    formats.set(zone, format);
  }
  const [day, month, year, hour, minute, second] = format.format(epochMs).split(/\D+/).map(Number);
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, second) - epochMs) / HOUR_MS);
}

/** Hour of the week on the clocks of the zone, Monday 00 = 0, for each hour of the activity. Length HOURS. */
export function localHoursOfWeek(zone: string): Uint8Array {
  return Uint8Array.from({ length: HOURS }, (_, index) => {
    const hour = FIRST_HOUR + index;
    const local = hour + offsetHours(zone, hour * HOUR_MS);
    // 1 January 1970 was a Thursday: hour 72 of a week that starts on Monday.
    return (local + 72) % 168;
  });
}

/** Epoch milliseconds at which a local date begins in the zone of the case. `month` is 1 to 12. */
export function caseMidnight(year: number, month: number, day: number): number {
  const utc = Date.UTC(year, month - 1, day);
  return utc - offsetHours(CASE_ZONE, utc - HOUR_MS) * HOUR_MS;
}

/** Epoch milliseconds of the local midnight in the zone of the case at or before this time. */
export function caseDayOf(epochMs: number): number {
  const local = new Date(epochMs + offsetHours(CASE_ZONE, epochMs) * HOUR_MS);
  return caseMidnight(local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate());
}

/** Epoch milliseconds of the local first of the month in the zone of the case at or before this time. */
export function caseMonthOf(epochMs: number): number {
  const local = new Date(epochMs + offsetHours(CASE_ZONE, epochMs) * HOUR_MS);
  return caseMidnight(local.getUTCFullYear(), local.getUTCMonth() + 1, 1);
}
