import type { Numbers } from './numbers.ts';

export const BLOCK_HOURS = 24;
/** A block with fewer observed hours is missing. */
export const LEAST_BLOCK_HOURS = 12;

/** 24-hour blocks aligned on an event, in time order: block b is the hours [t0 + 24 b, t0 + 24 b + 24). */
export interface EventBlocks {
  /** Number of each block: 0 begins at the event, -1 ends there. */
  readonly block: Int32Array;
  /** Observed messages; NaN where the block is missing. */
  readonly y: Float64Array;
  /** Expected messages over the same observed hours; NaN where the block is missing. */
  readonly E: Float64Array;
  /** Observed hours, 0..24. */
  readonly hours: Uint8Array;
}

/**
 * Sums an hourly series and its expected counts into the complete 24-hour blocks aligned on hour t0. y, mu: one value per
 * hour, NaN = missing; an hour counts where both are present. t0: index of the hour at which the event begins, which may
 * lie outside the series. Source: specification 2.
 */
export function eventBlocks(y: Numbers, mu: Numbers, t0: number, minHours = LEAST_BLOCK_HOURS): EventBlocks {
  const first = -Math.floor(t0 / BLOCK_HOURS);
  const count = Math.max(0, Math.floor((y.length - t0) / BLOCK_HOURS) - first);
  const block = new Int32Array(count);
  const observed = new Float64Array(count);
  const expected = new Float64Array(count);
  const hours = new Uint8Array(count);
  for (let b = 0; b < count; b += 1) {
    block[b] = first + b;
    const start = t0 + BLOCK_HOURS * block[b];
    for (let i = start; i < start + BLOCK_HOURS; i += 1) {
      if (Number.isNaN(y[i]) || Number.isNaN(mu[i])) continue;
      observed[b] += y[i];
      expected[b] += mu[i];
      hours[b] += 1;
    }
    if (hours[b] >= minHours) continue;
    observed[b] = NaN;
    expected[b] = NaN;
  }
  return { block, y: observed, E: expected, hours };
}

/** The two windows that are compared, in blocks. */
export interface EventWindows {
  /** Blocks a side; whole weeks cancel the weekly cycle. */
  readonly W: number;
  /** Blocks left out after the event: 0, or 1 where only its day is known. */
  readonly gap: number;
}

/** Position in `blocks` of block 0; -1 where the event lies outside. */
export function eventPosition(blocks: EventBlocks): number {
  return blocks.block.indexOf(0);
}

/** 1 for the hours after the event that the baseline must not be fitted on: blocks 0..gap+W-1. */
export function eventMask(hours: number, t0: number, { W, gap }: EventWindows): Uint8Array {
  const mask = new Uint8Array(hours);
  mask.fill(1, Math.max(0, t0), Math.max(0, t0 + BLOCK_HOURS * (W + gap)));
  return mask;
}

/** One value per block, those from the event to the end of its window left out. */
export function outsideWindow(blocks: EventBlocks, values: Numbers, { W, gap }: EventWindows): Float64Array {
  const position = (i: number) => blocks.block[i] < 0 || blocks.block[i] >= W + gap;
  return Float64Array.from(values).filter((_, i) => position(i));
}

/** Entries [from, to) of the values, numbered by block; blocks outside the series are left out. */
export function windowOf(blocks: EventBlocks, values: Numbers, from: number, to: number): Float64Array {
  return Float64Array.from(values).filter((_, i) => blocks.block[i] >= from && blocks.block[i] < to);
}
