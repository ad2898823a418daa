import type { ActivityCube } from '../domain/activity.ts';
import type { Range } from '../domain/range.ts';
import { binsOf, lowerBound } from './activity-cube.ts';
import type { SumTable } from './sum-table.ts';

/** Counts per place in a range, as countsInRange gives them. */
export type RangeCounter = (range: Range, keep: Uint8Array | null, out: Float64Array) => number;

/**
 * countsInRange for a brush, the same numbers in a fraction of the time: one subtraction a place out of the table; where
 * there is none, steps from where each place stood.
 */
export function rangeCounter(cube: ActivityCube, table: SumTable | null): RangeCounter {
  return table === null ? stepCounter(cube) : tableCounter(cube, table);
}

function tableCounter({ places, binMs }: ActivityCube, { before, row }: SumTable): RangeCounter {
  return (range, keep, out) => {
    const { first, end } = binsOf(range, binMs);
    const low = row(first);
    const high = row(Math.max(first, end));
    let total = 0;
    for (let place = 0; place < places; place++) {
      const count = before[high + place] - before[low + place];
      out[place] = count;
      if (keep === null || keep[place] === 1) total += count;
    }
    return total;
  };
}

/** Remembers where each place stood, and steps on from there, since the next range is near the last one. */
function stepCounter(cube: ActivityCube): RangeCounter {
  const { offset, bin, cumulative, places, binMs } = cube;
  const starts = offset.slice(0, places);
  const ends = offset.slice(0, places);
  return (range, keep, out) => {
    const { first, end } = binsOf(range, binMs);
    let total = 0;
    for (let place = 0; place < places; place++) {
      const begin = offset[place];
      const stop = offset[place + 1];
      const low = stepTo(bin, begin, stop, starts[place], first);
      const high = Math.max(low, stepTo(bin, begin, stop, ends[place], end));
      starts[place] = low;
      ends[place] = high;
      const count = (high > begin ? cumulative[high - 1] : 0) - (low > begin ? cumulative[low - 1] : 0);
      out[place] = count;
      if (keep === null || keep[place] === 1) total += count;
    }
    return total;
  };
}

/** More steps than this from the last position, and a search over the whole place is faster. */
const MOST_STEPS = 48;

/** Index of the first entry of bin[begin..stop) that is at least `value`, looked for from `at`. */
function stepTo(bin: Uint32Array, begin: number, stop: number, at: number, value: number): number {
  let index = at;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    if (index < stop && bin[index] < value) index++;
    else if (index > begin && bin[index - 1] >= value) index--;
    else return index;
  }
  return lowerBound(bin, begin, stop, value);
}
