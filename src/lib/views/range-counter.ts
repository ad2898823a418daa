import type { ActivityCube } from '../domain/activity.ts';
import type { Range } from '../domain/range.ts';
import { binsOf, lowerBound } from './activity-cube.ts';

/** Counts per place in a range, as countsInRange gives them. */
export type RangeCounter = (range: Range, keep: Uint8Array | null, out: Float64Array) => number;

/** Most values of a full table of bins and places: 64 MB of whole numbers up to 2^32. */
const MOST_VALUES = 16_000_000;

/**
 * countsInRange for a brush, the same numbers in a fraction of the time: a full table where it fits, so that a move
 * is one subtraction a place; else steps from where each place stood. mostValues: values that the table may hold.
 */
export function rangeCounter(cube: ActivityCube, mostValues = MOST_VALUES): RangeCounter {
  const isFitting = (cube.endBin - cube.firstBin + 1) * cube.places <= mostValues;
  return isFitting ? tableCounter(cube) : stepCounter(cube);
}

/** Looks both ends up in a table with one row a bin: the messages of each place before it. */
function tableCounter(cube: ActivityCube): RangeCounter {
  const { places, binMs, firstBin, endBin } = cube;
  const before = messagesBefore(cube);
  const rowOf = (bin: number): number => Math.min(Math.max(bin, firstBin), endBin) - firstBin;
  return (range, keep, out) => {
    const { first, end } = binsOf(range, binMs);
    const low = rowOf(first) * places;
    const high = rowOf(Math.max(first, end)) * places;
    let total = 0;
    for (let place = 0; place < places; place++) {
      const count = before[high + place] - before[low + place];
      out[place] = count;
      if (keep === null || keep[place] === 1) total += count;
    }
    return total;
  };
}

function messagesBefore(cube: ActivityCube): Uint32Array | Float64Array {
  const { places, firstBin, endBin, offset, bin, cumulative } = cube;
  const size = (endBin - firstBin + 1) * places;
  const before = cumulative instanceof Uint32Array ? new Uint32Array(size) : new Float64Array(size);
  for (let place = 0; place < places; place++) {
    let sum = 0;
    for (let index = offset[place]; index < offset[place + 1]; index++) {
      before[(bin[index] + 1 - firstBin) * places + place] = cumulative[index] - sum;
      sum = cumulative[index];
    }
  }
  // Row by row, since a column of the table lies all over the memory.
  for (let at = places; at < size; at++) before[at] += before[at - places];
  return before;
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
