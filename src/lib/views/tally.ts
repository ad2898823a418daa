import { dimensionBit, type EventDimension } from '../domain/filter.ts';
import type { Range } from '../domain/range.ts';
import type { EventTable } from './event-table.ts';

/** State of an event under the View: left out, surely in, or perhaps in (its date is vaguer than the range). */
export const HIDDEN = 0;
export const CERTAIN = 1;
export const POSSIBLE = 2;

/** A number that may be larger: `certain` counts what is surely meant, `possible` what may be meant as well. */
export interface Amount {
  readonly certain: number;
  /** Never below `certain`. */
  readonly possible: number;
}

/** Everything that the screen counts of the events, for one View. */
export interface Tally {
  /** Per event: HIDDEN, CERTAIN or POSSIBLE. */
  readonly states: Uint8Array;
  readonly events: Amount;
  /** Per measure of the table's quantities. */
  readonly quantities: readonly Amount[];
  /** Events that pass what can be decided about them, but lack the date or the place that the picture needs. */
  readonly excluded: number;
}

export interface TallyQuestion {
  /** Null: no range is selected, and undated events count too. */
  readonly range: Range | null;
  /** Per event the bits of the dimensions that it fails (sql/filtered.ts). */
  readonly masks: ArrayLike<number>;
  /** The dimensions in force that ask for a point (domain/filter.ts): with any, a country alone is no place. */
  readonly pointDimensions: readonly EventDimension[];
}

/** Whether the event began in the range: surely, perhaps or not. */
export function timeState(table: EventTable, row: number, range: Range | null): number {
  if (range === null) return CERTAIN;
  const from = table.start[row] as number;
  const to = table.startEnd[row] as number;
  // Undated: both are NaN, and every comparison fails.
  if (from >= range.from && to <= range.to) return CERTAIN;
  return from < range.to && to > range.from ? POSSIBLE : HIDDEN;
}

/** Counts the events under a View. Runs on every brush move: one pass over the events. */
export function tallyEvents(table: EventTable, question: TallyQuestion): Tally {
  const { range, masks } = question;
  const pointBits = question.pointDimensions.reduce((bits, dimension) => bits | dimensionBit(dimension), 0);
  const states = new Uint8Array(table.count);
  let certain = 0;
  let possible = 0;
  let excluded = 0;
  for (let row = 0; row < table.count; row++) {
    const mask = masks[row] as number;
    const time = timeState(table, row, range);
    if (
      lacksPicture(table, row, pointBits !== 0) &&
      isDecided(table, row, mask & ~undecidable(table, row, pointBits), time, range)
    )
      excluded++;
    if (time === HIDDEN || mask !== 0) continue;
    states[row] = time;
    if (time === CERTAIN) certain++;
    else possible++;
  }
  return {
    states,
    events: { certain, possible: certain + possible },
    excluded,
    quantities: quantityAmounts(table, states)
  };
}

/** Without a date, or without the place that the picture needs. */
function lacksPicture(table: EventTable, row: number, needsPoint: boolean): boolean {
  if (Number.isNaN(table.start[row] as number)) return true;
  if (!Number.isNaN(table.lat[row] as number)) return false;
  return needsPoint || table.country.codes[row] === table.country.values.length;
}

/** Whether the event passes all that can be decided about it: what it lacks cannot speak against it. */
function isDecided(table: EventTable, row: number, mask: number, time: number, range: Range | null): boolean {
  const undated = Number.isNaN(table.start[row] as number);
  return (range === null || undated || time !== HIDDEN) && mask === 0;
}

/** Bits of the dimensions that nothing can be said about. */
function undecidable(table: EventTable, row: number, pointBits: number): number {
  const hasNoCode =
    table.country.codes[row] === table.country.values.length &&
    table.region.codes[row] === table.region.values.length;
  return (Number.isNaN(table.lat[row] as number) ? pointBits : 0) | (hasNoCode ? dimensionBit('regions') : 0);
}

function quantityAmounts(table: EventTable, states: Uint8Array): readonly Amount[] {
  const { measures, row, measure, quantity } = table.quantities;
  const certain = new Float64Array(measures.length);
  const possible = new Float64Array(measures.length);
  for (let index = 0; index < row.length; index++) {
    const state = states[row[index] as number];
    if (state === HIDDEN) continue;
    const at = measure[index] as number;
    const amount = quantity[index] as number;
    possible[at] = (possible[at] as number) + amount;
    if (state === CERTAIN) certain[at] = (certain[at] as number) + amount;
  }
  return measures.map((_, index) => ({
    certain: certain[index] as number,
    possible: possible[index] as number
  }));
}
