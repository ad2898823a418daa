export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The value that a stored count stands for, without the noise of binary fractions: 438 times 0.1 is 43.8. */
export function scaledAmount(count: number, scale: number): number {
  return scale === 1 ? count : Number((count * scale).toPrecision(15));
}

/**
 * Activity of every place, in time order, ready for a brush: how much place p saw in [a, b) is
 * `before(p, b) - before(p, a)`, two binary searches. Immutable.
 */
export interface ActivityCube {
  /** Length of a bin in milliseconds: 3,600,000 (hours) or 86,400,000 (days). Bins count from the epoch. */
  readonly binMs: number;
  /** First bin and one past the last bin of the data. */
  readonly firstBin: number;
  readonly endBin: number;
  /** Number of places (length of the cell table). */
  readonly places: number;
  /** Bins of place p are `bin[offset[p] .. offset[p + 1])`, ascending. Length places + 1. */
  readonly offset: Uint32Array;
  readonly bin: Uint32Array;
  /** `cumulative[i]` is the sum of counts of the place up to and including bin[i]. */
  readonly cumulative: Uint32Array | Float64Array;
}

/** The places that activity is counted in: row p of the cell table. */
export interface PlaceTable {
  readonly count: number;
  /** Key of the place in the activity file; equals the row (cells are numbered from 0 without holes). */
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  /** H3 index as hex text; null where the place is a region. */
  readonly h3: readonly (string | null)[];
  readonly country: readonly (string | null)[];
  readonly region: readonly (string | null)[];
  readonly name: readonly (string | null)[];
}

/** Whether the places are cells of H3; else they are regions or countries. */
export function areCells({ h3 }: Pick<PlaceTable, 'h3'>): boolean {
  return h3.some((text) => text !== null);
}

/** A period without data, for one place (row of the place table) or for all (null). */
export interface Gap {
  readonly place: number | null;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** Messages and distinct devices per hour, for the whole case or one country. `devices` is NaN where not known. */
export interface HourCounts {
  /** Whole UTC hours since 1970, ascending. */
  readonly hour: Uint32Array;
  readonly messages: Float64Array;
  readonly devices: Float64Array;
}
