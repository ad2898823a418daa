import type { TimePrecision } from '../domain/event.ts';
import {
  addLocal,
  firstInstant,
  fromLocal,
  localStart,
  startOf,
  toLocal,
  type LocalMs
} from '../time/calendar.ts';
import { parseDate } from '../time/parse.ts';
import { DAY_MS } from '../time/zone.ts';

/** A date as written: the time on the clock at which what was written begins, and the unit that it names. */
export interface WrittenTime {
  readonly local: LocalMs;
  /** The instant itself where it was written (an offset, an epoch): the clock alone is ambiguous in autumn. */
  readonly instant: number | null;
  readonly precision: TimePrecision;
}

/** Reads one text; null where it is no such date. */
export type DateReader = (text: string) => WrittenTime | null;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MMMM: '(?<word>[A-Za-z]{3,9})\\.?',
  MMM: '(?<word>[A-Za-z]{3})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})(?:\\.\\d+)?'
};
const TOKEN = /YYYY|MMMM|MMM|MM|M|DD|D|HH|H|mm|ss/g;

/** Days from 1 January of the year 1 (day 1, as Python counts) to 1970. */
const ORDINAL_OF_EPOCH = 719_163;

/**
 * A reader for a format of the mapping: a pattern of YYYY, MM, M, MMM (Jan), MMMM (January), DD, D, HH, H, mm, ss and
 * characters that stand for themselves; or `ISO`, `epoch s`, `epoch ms`, `ordinal` (days since the year 1).
 * `zone`: of times that are written with an offset or as epoch. `fiscalStart`: first month of a fiscal year that is
 * named by the year it ends in: with 10, October of 2020 is October 2019. Throws RangeError for an unusable pattern.
 */
export function makeDateReader(format: string, zone: string, fiscalStart?: number): DateReader {
  if (format === 'ISO') return (text) => readIso(text, zone);
  if (format === 'epoch s') return (text) => readEpoch(text, 1000, zone);
  if (format === 'epoch ms') return (text) => readEpoch(text, 1, zone);
  if (format === 'ordinal') return readOrdinal;
  return patternReader(format, fiscalStart);
}

function readIso(text: string, zone: string): WrittenTime | null {
  const date = parseDate(text, zone);
  if (date === null) return null;
  return { local: toLocal(date.at, zone), instant: date.at, precision: date.precision };
}

function readEpoch(text: string, unitMs: number, zone: string): WrittenTime | null {
  if (!/^-?\d{1,14}(\.\d+)?$/.test(text)) return null;
  const instant = Math.floor(Number(text) * unitMs);
  return { local: toLocal(instant, zone), instant, precision: 'minute' };
}

function readOrdinal(text: string): WrittenTime | null {
  if (!/^\d{1,7}$/.test(text)) return null;
  return { local: (Number(text) - ORDINAL_OF_EPOCH) * DAY_MS, instant: null, precision: 'day' };
}

function patternReader(format: string, fiscalStart?: number): DateReader {
  const names: readonly string[] = format.match(TOKEN) ?? [];
  if (!names.includes('YYYY')) throw new RangeError(`The date format "${format}" has no YYYY.`);
  let source = '';
  let from = 0;
  for (const match of format.matchAll(TOKEN)) {
    source += escaped(format.slice(from, match.index)) + TOKENS[match[0]];
    from = match.index + match[0].length;
  }
  const pattern = compile(`^${source}${escaped(format.slice(from))}$`, format);
  return (text) => {
    const groups = pattern.exec(text)?.groups;
    return groups === undefined ? null : fromParts(groups, fiscalStart);
  };
}

function compile(source: string, format: string): RegExp {
  try {
    return new RegExp(source);
  } catch {
    throw new RangeError(`The date format "${format}" names one part twice.`);
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function fromParts(parts: Record<string, string | undefined>, fiscalStart?: number): WrittenTime | null {
  const month = monthOf(parts);
  if (month === null) return null;
  const [day, hour, minute, second] = [parts.day, parts.hour, parts.minute, parts.second].map(Number);
  let year = Number(parts.year);
  if (fiscalStart !== undefined && month >= fiscalStart) year -= 1;
  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, (month || 1) - 1, day || 1);
  date.setUTCHours(hour || 0, minute || 0, second || 0);
  const isReal =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === (month || 1) - 1 &&
    date.getUTCDate() === (parts.day === undefined ? 1 : day) &&
    date.getUTCHours() === (hour || 0) &&
    (minute || 0) < 60;
  return isReal ? { local: date.getTime(), instant: null, precision: precisionOf(parts) } : null;
}

/** 1 to 12; 0 where the format has no month; null where it is none. */
function monthOf(parts: Record<string, string | undefined>): number | null {
  if (parts.word !== undefined) {
    const found = MONTHS.indexOf(parts.word.slice(0, 3).toLowerCase());
    return found < 0 ? null : found + 1;
  }
  if (parts.month === undefined) return 0;
  const month = Number(parts.month);
  return month >= 1 && month <= 12 ? month : null;
}

function precisionOf(parts: Record<string, string | undefined>): TimePrecision {
  if (parts.minute !== undefined) return 'minute';
  if (parts.hour !== undefined) return 'hour';
  if (parts.day !== undefined) return 'day';
  return parts.month !== undefined || parts.word !== undefined ? 'month' : 'year';
}

/**
 * Instant at which the unit begins that holds the written time, on the clock of the zone; a time known to the minute
 * keeps its seconds.
 */
export function unitStart(written: WrittenTime, precision: TimePrecision, zone: string): number {
  const { local, instant } = written;
  if (precision === 'minute') return instant ?? fromLocal(local, zone);
  if (precision === 'hour') {
    return instant === null ? fromLocal(localStart(local, 'hour'), zone) : startOf(instant, 'hour', zone);
  }
  return firstInstant(localStart(local, precision), zone);
}

/**
 * Where an event that happened somewhere between two dates begins: the smallest calendar day, month or year that
 * holds both. Where they lie in two years, it counts from the first date: a month, or a year. Null where the dates
 * lie more than a year apart, which no precision can tell.
 */
export function enclosingUnit(
  first: LocalMs,
  last: LocalMs
): { readonly start: LocalMs; readonly precision: TimePrecision } | null {
  for (const precision of ['day', 'month', 'year'] as const) {
    const start = localStart(first, precision);
    if (start === localStart(last, precision)) return { start, precision };
  }
  const start = localStart(first, 'day');
  for (const precision of ['month', 'year'] as const) {
    if (last < addLocal(start, precision, 1)) return { start, precision };
  }
  return null;
}
