import { TIME_PRECISIONS } from '../domain/event.ts';
import { laneOf, type TimelineEvents, type TimelineLanes } from './timeline-events.ts';
import { CERTAIN, HIDDEN } from './tally.ts';
import type { LaneRows } from './timeline-lane-rows.ts';
import { pixelsPerMs, xOf, type TimeScale } from './timeline-scale.ts';

/** Width of one column of a dense lane, CSS pixels. */
export const COLUMN_PX = 3;

const FIRST_VAGUE = TIME_PRECISIONS.indexOf('month');
const YEAR = TIME_PRECISIONS.indexOf('year');

/**
 * The events that touch the span, each with its lane row and the pixel column of its mark. Depends on the span, the
 * width and the lanes, not on the filters: kept while these stay, so that a change of filter only counts again.
 */
export interface LaneBins {
  readonly columns: number;
  readonly laneCount: number;
  /** Number of events that touch the span; the arrays below hold so many entries (and room for more). */
  readonly size: number;
  /** Row of the event table, ascending. */
  readonly event: Int32Array;
  readonly lane: Int32Array;
  /** Column of a mark, or first column of a band, cut to the span. */
  readonly column: Int32Array;
  /** 0: a mark; 1, 2: an event known to the month, to the year, drawn as a band. */
  readonly vague: Uint8Array;
}

/**
 * Bins the events for a scale. Months and years are bands where they are wider than `markPx`, the room of a symbol;
 * else nothing would be told apart. `reuse`: an earlier result whose arrays may be written over.
 */
export function laneBins(
  events: TimelineEvents,
  lanes: TimelineLanes,
  rows: LaneRows,
  scale: TimeScale,
  markPx: number,
  reuse: LaneBins | null
): LaneBins {
  const columns = columnCount(scale, COLUMN_PX);
  const room = reuse !== null && reuse.event.length >= events.count ? reuse : emptyBins(events.count);
  const { event, lane, column, vague } = room;
  const perMs = pixelsPerMs(scale) / COLUMN_PX;
  const shortestBand = markPx / pixelsPerMs(scale);
  const { from, to } = scale.span;
  let size = 0;
  for (let row = 0; row < events.count; row++) {
    const start = events.start[row];
    const startEnd = events.startEnd[row];
    const until = events.end[row] > startEnd ? events.end[row] : startEnd;
    // Also false for an event without a date: a comparison with NaN.
    if (!(start < to && until > from)) continue;
    const laneRow = rows.rowOf[laneOf(lanes, row)];
    if (laneRow < 0) continue;
    const precision = events.precision[row];
    const isBand = precision >= FIRST_VAGUE && startEnd - start > shortestBand;
    event[size] = row;
    lane[size] = laneRow;
    vague[size] = isBand ? (precision >= YEAR ? 2 : 1) : 0;
    // An event that began before the span and lasts into it is counted at the left edge.
    const at = isBand ? start : (start + startEnd) / 2;
    column[size] = clampColumn(Math.floor((at - from) * perMs), columns);
    size++;
  }
  return { columns, laneCount: rows.rows.length, size, event, lane, column, vague };
}

function emptyBins(count: number): LaneBins {
  return {
    columns: 0,
    laneCount: 0,
    size: 0,
    event: new Int32Array(count),
    lane: new Int32Array(count),
    column: new Int32Array(count),
    vague: new Uint8Array(count)
  };
}

function clampColumn(column: number, columns: number): number {
  return column < 0 ? 0 : column >= columns ? columns - 1 : column;
}

/** Shown events per lane and column, at `[lane * columns + column]`, and per lane. */
export interface LaneCounts {
  readonly columns: number;
  readonly laneCount: number;
  /** Marks by state. */
  readonly certain: Uint32Array;
  readonly possible: Uint32Array;
  /** Bands by their first column; years after months: `[(2 * lane + (year ? 1 : 0)) * columns + column]`. */
  readonly bands: Uint32Array;
  /** Those among them that are certain, and the row of one of them. */
  readonly certainBands: Uint32Array;
  readonly bandRow: Int32Array;
  /** Shown marks of each lane, and shown events altogether. */
  readonly marks: Uint32Array;
  readonly total: number;
}

/** Counts the shown events: the hot path when filters change; writes over `reuse` where it has the same shape. */
export function countLanes(bins: LaneBins, states: Uint8Array, reuse: LaneCounts | null): LaneCounts {
  const { columns, laneCount, size, event, lane, column, vague } = bins;
  const isReused = reuse !== null && reuse.columns === columns && reuse.laneCount === laneCount;
  const counts = isReused ? reuse : emptyCounts(columns, laneCount);
  if (isReused) clearCounts(counts);
  const { certain, possible, bands, certainBands, bandRow, marks } = counts;
  let total = 0;
  for (let index = 0; index < size; index++) {
    const state = states[event[index]];
    if (state === HIDDEN) continue;
    total++;
    const row = lane[index];
    if (vague[index] > 0) {
      const at = bandSlot(row, vague[index], column[index], columns);
      if (bands[at]++ === 0) bandRow[at] = event[index];
      if (state === CERTAIN) certainBands[at]++;
      continue;
    }
    marks[row]++;
    const at = row * columns + column[index];
    if (state === CERTAIN) certain[at]++;
    else possible[at]++;
  }
  // A new object over the old arrays: those who compare by identity see that the counts are new.
  return { ...counts, total };
}

/** Where a band is counted: bands of one lane, precision and first column are of one month or year. */
function bandSlot(lane: number, vague: number, column: number, columns: number): number {
  return (2 * lane + vague - 1) * columns + column;
}

function emptyCounts(columns: number, laneCount: number): LaneCounts {
  return {
    columns,
    laneCount,
    certain: new Uint32Array(columns * laneCount),
    possible: new Uint32Array(columns * laneCount),
    bands: new Uint32Array(2 * columns * laneCount),
    certainBands: new Uint32Array(2 * columns * laneCount),
    bandRow: new Int32Array(2 * columns * laneCount),
    marks: new Uint32Array(laneCount),
    total: 0
  };
}

function clearCounts(counts: LaneCounts): void {
  counts.certain.fill(0);
  counts.possible.fill(0);
  counts.bands.fill(0);
  counts.certainBands.fill(0);
  counts.bandRow.fill(0);
  counts.marks.fill(0);
}

/**
 * Column of every event over a whole range, by the middle of the interval of its start; -1 for one without a date or
 * outside. For the overview: kept until the range or the width changes.
 */
export function eventColumns(events: TimelineEvents, scale: TimeScale, columnPx: number): Int32Array {
  const count = columnCount(scale, columnPx);
  const columns = new Int32Array(events.count);
  for (let row = 0; row < events.count; row++) {
    const x = xOf(scale, (events.start[row] + events.startEnd[row]) / 2);
    // NaN, for an event without a date, is not inside either.
    columns[row] = x >= 0 && x <= scale.width ? clampColumn(Math.floor(x / columnPx), count) : -1;
  }
  return columns;
}

/** Shown events by column. `columns` is of eventColumns for the same scale. */
export function countColumns(
  columns: Int32Array,
  states: Uint8Array,
  scale: TimeScale,
  columnPx: number
): Uint32Array {
  const counts = new Uint32Array(columnCount(scale, columnPx));
  for (let row = 0; row < columns.length; row++) {
    if (states[row] !== HIDDEN && columns[row] >= 0) counts[columns[row]]++;
  }
  return counts;
}

function columnCount(scale: TimeScale, columnPx: number): number {
  return Math.max(1, Math.ceil(scale.width / columnPx));
}
