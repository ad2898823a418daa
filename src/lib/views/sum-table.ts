import type { ActivityCube } from '../domain/activity.ts';
import { lowerBound } from './activity-cube.ts';

/** The counts of each place before each bin: how much place p saw in [a, b) is `before[row(b) + p] - before[row(a) + p]`. */
export interface SumTable {
  readonly before: Uint32Array | Float64Array;
  /** Where the row of a bin begins; bins beyond the data have those of its ends. */
  readonly row: (bin: number) => number;
}

/** Most values of a table: 64 MB of whole numbers up to 2^32. */
const MOST_VALUES = 16_000_000;

/** Null where the table would hold more than `mostValues`. */
export function sumTable(cube: ActivityCube, mostValues = MOST_VALUES): SumTable | null {
  const { places, firstBin, endBin } = cube;
  if ((endBin - firstBin + 1) * places > mostValues) return null;
  return {
    before: countsBefore(cube),
    row: (bin) => (Math.min(Math.max(bin, firstBin), endBin) - firstBin) * places
  };
}

function countsBefore(cube: ActivityCube): Uint32Array | Float64Array {
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

/** The counts of a place before a bin. A bin goes by its row, which is the same for every place. */
export interface SumsBefore {
  readonly row: (bin: number) => number;
  readonly sum: (place: number, row: number) => number;
}

/** Out of the table, or by a search for each: a tenth as fast. */
export function sumsBefore({ offset, bin, cumulative }: ActivityCube, table: SumTable | null): SumsBefore {
  if (table !== null) {
    const { before, row } = table;
    return { row, sum: (place, start) => before[start + place] };
  }
  return {
    row: (value) => value,
    sum: (place, value) => {
      const begin = offset[place];
      const at = lowerBound(bin, begin, offset[place + 1], value);
      return at > begin ? cumulative[at - 1] : 0;
    }
  };
}
