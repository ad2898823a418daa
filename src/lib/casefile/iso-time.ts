const TIME_PATTERN = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/;

/** A date that may be known to the month or the year only. */
export const DAY_PATTERN = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

/**
 * A UTC time of a manifest (`2020-06-13T22:00:00Z`) or a bare date (its UTC midnight) as epoch milliseconds.
 * Null for anything else: other zones, 30 February, hour 25.
 */
export function parseTime(text: string): number | null {
  const match = TIME_PATTERN.exec(text);
  if (match === null) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time)) return null;
  // Date.parse turns 30 February into 1 March, and 24:00 into the next day.
  return new Date(time).toISOString().startsWith(match[1]) ? time : null;
}

/** Epoch milliseconds as an ISO UTC time, without milliseconds where they are zero. */
export function isoTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
