import type { DemoCell } from './cells.ts';

/** Devices at home in a cell: numbers first to first + count - 1. */
export interface Home {
  readonly first: number;
  readonly count: number;
}

/** Devices of the reference case. */
const DEVICES = 50_012;

/** A device sends at least about so many messages, so that few messages come from few devices. */
const MESSAGES_PER_DEVICE = 40;

/** Devices that a case of so many messages has; at least one in each cell. */
export function deviceCount(messages: number, cells: number): number {
  return Math.max(cells, Math.min(DEVICES, Math.round(messages / MESSAGES_PER_DEVICE)));
}

/** Deals the devices out over the cells by weight, at least one each; by cell. Adds up to `devices`. */
export function deviceHomes(cells: readonly DemoCell[], devices: number): Home[] {
  const spare = devices - cells.length;
  let share = 0;
  let first = 0;
  return cells.map((cell, index) => {
    share += cell.weight * spare;
    // Rounding the running sum, not each share, makes the parts add up.
    const end = index + 1 === cells.length ? devices : index + 1 + Math.round(share);
    const home = { first, count: end - first };
    first = end;
    return home;
  });
}
