import { toLocal, type TimeUnit } from './calendar.ts';
import { calendarZone, type Precision } from './precision.ts';
import type { Step } from './steps.ts';
import type { Tick } from './ticks.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, offsetAt, transitions, type Span } from './zone.ts';

type Style = Intl.DateTimeFormatOptions;
/** A BCP 47 tag; undefined is the reader's own. */
export type Locale = string | undefined;

const TIME: Style = { hour: '2-digit', minute: '2-digit' };
const DATE: Style = { day: 'numeric', month: 'short', year: 'numeric' };
const STYLES: Readonly<Record<Precision, Style>> = {
  minute: { ...DATE, ...TIME },
  hour: { ...DATE, ...TIME },
  day: DATE,
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' }
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(style: Style, zone: string, locale: Locale): Intl.DateTimeFormat {
  const key = `${locale ?? ''}|${zone}|${JSON.stringify(style)}`;
  let known = formatters.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, { ...style, timeZone: zone, calendar: 'gregory' });
    formatters.set(key, known);
  }
  return known;
}

/** The instant in the zone, as exactly as `precision` says; the zone itself is not written (see zoneLabel). */
export function formatInstant(instant: number, precision: Precision, zone: string, locale?: Locale): string {
  return formatter(STYLES[precision], zone, locale).format(instant);
}

/**
 * The start of an event. A minute or hour is told in the zone of the reader; a day, month or year in the calendar it
 * was written in (see calendarZone): "June 2020" must not become May for a reader in New York.
 */
export function formatStart(
  start: number,
  precision: Precision,
  zones: { readonly case: string; readonly shown: string },
  locale?: Locale
): string {
  const exact = precision === 'minute' || precision === 'hour';
  return formatInstant(
    start,
    precision,
    exact ? zones.shown : calendarZone(start, precision, zones.case),
    locale
  );
}

/**
 * A range in words; the zone itself is not written. Whole days of the zone are named without their hours, the last
 * one included (12 to 13 June for [12 June, 14 June)); an end that is null is open. Empty text where both are.
 */
export function formatRange(
  range: { readonly from: number | null; readonly to: number | null },
  zone: string,
  locale?: Locale
): string {
  const { from, to } = range;
  // Several panels write the range of the moment while a brush moves, and Intl takes its time.
  const key = `${from} ${to} ${zone} ${locale}`;
  if (key !== lastRange.key) lastRange = { key, text: rangeWords(from, to, zone, locale) };
  return lastRange.text;
}

let lastRange = { key: '', text: '' };

function rangeWords(from: number | null, to: number | null, zone: string, locale: Locale): string {
  if (from === null && to === null) return '';
  if (to === null) return `from ${formatEdge(from as number, zone, locale)}`;
  if (from === null) return `before ${formatEdge(to, zone, locale)}`;
  const wholeDays = isMidnight(from, zone) && isMidnight(to, zone);
  if (!wholeDays) return formatter(STYLES.minute, zone, locale).formatRange(from, to);
  const [first, last] = [new Date(toLocal(from, zone)), new Date(toLocal(to, zone))];
  const months = first.getUTCDate() === 1 && last.getUTCDate() === 1;
  const years = months && first.getUTCMonth() === 0 && last.getUTCMonth() === 0;
  const precision = years ? 'year' : months ? 'month' : 'day';
  return formatter(STYLES[precision], zone, locale).formatRange(from, to - 1);
}

function formatEdge(instant: number, zone: string, locale: Locale): string {
  return formatInstant(instant, isMidnight(instant, zone) ? 'day' : 'minute', zone, locale);
}

function isMidnight(instant: number, zone: string): boolean {
  return toLocal(instant, zone) % DAY_MS === 0;
}

/** The zone with its offset at an instant, or its offsets over a span: `UTC`, `Europe/Paris (UTC+1, UTC+2)`. */
export function zoneLabel(zone: string, when: number | Span): string {
  if (zone === 'UTC') return zone;
  const start = typeof when === 'number' ? when : when.from;
  const later = typeof when === 'number' ? [] : transitions(when, zone).map((set) => set.offsetAfter);
  const offsets = new Set([offsetAt(start, zone), ...later]);
  return `${zone} (${[...offsets].map(formatOffset).join(', ')})`;
}

/** An offset in milliseconds east of UTC as `UTC+5:30`. */
export function formatOffset(offset: number): string {
  if (offset === 0) return 'UTC';
  const minutes = Math.floor(Math.abs(offset) / MINUTE_MS);
  const rest = minutes % 60;
  const tail = rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`;
  return `UTC${offset < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${tail}`;
}

const LENGTHS = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
  ['second', 1000]
] as const;

/** A length of time in its two largest units, rounded to the smaller: `2 days 3 hours`, `45 seconds`. */
export function formatDuration(lengthMs: number, locale?: Locale): string {
  const size = Math.abs(lengthMs);
  const first = LENGTHS.findIndex(([, unitMs]) => size >= unitMs);
  const [large, small] = first < 0 ? [LENGTHS[3], undefined] : [LENGTHS[first], LENGTHS[first + 1]];
  const finest = small?.[1] ?? large[1];
  const rounded = Math.round(size / finest) * finest;
  // Rounding may carry into the next larger unit: 23 h 59 min 40 s is one day.
  if (first > 0 && rounded >= LENGTHS[first - 1][1])
    return formatDuration(Math.sign(lengthMs) * rounded, locale);
  const sign = lengthMs < 0 ? -1 : 1;
  const whole = Math.floor(rounded / large[1]);
  const parts = [unitText(sign * whole, large[0], locale)];
  if (small !== undefined) {
    const rest = Math.round((rounded - whole * large[1]) / small[1]);
    if (rest > 0) parts.push(unitText(rest, small[0], locale));
  }
  return parts.join(' ');
}

const units = new Map<string, Intl.NumberFormat>();

function unitText(value: number, unit: string, locale: Locale): string {
  const key = `${locale ?? ''}|${unit}`;
  let known = units.get(key);
  if (known === undefined) {
    known = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
    units.set(key, known);
  }
  return known.format(value);
}

const TICK_STYLES: Readonly<Record<TimeUnit, Style>> = {
  minute: TIME,
  hour: TIME,
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short' },
  year: { year: 'numeric' }
};

/** Short label of a tick: the longest unit that begins there (14:00, 12 Jun, Jun, 2020); 1 Jul on an axis of hours. */
export function formatTick(tick: Tick, step: Step, zone: string, locale?: Locale): string {
  const ofHours = step.unit === 'minute' || step.unit === 'hour';
  const level = ofHours && (tick.level === 'month' || tick.level === 'year') ? 'day' : tick.level;
  return formatter(TICK_STYLES[level], zone, locale).format(tick.at);
}

/** What a short label leaves out, for the left end of an axis: the day for hours, the year for days and longer. */
export function formatTickContext(instant: number, step: Step, zone: string, locale?: Locale): string {
  if (step.unit === 'year') return '';
  const style = step.unit === 'minute' || step.unit === 'hour' ? DATE : STYLES.year;
  return formatter(style, zone, locale).format(instant);
}
