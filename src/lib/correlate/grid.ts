import { DAY_MS, HOUR_MS, type Gap } from '../domain/activity.ts';
import type { Range } from '../domain/range.ts';
import { hoursOfWeek } from '../time/week.ts';
import type { CaseData } from './input.ts';

/**
 * The hours of a case in a row, from the first collected one to the last. A case counted by day is laid out over the
 * hours of its UTC days, each holding a 24th of the day: the days add up again, and every method runs unchanged.
 */
export interface Grid {
  /** Start of the first hour, epoch milliseconds. */
  readonly start: number;
  readonly hours: number;
  readonly isDaily: boolean;
  /** Share of each hour that was collected for all places, 0..1. */
  readonly covered: Float64Array;
  /** Hour of the local week of each hour, in a zone. */
  readonly how: (zone: string) => Uint8Array;
}

/** A share below this counts as not collected. */
export const LEAST_COVERED = 0.5;

/** The grid of a case; null where there is no activity at all. */
export function gridOf(data: CaseData): Grid | null {
  const { cube } = data;
  if (cube === null || (cube.endBin <= cube.firstBin && data.collected.length === 0)) return null;
  const isDaily = cube.binMs === DAY_MS;
  const step = isDaily ? DAY_MS : HOUR_MS;
  const collected = data.collected.length > 0 ? data.collected : [rangeOfCube(cube)];
  const start = Math.floor(Math.min(...collected.map(({ from }) => from)) / step) * step;
  const end = Math.ceil(Math.max(...collected.map(({ to }) => to)) / step) * step;
  const hours = Math.max(0, Math.round((end - start) / HOUR_MS));
  const covered = new Float64Array(hours);
  for (const range of collected) addOverlap(covered, start, range, 1);
  for (const gap of data.gaps) if (gap.place === null) addOverlap(covered, start, gap, -1);
  for (let i = 0; i < hours; i += 1) covered[i] = Math.min(1, Math.max(0, covered[i]));
  if (isDaily) spreadDays(covered);
  const weeks = new Map<string, Uint8Array>();
  const how = (zone: string): Uint8Array => {
    // Days are days of UTC, so their place in the week is, too.
    const clock = isDaily ? 'UTC' : zone;
    const known = weeks.get(clock) ?? hoursOfWeek(start, hours, clock);
    weeks.set(clock, known);
    return known;
  };
  return { start, hours, isDaily, covered, how };
}

function rangeOfCube({ firstBin, endBin, binMs }: NonNullable<CaseData['cube']>): Range {
  return { from: firstBin * binMs, to: endBin * binMs };
}

/** Adds (or takes away) the share of each hour that lies in the range. */
export function addOverlap(
  shares: Float64Array,
  start: number,
  { from, to }: Pick<Gap, 'from' | 'to'>,
  sign: number
): void {
  const first = Math.max(0, Math.floor((from - start) / HOUR_MS));
  const end = Math.min(shares.length, Math.ceil((to - start) / HOUR_MS));
  for (let i = first; i < end; i += 1) {
    const hour = start + i * HOUR_MS;
    shares[i] += (sign * (Math.min(to, hour + HOUR_MS) - Math.max(from, hour))) / HOUR_MS;
  }
}

/** Gives every hour of a day the share of the whole day: a count by day cannot be told apart any further. */
export function spreadDays(shares: Float64Array): void {
  for (let day = 0; day < shares.length; day += 24) {
    const hours = shares.subarray(day, day + 24);
    hours.fill(hours.reduce((sum, share) => sum + share, 0) / hours.length);
  }
}

/** Index of the hour that holds the instant; it may lie outside the grid. */
export function hourIndex(grid: Grid, instant: number): number {
  return Math.floor((instant - grid.start) / HOUR_MS);
}

/** A stretch of the grid: hours [from, to). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The whole hours (or days) of the grid inside the range, from the first that was collected to the last. */
export function stretchOf(grid: Grid, range: Range): Stretch {
  const unit = grid.isDaily ? 24 : 1;
  const length = unit * HOUR_MS;
  let from = Math.max(0, Math.ceil((range.from - grid.start) / length) * unit);
  let to = Math.min(grid.hours, Math.floor((range.to - grid.start) / length) * unit);
  while (from < to && grid.covered[from] < LEAST_COVERED) from += 1;
  while (to > from && grid.covered[to - 1] < LEAST_COVERED) to -= 1;
  return from < to ? { from, to } : { from: 0, to: 0 };
}

export function isoAt(grid: Grid, hour: number): string {
  return new Date(grid.start + hour * HOUR_MS).toISOString();
}
