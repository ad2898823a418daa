import { scaledAmount, type Gap, type PlaceTable } from '../domain/activity.ts';
import { numbers, texts, type Columns } from '../domain/columns.ts';
import type { ProofSubject } from '../domain/proof.ts';
import type { Range } from '../domain/range.ts';
import { formatRange, zoneLabel } from '../time/format.ts';
import type { Amount } from './tally.ts';

/** What the comparison of the screen with the files came to. */
export type Verdict =
  | { readonly tag: 'same' }
  | { readonly tag: 'different'; readonly text: string }
  /** There is no number to compare with: it is not counted from a file, or nothing was collected. */
  | { readonly tag: 'none'; readonly text: string };

/** Sums of fractions differ in the last digits with the order in which they are added. */
const TOLERANCE = 1e-9;

export function sameNumber(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

/** Compares the number of the screen with the one that SQL on the files gives. Null stands for "no data". */
export function verdictOf(
  shown: Amount | null,
  proved: Amount | null,
  format: (value: number) => string
): Verdict {
  const words = ({ certain, possible }: Amount): string =>
    possible > certain ? `${format(certain)} to ${format(possible)}` : format(certain);
  if (proved === null) {
    return shown === null
      ? { tag: 'none', text: 'The files hold no such number either.' }
      : { tag: 'different', text: `The screen shows ${words(shown)}, and the files hold no such number.` };
  }
  if (shown === null) {
    return proved.certain === 0
      ? { tag: 'none', text: 'Nothing was collected here, so the screen shows “no data”, not zero.' }
      : { tag: 'different', text: `The screen shows “no data”, and the files add up to ${words(proved)}.` };
  }
  return sameNumber(shown.certain, proved.certain) && sameNumber(shown.possible, proved.possible)
    ? { tag: 'same' }
    : {
        tag: 'different',
        text: `The screen shows ${words(shown)}, and SQL on the files gives ${words(proved)}.`
      };
}

/** One reason for which rows are not counted. */
export interface LeftOutReason {
  readonly text: string;
  readonly rows: number;
  /** What they hold, where that is a count of activity. */
  readonly amount: number | null;
}

/** The answers of eventReasons and activityReasons in words. scale: of the stored counts. */
export function reasonsOf(answer: Columns, scale: number): readonly LeftOutReason[] {
  const rows = numbers(answer, 'rows');
  if (answer.names.includes('reasons')) {
    return texts(answer, 'reasons').map((text, at) => ({ text: text ?? '', rows: rows[at], amount: null }));
  }
  const bits = numbers(answer, 'reason');
  const messages = numbers(answer, 'messages');
  return Array.from(bits, (bit, at) => ({
    text: ACTIVITY_REASONS.filter((_, index) => (bit & (1 << index)) !== 0).join(', '),
    rows: rows[at],
    amount: scaledAmount(messages[at], scale)
  }));
}

/** In the order of the bits of sql/proof-activity.ts. */
const ACTIVITY_REASONS = ['outside the range', 'outside the places kept', 'another kind of traffic'];

/** A stretch without data that touches the range. */
export interface SilentStretch {
  readonly from: number;
  readonly to: number;
  /** Null: everywhere. */
  readonly place: number | null;
  readonly reason: string;
}

/** The gaps in the collection that touch the range, at the places kept. keep: per place 1 kept; null: all. */
export function silentStretches(
  gaps: readonly Gap[],
  range: Range | null,
  keep: ArrayLike<number> | null
): readonly SilentStretch[] {
  return gaps.filter(
    ({ from, to, place }) =>
      (range === null || (from < range.to && to > range.from)) &&
      (place === null || keep === null || keep[place] === 1)
  );
}

/** What of the case the number stands for, in a sentence: the time, with its zone, and the filters in force. */
export function scopeText(
  range: Range | null,
  filters: readonly string[],
  shown: { readonly zone: string; readonly locale: string; readonly whole: Range }
): string {
  const finite = (time: number): number | null => (Number.isFinite(time) ? time : null);
  const span = range === null ? null : { from: finite(range.from), to: finite(range.to) };
  const within = { from: span?.from ?? shown.whole.from, to: span?.to ?? shown.whole.to };
  const when = span === null ? 'The whole case' : formatRange(span, shown.zone, shown.locale);
  const which = filters.length === 0 ? 'no filter' : filters.join('; ');
  return `${when}, ${zoneLabel(shown.zone, within)}; ${which}.`;
}

/** What the SQL of a number is headed by. */
export interface SqlContext {
  readonly title: string;
  readonly unit: string | null;
  readonly scale: number;
  readonly shown: Amount | null;
  readonly range: Range | null;
  readonly filters: readonly string[];
  readonly caseTitle: string;
  readonly fingerprint: string;
  readonly synthetic: boolean;
  /** Zone of the case. */
  readonly zone: string;
}

/** Lines of comment for the SQL of a number: what it is, of which data, under what, and what it must give. */
export function sqlNotes(context: SqlContext): readonly string[] {
  const { title, unit, scale, shown, range, filters, caseTitle, fingerprint, synthetic, zone } = context;
  const end = (time: number, open: string): string =>
    Number.isFinite(time) ? new Date(time).toISOString() : open;
  return [
    `Casewall: ${title}${unit === null ? '' : `, ${unit}`}`,
    `Case: ${caseTitle}${synthetic ? ' (synthetic: the data are made up)' : ''}, fingerprint ${fingerprint}, zone ${zone}`,
    range === null
      ? 'Period: the whole case'
      : `Period: from ${end(range.from, 'the beginning')} (included) to ${end(range.to, 'the end')} (excluded)`,
    `Filters: ${filters.length === 0 ? 'none' : filters.join('; ')}`,
    shown === null
      ? 'The screen shows: no data'
      : `The screen shows: certain ${shown.certain}, possible ${shown.possible}${scale === 1 ? '' : ` (stored counts times ${scale})`}`,
    'Runs in DuckDB 0.9.1 and later; put the folder of the case in place of the one below.'
  ];
}

/** What the number of a subject is the sum of, for the head of its proof; the meaning of a figure is told by the figure. */
export function bucketMeaning(unit: string): string {
  return `${capital(unit)} in one bar of the timeline: the sum over the whole hours that begin in it, in the places kept. The selected range does not count here.`;
}

export function cellMeaning(unit: string): string {
  return `${capital(unit)} of one place: the sum over the whole hours that begin in the range.`;
}

/** Whether the activity of a subject is that of one place only. */
export function placeOf(subject: ProofSubject): number | null {
  return subject.tag === 'activity' ? subject.place : null;
}

/** Only the place of the subject, or what the filter keeps. */
export function keptPlaces(
  subject: ProofSubject,
  places: Pick<PlaceTable, 'count'>,
  keep: Uint8Array | null
): Uint8Array | null {
  const place = placeOf(subject);
  if (place === null) return keep;
  const only = new Uint8Array(places.count);
  only[place] = 1;
  return only;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
