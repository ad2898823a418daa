import type { ActivityCube } from '../domain/activity.ts';
import type { Range } from '../domain/range.ts';

/** Rows of activity in order of place and bin, as a query gives them. */
export interface ActivityRows {
  readonly place: ArrayLike<number>;
  readonly bin: ArrayLike<number>;
  readonly messages: ArrayLike<number>;
}

/**
 * Builds the cumulative counts from rows sorted by place, then bin, each pair at most once; several slices follow each
 * other in the order of the places. Throws RangeError if the order is broken: a wrong order would give wrong counts.
 */
export function buildCube(slices: readonly ActivityRows[], places: number, binMs: number): ActivityCube {
  const rows = slices.reduce((sum, slice) => sum + slice.place.length, 0);
  const offset = new Uint32Array(places + 1);
  const bin = new Uint32Array(rows);
  const cumulative = totalOf(slices) < 2 ** 32 ? new Uint32Array(rows) : new Float64Array(rows);
  let firstBin = Infinity;
  let lastBin = -Infinity;
  let at = 0;
  let previousPlace = -1;
  let previousBin = -1;
  let sum = 0;
  for (const slice of slices) {
    for (let index = 0; index < slice.place.length; index++) {
      const place = slice.place[index] as number;
      const time = slice.bin[index] as number;
      if (place === previousPlace ? time <= previousBin : place < previousPlace || place >= places) {
        throw new RangeError(`Activity row ${at}: place ${place}, bin ${time} is out of order or unknown`);
      }
      if (place !== previousPlace) {
        offset.fill(at, previousPlace + 1, place + 1);
        sum = 0;
      }
      sum += slice.messages[index] as number;
      bin[at] = time;
      cumulative[at] = sum;
      if (time < firstBin) firstBin = time;
      if (time > lastBin) lastBin = time;
      previousPlace = place;
      previousBin = time;
      at++;
    }
  }
  offset.fill(at, previousPlace + 1);
  return rows === 0
    ? { binMs, firstBin: 0, endBin: 0, places, offset, bin, cumulative }
    : { binMs, firstBin, endBin: lastBin + 1, places, offset, bin, cumulative };
}

function totalOf(slices: readonly ActivityRows[]): number {
  let total = 0;
  for (const slice of slices) {
    for (let index = 0; index < slice.messages.length; index++) total += slice.messages[index] as number;
  }
  return total;
}

/** Index of the first entry of `bin[from..to)` that is at least `value`. */
export function lowerBound(bin: Uint32Array, from: number, to: number, value: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bin[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The bins that begin inside the range: [first, end). */
export function binsOf(range: Range, binMs: number): { readonly first: number; readonly end: number } {
  return { first: Math.ceil(range.from / binMs), end: Math.ceil(range.to / binMs) };
}

/** Whether both ends of the range fall between bins (or are open), so that counts in it are exact at this resolution. */
export function isAligned(range: Range, binMs: number): boolean {
  return [range.from, range.to].every((end) => !Number.isFinite(end) || end % binMs === 0);
}

/**
 * Messages of every place in the bins that begin inside the range, written to `out` (length places). The hot path of
 * the brush: two binary searches and one subtraction a place, no allocation. Returns the sum over the kept places.
 */
export function countsInRange(
  cube: ActivityCube,
  range: Range,
  keep: Uint8Array | null,
  out: Float64Array
): number {
  const { first, end } = binsOf(range, cube.binMs);
  const { offset, bin, cumulative, places } = cube;
  const whole = first <= cube.firstBin && end >= cube.endBin;
  let total = 0;
  for (let place = 0; place < places; place++) {
    const begin = offset[place] as number;
    const stop = offset[place + 1] as number;
    let count = 0;
    if (stop > begin) {
      if (whole) count = cumulative[stop - 1] as number;
      else {
        const low = lowerBound(bin, begin, stop, first);
        const high = lowerBound(bin, low, stop, end);
        const before = low > begin ? (cumulative[low - 1] as number) : 0;
        count = (high > begin ? (cumulative[high - 1] as number) : 0) - before;
      }
    }
    out[place] = count;
    if (keep === null || keep[place] === 1) total += count;
  }
  return total;
}

/** Messages per bin summed over the kept places, from firstBin to endBin. */
export function seriesOf(cube: ActivityCube, keep: Uint8Array | null): Float64Array {
  const { offset, bin, cumulative, places, firstBin } = cube;
  const series = new Float64Array(cube.endBin - firstBin);
  for (let place = 0; place < places; place++) {
    if (keep !== null && keep[place] !== 1) continue;
    let before = 0;
    for (let index = offset[place] as number; index < (offset[place + 1] as number); index++) {
      const now = cumulative[index] as number;
      series[(bin[index] as number) - firstBin] =
        (series[(bin[index] as number) - firstBin] as number) + now - before;
      before = now;
    }
  }
  return series;
}
