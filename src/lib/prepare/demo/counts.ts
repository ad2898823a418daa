import type { DemoCell } from './cells.ts';
import { DAYS, HOURS } from './clock.ts';
import type { Effect } from './effects.ts';
import { expectedByCell, MODEL } from './expected.ts';
import { negativeBinomial, stream } from './random.ts';

export interface Counts {
  /** Number of cells. */
  readonly cells: number;
  /** Messages of cell c in hour h of the activity: `byHour[h * cells + c]`. */
  readonly byHour: Uint32Array;
  readonly total: number;
}

/** What the unscaled means must be multiplied with for the expected total to be `messages`. */
export function scaleFor(
  cells: readonly DemoCell[],
  effects: readonly Effect[],
  seed: number,
  messages: number
): number {
  const expected = expectedByCell(cells, effects, seed);
  const sum = cells.reduce((total, cell) => total + expected(cell).reduce((a, b) => a + b, 0), 0);
  return messages / sum;
}

/**
 * Draws the messages of each hour and cell, negative binomial around what is expected; each day of a cell has its
 * own stream. The total comes out near `messages`.
 */
export function drawCounts(
  cells: readonly DemoCell[],
  effects: readonly Effect[],
  seed: number,
  messages: number
): Counts {
  const scale = scaleFor(cells, effects, seed, messages);
  const expected = expectedByCell(cells, effects, seed);
  const byHour = new Uint32Array(HOURS * cells.length);
  let total = 0;
  for (const cell of cells) {
    const means = expected(cell);
    for (let day = 0; day < DAYS; day += 1) {
      const random = stream(seed, 'counts', cell.cell, day);
      for (let index = day * 24; index < day * 24 + 24; index += 1) {
        const count = negativeBinomial(means[index] * scale, MODEL.shape, random);
        byHour[index * cells.length + cell.cell] = count;
        total += count;
      }
    }
  }
  return { cells: cells.length, byHour, total };
}
