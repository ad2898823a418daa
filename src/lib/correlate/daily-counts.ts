import { DAY_MS, type ActivityCube } from '../domain/activity.ts';
import type { DailyCounts } from '../stats/alert-scan.ts';
import type { Days } from './days.ts';
import type { Prepared } from './prepared.ts';

/** A day of which less was collected is left out: half a day would pass for a silence. */
const LEAST_DAY_SHARE = 22 / 24;

/** Messages of every place kept (or unit) on every UTC day, place by place; NaN = not collected. */
export function countsByPlace(prepared: Prepared, days: Days): DailyCounts {
  const { data, kept, gaps, grid } = prepared;
  const counts = new Float64Array(kept.length * days.count);
  const missing = missingDays(grid.covered, days);
  const { cube } = data;
  kept.forEach((place, index) => {
    const own = counts.subarray(index * days.count, (index + 1) * days.count);
    if (cube !== null) {
      const end = cube.offset[place + 1];
      const total = (at: number) => (at > cube.offset[place] ? cube.cumulative[at - 1] : 0);
      let at = binAt(cube, cube.offset[place], end, days.start);
      for (let d = 0; d < days.count; d += 1) {
        const next = binAt(cube, at, end, days.start + (d + 1) * DAY_MS);
        own[d] = total(next) - total(at);
        at = next;
      }
    }
    const gap = gaps.get(place);
    const gone = gap === undefined ? missing : missingDays(grid.covered, days, gap);
    for (let d = 0; d < days.count; d += 1) if (gone[d] === 1) own[d] = NaN;
  });
  return { counts, places: kept.length, days: days.count, dow: days.dow };
}

/** First of the bins [low, high) that begins at an instant or later. */
function binAt({ bin, binMs }: ActivityCube, low: number, high: number, instant: number): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bin[middle] * binMs < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function countsByUnit(prepared: Prepared, days: Days): DailyCounts {
  const { sums, grid } = prepared;
  const counts = new Float64Array(sums.length * days.count);
  sums.forEach((sum, unit) => {
    const lost = sum.uncovered?.map((weight) => (sum.weight > 0 ? weight / sum.weight : 0));
    const gone = missingDays(grid.covered, days, lost);
    for (let d = 0; d < days.count; d += 1) {
      const first = days.firstHour + 24 * d;
      let total = 0;
      for (let i = first; i < first + 24; i += 1) total += sum.y[i];
      counts[unit * days.count + d] = gone[d] === 1 ? NaN : Math.round(total);
    }
  });
  return { counts, places: sums.length, days: days.count, dow: days.dow };
}

/** 1 for days of which too little was collected. lost: share of each hour that is missing beside. */
function missingDays(covered: Float64Array, days: Days, lost?: Float64Array): Uint8Array {
  return Uint8Array.from({ length: days.count }, (_, d) => {
    let share = 0;
    for (let i = days.firstHour + 24 * d; i < days.firstHour + 24 * d + 24; i += 1) {
      share += covered[i] * (1 - (lost?.[i] ?? 0));
    }
    return share / 24 < LEAST_DAY_SHARE ? 1 : 0;
  });
}
