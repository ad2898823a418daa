import { TIME_PRECISIONS, type TimePrecision } from '../domain/event.ts';
import { addLocal, firstInstant, localStart } from '../time/calendar.ts';
import { startInterval } from '../time/precision.ts';
import { enclosingUnit, makeDateReader, unitStart, type WrittenTime } from './dates.ts';
import type { DateSpec, ValueSpec } from './mapping-schema.ts';
import { makeValue, UnusableRow, type RowContext, type ValueScope } from './values.ts';

/** When an event begins, and how exactly that is known. */
export interface Start {
  readonly start: number | null;
  readonly precision: TimePrecision;
}

type DateMaker = (
  context: RowContext
) => { readonly text: string; readonly written: WrittenTime | null } | null;

/** Compiles a date of the mapping as it is written; `written` is null where it cannot be read. */
export function makeDate(
  spec: DateSpec,
  scope: ValueScope,
  zone: string
): (context: RowContext) => DateInZone | null {
  const clock = spec.zone ?? zone;
  const read = makeReading(spec, spec.from, scope, clock);
  return (context) => {
    const found = read(context);
    return found === null ? null : { ...found, zone: clock };
  };
}

export interface DateInZone {
  readonly text: string;
  readonly written: WrittenTime | null;
  readonly zone: string;
}

function makeReading(spec: DateSpec, from: ValueSpec, scope: ValueScope, zone: string): DateMaker {
  const value = makeValue(from, scope);
  const formats = typeof spec.format === 'string' ? [spec.format] : spec.format;
  const readers = formats.map((format) => makeDateReader(format, zone, spec.fiscalStart));
  return (context) => {
    const text = value(context);
    if (text === null) return null;
    for (const read of readers) {
      const written = read(text);
      if (written !== null) return { text, written };
    }
    return { text, written: null };
  };
}

const UNDATED: Start = { start: null, precision: 'day' };

/**
 * Compiles the start of an event. Without a date it is undated; a date that cannot be read throws UnusableRow.
 */
export function makeStart(
  spec: DateSpec | undefined,
  precisionSpec: ValueSpec | undefined,
  scope: ValueScope,
  caseZone: string
): (context: RowContext) => Start {
  if (spec === undefined) return () => UNDATED;
  const zone = spec.zone ?? caseZone;
  const first = makeReading(spec, spec.from, scope, zone);
  const last = spec.until === undefined ? null : makeReading(spec, spec.until, scope, zone);
  const precisionOf = precisionSpec === undefined ? () => null : makeValue(precisionSpec, scope);
  return (context) => {
    const found = first(context);
    if (found === null) return UNDATED;
    const { written } = found;
    if (written === null) throw new UnusableRow('The date cannot be read.', 'start', found.text);
    const until = last?.(context) ?? null;
    if (until !== null) return between(written, until, zone, context);
    const named = precisionOf(context);
    const precision = named === null ? written.precision : coarser(written.precision, named);
    return { start: unitStart(written, precision, zone), precision };
  };
}

function between(
  first: WrittenTime,
  last: { readonly text: string; readonly written: WrittenTime | null },
  zone: string,
  context: RowContext
): Start {
  if (last.written === null)
    throw new UnusableRow('The last possible date cannot be read.', 'start', last.text);
  if (last.written.local < first.local) {
    throw new UnusableRow('The last possible date lies before the first.', 'start', last.text);
  }
  const unit = enclosingUnit(first.local, lastMoment(last.written));
  if (unit !== null) return { start: firstInstant(unit.start, zone), precision: unit.precision };
  context.trouble('The possible dates lie more than a year apart.', 'start', last.text);
  return UNDATED;
}

/** The last millisecond of what was written: of the month for a date that is a month. */
function lastMoment({ local, precision }: WrittenTime): number {
  return addLocal(localStart(local, precision), precision, 1) - 1;
}

/** A date is never known more exactly than it is written. */
function coarser(written: TimePrecision, named: string): TimePrecision {
  const precision = oneOf(named, TIME_PRECISIONS, 'time_precision') as TimePrecision;
  return TIME_PRECISIONS.indexOf(precision) > TIME_PRECISIONS.indexOf(written) ? precision : written;
}

/**
 * The instant at which the last unit begins (a day for an end that is a date); null where the start lies in that unit
 * itself, or where the end lies before the start, of which word is given.
 */
export function endOf(end: DateInZone | null, start: number | null, context: RowContext): number | null {
  if (end === null) return null;
  const { written, text, zone } = end;
  if (written === null) {
    context.trouble('The end cannot be read as a date.', 'end', text);
    return null;
  }
  const from = unitStart(written, written.precision, zone);
  if (start === null || from > start) return from;
  if (startInterval(from, written.precision, zone).to <= start) {
    context.trouble('The end lies before the start.', 'end', text);
  }
  return null;
}

/** The value, if it is one of those allowed; else throws UnusableRow. */
export function oneOf(value: string, allowed: readonly string[], column: string): string {
  if (!allowed.includes(value)) {
    throw new UnusableRow(`The value of ${column} is not one of ${allowed.join(', ')}.`, column, value);
  }
  return value;
}
