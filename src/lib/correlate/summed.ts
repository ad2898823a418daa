import type { ActivityCube } from '../domain/activity.ts';
import type { HourlySeries } from '../stats/baseline.ts';
import { LEAST_COVERED, addOverlap, spreadDays, type Grid, type Stretch } from './grid.ts';
import type { CaseData } from './input.ts';

/** Messages of a set of places per hour of the grid, and how much of the set was collected. Sums of sets add up. */
export interface Summed {
  readonly y: Float64Array;
  /** Usual messages per collected hour of the set: what its parts weigh. */
  readonly weight: number;
  /** Weight of the places that have a gap of their own, per hour; null: none has. */
  readonly uncovered: Float64Array | null;
}

/** The share of each hour that a place was not collected by a gap of its own; null where it has none. */
export type OwnGaps = ReadonlyMap<number, Float64Array>;

export function ownGaps(data: CaseData, grid: Grid): OwnGaps {
  const shares = new Map<number, Float64Array>();
  for (const gap of data.gaps) {
    if (gap.place === null) continue;
    const share = shares.get(gap.place) ?? new Float64Array(grid.hours);
    shares.set(gap.place, share);
    addOverlap(share, grid.start, gap, 1);
  }
  for (const share of shares.values()) {
    for (let i = 0; i < share.length; i += 1) share[i] = Math.min(1, share[i]);
    if (grid.isDaily) spreadDays(share);
  }
  return shares;
}

interface Sums {
  readonly y: Float64Array;
  weight: number;
  uncovered: Float64Array | null;
}

/** Sums the cube by set in one pass. setOf: number of the set of each place, -1 = none. */
export function sumSets(
  cube: ActivityCube,
  grid: Grid,
  gaps: OwnGaps,
  setOf: Int32Array,
  sets: number
): readonly Summed[] {
  const sums: Sums[] = Array.from({ length: sets }, () => ({
    y: new Float64Array(grid.hours),
    weight: 0,
    uncovered: null
  }));
  let collected = 0;
  for (const share of grid.covered) collected += share;
  for (let place = 0; place < cube.places; place += 1) {
    if (setOf[place] < 0) continue;
    addPlace(cube, grid, place, sums[setOf[place]], gaps.get(place) ?? null, collected);
  }
  return sums;
}

function addPlace(
  cube: ActivityCube,
  grid: Grid,
  place: number,
  sums: Sums,
  gap: Float64Array | null,
  collected: number
): void {
  const { offset, bin, cumulative } = cube;
  const span = grid.isDaily ? 24 : 1;
  // Bins count from the epoch, hours of the grid from its start, which is a whole bin.
  const first = Math.round(grid.start / cube.binMs);
  let before = 0;
  let total = 0;
  for (let at = offset[place]; at < offset[place + 1]; at += 1) {
    const count = cumulative[at] - before;
    before = cumulative[at];
    const hour = (bin[at] - first) * span;
    if (hour < 0 || hour >= grid.hours || (gap !== null && gap[hour] >= 1)) continue;
    total += count;
    if (span === 1) sums.y[hour] += count;
    else for (let i = hour; i < hour + span; i += 1) sums.y[i] += count / span;
  }
  const lost = gap === null ? 0 : gap.reduce((sum, share) => sum + share, 0);
  const hours = Math.max(0, collected - lost);
  const weight = hours > 0 ? total / hours : 0;
  sums.weight += weight;
  if (gap === null || weight === 0) return;
  sums.uncovered ??= new Float64Array(grid.hours);
  for (let i = 0; i < gap.length; i += 1) sums.uncovered[i] += weight * gap[i];
}

/** The sum of sets; `without` are taken away again. The result is new. */
export function addSummed(hours: number, plus: readonly Summed[], without: readonly Summed[] = []): Summed {
  const y = new Float64Array(hours);
  let weight = 0;
  let uncovered: Float64Array | null = null;
  for (const [list, sign] of [
    [plus, 1],
    [without, -1]
  ] as const) {
    for (const part of list) {
      for (let i = 0; i < hours; i += 1) y[i] += sign * part.y[i];
      weight += sign * part.weight;
      if (part.uncovered === null) continue;
      uncovered ??= new Float64Array(hours);
      for (let i = 0; i < hours; i += 1) uncovered[i] += sign * part.uncovered[i];
    }
  }
  return { y, weight, uncovered };
}

/**
 * A stretch of the sum as the statistics take it: NaN where less than half was collected, else the count with the share
 * collected as its exposure (absent where all was).
 */
export function seriesOfSum(grid: Grid, sum: Summed, { from, to }: Stretch, zone: string): HourlySeries {
  const y = sum.y.slice(from, to);
  const exposure = grid.covered.slice(from, to);
  const { uncovered, weight } = sum;
  let isPartial = false;
  for (let i = 0; i < y.length; i += 1) {
    if (uncovered !== null && weight > 0) exposure[i] *= Math.max(0, 1 - uncovered[from + i] / weight);
    // Rounding must not turn a whole hour into almost one.
    if (exposure[i] > 1 - 1e-9) exposure[i] = 1;
    if (exposure[i] < LEAST_COVERED) {
      y[i] = NaN;
      exposure[i] = 0;
    } else if (exposure[i] < 1) isPartial = true;
    if (y[i] < 0) y[i] = 0;
  }
  const how = grid.how(zone).subarray(from, to);
  return isPartial ? { y, how, exposure } : { y, how };
}
