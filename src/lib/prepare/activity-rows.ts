import type { Range } from '../domain/range.ts';
import { makeDateReader, unitStart, type DateReader } from './dates.ts';
import { ActivityTally } from './activity-tally.ts';
import type { ActivitySpec } from './mapping-schema.ts';
import { makePlaceReader, type PlaceBook } from './place-rows.ts';
import { cellOf, makeValue, toNumber, UnusableRow } from './values.ts';
import type { RowContext, ValueMaker, ValueScope } from './values.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Largest count that the format holds. */
const MAX_COUNT = 4_294_967_295;

/** Reads the rows of the activity into a tally. */
export interface ActivityReader {
  readonly tally: ActivityTally;
  take(context: RowContext): void;
}

/**
 * Compiles the activity of a mapping. Days are whole UTC days: a date without a time names the day itself, whatever
 * the zone of the case. Throws RangeError where the mapping lacks what it needs.
 */
export function makeActivityReader(
  spec: ActivitySpec,
  scope: ValueScope,
  zone: string,
  places: PlaceBook
): ActivityReader {
  const tally = new ActivityTally(spec.devices !== undefined);
  const placeOf = makePlaceReader(spec.place, scope, places);
  const traffic = spec.traffic === undefined ? () => null : makeValue(spec.traffic, scope);
  const device = spec.devices === undefined ? () => null : makeValue(spec.devices.distinct, scope);
  if (spec.wide !== undefined) {
    const readDay = makeDateReader(spec.wide.columns, 'UTC');
    return { tally, take: makeWide(readDay, spec, tally, placeOf, traffic) };
  }
  if (spec.time === undefined || spec.messages === undefined) {
    throw new RangeError('"activity" wants either "wide", or both "time" and "messages".');
  }
  const hourOf = makeHour(spec, scope, zone);
  const amount = isRowCount(spec.messages) ? null : makeValue(spec.messages, scope);
  return {
    tally,
    take: (context) => {
      const hour = hourOf(context);
      const place = placeOf(context);
      const text = amount === null ? '1' : amount(context);
      if (text === null) {
        tally.addMissing(hour, place);
        return;
      }
      const messages = amount === null ? 1 : countOf(text, spec.scale);
      tally.add(hour, place, traffic(context) ?? '', messages, device(context));
    }
  };
}

function isRowCount(messages: ActivitySpec['messages']): messages is { count: 'rows' } {
  return typeof messages === 'object' && 'count' in messages;
}

function makeHour(spec: ActivitySpec, scope: ValueScope, zone: string): (context: RowContext) => number {
  const { time, step } = spec;
  if (time === undefined) throw new RangeError('"activity" has no "time".');
  const clock = time.zone ?? (step === 'hour' ? zone : 'UTC');
  const formats = typeof time.format === 'string' ? [time.format] : time.format;
  const readers = formats.map((format) => makeDateReader(format, clock, time.fiscalStart));
  const value = makeValue(time.from, scope);
  const known = new Map<string, number>();
  return (context) => {
    const text = value(context);
    if (text === null) throw new UnusableRow('The row has no time.', 'time', '');
    const found = known.get(text) ?? hourOfText(text, readers, step, clock);
    known.set(text, found);
    return found;
  };
}

function hourOfText(
  text: string,
  readers: readonly DateReader[],
  step: ActivitySpec['step'],
  zone: string
): number {
  for (const read of readers) {
    const written = read(text);
    if (written === null) continue;
    // Whole UTC hours: half-hour zones share the hour in which their own begins.
    const hour =
      step === 'hour'
        ? Math.floor(unitStart(written, 'minute', zone) / HOUR_MS)
        : Math.floor(written.local / DAY_MS) * 24;
    if (hour < 0 || hour > MAX_COUNT) throw new UnusableRow('The time lies before 1970.', 'time', text);
    if (step === 'hour' && (written.precision === 'day' || written.precision === 'month')) {
      throw new UnusableRow('The time has no hour.', 'time', text);
    }
    return hour;
  }
  throw new UnusableRow('The time cannot be read.', 'time', text);
}

/** A value in units of the scale, rounded to the whole number that is stored. */
function countOf(text: string, scale: number): number {
  const value = toNumber(text);
  if (value === null) throw new UnusableRow('The count is not a number.', 'messages', text);
  const count = Math.round(value / scale);
  if (count < 0 || count > MAX_COUNT) {
    throw new UnusableRow(`The count is not within 0 and ${MAX_COUNT}.`, 'messages', text);
  }
  return count;
}

/** One row per place and a column per day: every header that reads as a day is one. */
function makeWide(
  readDay: DateReader,
  spec: ActivitySpec,
  tally: ActivityTally,
  placeOf: (context: RowContext) => number,
  traffic: ValueMaker
): (context: RowContext) => void {
  let header: ReadonlyMap<string, number> | null = null;
  let days: readonly { readonly name: string; readonly hour: number }[] = [];
  return (context) => {
    if (context.row.columns !== header) {
      header = context.row.columns;
      days = [...header.keys()].flatMap((name) => {
        const written = readDay(name);
        return written === null ? [] : [{ name, hour: Math.floor(written.local / DAY_MS) * 24 }];
      });
    }
    if (days.length === 0)
      throw new UnusableRow('No column is named by a day.', spec.wide?.columns ?? '', '');
    const place = placeOf(context);
    const kind = traffic(context) ?? '';
    for (const { name, hour } of days) {
      const text = cellOf(context.row, name);
      if (text === null) tally.addMissing(hour, place);
      else addCell(context, tally, { hour, place, kind, text, name }, spec.scale);
    }
  };
}

function addCell(
  context: RowContext,
  tally: ActivityTally,
  cell: { hour: number; place: number; kind: string; text: string; name: string },
  scale: number
): void {
  try {
    tally.add(cell.hour, cell.place, cell.kind, countOf(cell.text, scale), null);
  } catch (error) {
    if (!(error instanceof UnusableRow)) throw error;
    context.trouble(error.reason, cell.name, cell.text);
    tally.addMissing(cell.hour, cell.place);
  }
}

/** What was left out because a day was not collected completely. */
export interface Incomplete {
  readonly hour: number;
  readonly rows: number;
}

/**
 * Drops the hours (days) that the mapping takes for incomplete, and tells which periods are collected: what lies
 * outside them is "no data".
 */
export function settleCollected(
  spec: ActivitySpec,
  tally: ActivityTally
): { readonly collected: readonly Range[]; readonly incomplete: readonly Incomplete[] } {
  const stepHours = spec.step === 'hour' ? 1 : 24;
  const incomplete: Incomplete[] = [];
  if (typeof spec.collected === 'object') {
    for (const hour of tally.hours()) {
      const rows = tally.rowsIn(hour);
      if (rows >= spec.collected.atLeast) continue;
      incomplete.push({ hour, rows });
      tally.drop(hour);
    }
  }
  const hours = tally.hours();
  if (hours.length === 0) return { collected: [], incomplete };
  // A day without any row was most likely not collected; an hour may well be empty.
  const rule = spec.collected ?? (spec.step === 'hour' ? 'span' : 'seen');
  if (rule === 'span' && spec.wide === undefined) {
    return { collected: [rangeOf(hours[0], hours[hours.length - 1] + stepHours)], incomplete };
  }
  return { collected: runs(hours, stepHours), incomplete };
}

function rangeOf(fromHour: number, toHour: number): Range {
  return { from: fromHour * HOUR_MS, to: toHour * HOUR_MS };
}

/** Hours that follow each other as periods. */
export function runs(hours: readonly number[], stepHours: number): readonly Range[] {
  const ranges: Range[] = [];
  let from = hours[0];
  hours.forEach((hour, index) => {
    if (hours[index + 1] === hour + stepHours) return;
    ranges.push(rangeOf(from, hour + stepHours));
    from = hours[index + 1];
  });
  return ranges;
}
