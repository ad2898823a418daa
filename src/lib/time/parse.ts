import { fromLocal } from './calendar.ts';
import type { Precision } from './precision.ts';
import { MINUTE_MS, TIME_LIMITS } from './zone.ts';

/** A written date: the instant at which what was written begins, and how exactly it was written. */
export interface WrittenDate {
  readonly at: number;
  readonly precision: Precision;
}

const ISO =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/i;
const WORDS = /^(?:(\d{1,2})\.? )?([a-z]{3,9})\.?,? (\d{4})(?:,? (\d{1,2}):(\d{2}))?$/i;
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' '
);

/**
 * Reads a date as people and addresses write it: `2020-06-12`, `2020-06-12T12:00Z`, `2020-06-12 12:00+02:00`,
 * `2020-06`, `2020`, `12 June 2020, 12:00`, `Jun 2020`. Where no offset is written it is a time of the zone. Null
 * where it is no date, is no real one (30 February), or lies outside the years 1 to 9999. `12/06/2020` is refused: it
 * is June for some readers and December for others. Throws RangeError for an unknown zone.
 */
export function parseDate(text: string, zone: string): WrittenDate | null {
  if (text.length > 60) return null;
  const trimmed = text.trim().replace(/\s+/g, ' ');
  return parseIso(trimmed, zone) ?? parseWords(trimmed, zone);
}

/** The instant of parseDate alone, in epoch milliseconds UTC, or null. */
export function parseInstant(text: string, zone: string): number | null {
  return parseDate(text, zone)?.at ?? null;
}

function parseIso(text: string, zone: string): WrittenDate | null {
  const found = ISO.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute, second, fraction, offset] = found;
  const local = localTime([year, month ?? '1', day ?? '1', hour ?? '0', minute ?? '0', second ?? '0']);
  if (local === null) return null;
  const exact = local + Math.floor(Number(`0.${fraction ?? '0'}`) * 1000);
  const precision =
    hour !== undefined ? 'minute' : day !== undefined ? 'day' : month !== undefined ? 'month' : 'year';
  if (offset === undefined) return dated(fromLocal(exact, zone), precision);
  const east = offsetMs(offset);
  return east === null ? null : dated(exact - east, precision);
}

function parseWords(text: string, zone: string): WrittenDate | null {
  const found = WORDS.exec(text);
  if (found === null) return null;
  const [, day, name, year, hour, minute] = found;
  const month = MONTHS.findIndex(
    (full) => full === name.toLowerCase() || full.slice(0, 3) === name.toLowerCase()
  );
  if (month < 0 || (hour !== undefined && day === undefined)) return null;
  const local = localTime([year, String(month + 1), day ?? '1', hour ?? '0', minute ?? '0', '0']);
  const precision = hour !== undefined ? 'minute' : day !== undefined ? 'day' : 'month';
  return local === null ? null : dated(fromLocal(local, zone), precision);
}

function localTime(fields: readonly string[]): number | null {
  const [year, month, day, hour, minute, second] = fields.map(Number);
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute, second);
  const midnight = hour === 24 && minute === 0 && second === 0;
  if (!midnight && (hour > 23 || minute > 59 || second > 59)) return null;
  // A date that does not exist rolls over into another month; 24:00 is the next day by right.
  const date = new Date(local.getTime() - (midnight ? 1 : 0));
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? local.getTime() : null;
}

function offsetMs(text: string): number | null {
  if (text.toUpperCase() === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(':', '') || '0');
  if (hours > 15 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}

function dated(at: number, precision: Precision): WrittenDate | null {
  return at >= TIME_LIMITS.from && at < TIME_LIMITS.to ? { at, precision } : null;
}
