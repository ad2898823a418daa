import { DAY_MS, HOUR_MS } from '../domain/activity.ts';
import type { Range } from '../domain/range.ts';
import { offsetAt } from '../time/zone.ts';
import { binsOf } from './activity-cube.ts';

/** Bins in a row: first included, end excluded, counted from the epoch. */
export interface Bins {
  readonly first: number;
  readonly end: number;
}

/** What a range is compared with. */
export interface Comparison {
  /** The wholly observed bins of the range: only these are compared. Empty: nothing was observed. */
  readonly pieces: readonly Bins[];
  /** The stretches it is compared with, nearest in time first; each is a list of bins like `pieces`. */
  readonly windows: readonly (readonly Bins[])[];
  /** What one window is multiplied by to stand beside the range. */
  readonly times: number;
}

export interface ComparisonQuestion {
  readonly range: Range;
  /** Where windows may lie. */
  readonly baseline: Range;
  /** What was observed, in order of time, not overlapping. */
  readonly observed: readonly Range[];
  /** Hours are compared with the same hours of other weeks, days with the same days; where collection was irregular, single days with each other. */
  readonly step: 'hour' | 'day' | 'irregular';
  /** Whose clock says which hour of the week it is. */
  readonly zone: string;
}

/** More windows say little more, and the nearest are the most like the range. */
const MOST_WEEKS = 12;
const MOST_DAYS = 24;

export function stepMs(step: ComparisonQuestion['step']): number {
  return step === 'hour' ? HOUR_MS : DAY_MS;
}

/**
 * The same hours in the other weeks of the baseline: the range moved by whole weeks of the local clock, where it does
 * not meet itself and was observed throughout. A stretch in which the clocks were set differently is left out. In
 * irregular collections: the other observed days. Bins are hours, or days where `step` says so.
 */
export function comparisonOf(question: ComparisonQuestion): Comparison {
  const { observed } = question;
  const binMs = stepMs(question.step);
  const pieces = piecesOf(binsOf(question.range, binMs), observed, binMs);
  if (pieces.length === 0) return { pieces, windows: [], times: 1 };
  if (question.step !== 'irregular') return { pieces, windows: otherWeeks(pieces, question), times: 1 };
  const days = pieces.reduce((sum, { first, end }) => sum + end - first, 0);
  return { pieces, windows: otherDays(pieces, question), times: days };
}

/** The bins of a span that lie wholly in observed periods. */
function piecesOf({ first, end }: Bins, observed: readonly Range[], binMs: number): readonly Bins[] {
  const pieces: Bins[] = [];
  for (let index = periodAt(observed, first * binMs); index < observed.length; index++) {
    const { from, to } = observed[index];
    if (from >= end * binMs) break;
    const piece = {
      first: Math.max(first, Math.ceil(from / binMs)),
      end: Math.min(end, Math.floor(to / binMs))
    };
    if (piece.first < piece.end) pieces.push(piece);
  }
  return pieces;
}

/** Index of the first period that ends after the instant. */
function periodAt(periods: readonly Range[], instant: number): number {
  let low = 0;
  let high = periods.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (periods[middle].to <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hullOf(pieces: readonly Bins[]): Bins {
  return { first: pieces[0].first, end: pieces[pieces.length - 1].end };
}

/** The bins that lie wholly in the baseline. */
function baselineBins({ from, to }: Range, binMs: number): Bins {
  return { first: Math.ceil(from / binMs), end: Math.floor(to / binMs) };
}

function otherWeeks(pieces: readonly Bins[], question: ComparisonQuestion): readonly (readonly Bins[])[] {
  const binMs = stepMs(question.step);
  const week = (7 * DAY_MS) / binMs;
  const hull = hullOf(pieces);
  const base = baselineBins(question.baseline, binMs);
  const apart = Math.ceil((hull.end - hull.first) / week);
  // One week more on each side, since a clock that was set moves a window by an hour.
  const earliest = Math.floor((base.first - hull.first) / week) - 1;
  const latest = Math.ceil((base.end - hull.end) / week) + 1;
  const windows: (readonly Bins[])[] = [];
  const far = Math.max(-earliest, latest);
  const near = Math.max(apart, earliest, -latest);
  for (let distance = near; distance <= far && windows.length < MOST_WEEKS; distance++) {
    for (const weeks of [-distance, distance]) {
      if (weeks < earliest || weeks > latest || windows.length >= MOST_WEEKS) continue;
      const shift = shiftOf(weeks, hull, question);
      if (shift === null || Math.abs(shift) < hull.end - hull.first) continue;
      const moved = pieces.map(({ first, end }) => ({ first: first + shift, end: end + shift }));
      const isInside = moved[0].first >= base.first && moved[moved.length - 1].end <= base.end;
      if (isInside && moved.every((piece) => isWhole(piece, question.observed, binMs))) windows.push(moved);
    }
  }
  return windows;
}

/** By how many bins the hull moves in so many weeks of the local clock; null where its ends move differently. */
function shiftOf(weeks: number, hull: Bins, { step, zone }: ComparisonQuestion): number | null {
  const days = weeks * 7;
  if (step !== 'hour') return days;
  const moved = (bin: number): number | null => {
    const instant = bin * HOUR_MS;
    const rough = instant + days * DAY_MS;
    const offset = offsetAt(rough, zone);
    const exact = rough + offsetAt(instant, zone) - offset;
    // Within an hour of the change the clock shows a time twice or never.
    return offsetAt(exact, zone) === offset ? exact / HOUR_MS - bin : null;
  };
  const shift = moved(hull.first);
  return shift !== null && Number.isInteger(shift) && moved(hull.end - 1) === shift ? shift : null;
}

function isWhole({ first, end }: Bins, observed: readonly Range[], binMs: number): boolean {
  const period = observed[periodAt(observed, first * binMs)] as Range | undefined;
  return period !== undefined && period.from <= first * binMs && period.to >= end * binMs;
}

function otherDays(pieces: readonly Bins[], question: ComparisonQuestion): readonly (readonly Bins[])[] {
  const { first, end } = hullOf(pieces);
  const base = baselineBins(question.baseline, DAY_MS);
  const days = piecesOf(base, question.observed, DAY_MS).flatMap((piece) =>
    Array.from({ length: piece.end - piece.first }, (_, day) => piece.first + day)
  );
  const distance = (day: number) => (day < first ? first - day : day - end + 1);
  return days
    .filter((day) => day < first || day >= end)
    .sort((a, b) => distance(a) - distance(b) || a - b)
    .slice(0, MOST_DAYS)
    .map((day) => [{ first: day, end: day + 1 }]);
}
