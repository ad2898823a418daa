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
      let before = 0;
      for (let at = cube.offset[place]; at < cube.offset[place + 1]; at += 1) {
        const day = Math.floor((cube.bin[at] * cube.binMs - days.start) / 86_400_000);
        if (day >= 0 && day < days.count) own[day] += cube.cumulative[at] - before;
        before = cube.cumulative[at];
      }
    }
    const gap = gaps.get(place);
    const gone = gap === undefined ? missing : missingDays(grid.covered, days, gap);
    for (let d = 0; d < days.count; d += 1) if (gone[d] === 1) own[d] = NaN;
  });
  return { counts, places: kept.length, days: days.count, dow: days.dow };
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
