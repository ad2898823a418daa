import type { MapEvents } from './map-events.ts';
import { HIDDEN } from './tally.ts';

/** Located events sorted into square bins, for finding those near a point. Never changes while a case is open. */
export interface EventGrid {
  readonly events: MapEvents;
  readonly columns: number;
  readonly rows: number;
  readonly west: number;
  readonly north: number;
  readonly binSize: number;
  /** Events of bin b are `index[offset[b] .. offset[b + 1])`. */
  readonly offset: Uint32Array;
  readonly index: Uint32Array;
}

const MOST_BINS_A_SIDE = 512;

export function eventGrid(events: MapEvents): EventGrid {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < events.count; at++) {
    west = Math.min(west, events.x[at] as number);
    east = Math.max(east, events.x[at] as number);
    north = Math.min(north, events.y[at] as number);
    south = Math.max(south, events.y[at] as number);
  }
  if (events.count === 0) [west, north, east, south] = [0, 0, 1, 1];
  const side = Math.min(MOST_BINS_A_SIDE, Math.max(1, Math.ceil(Math.sqrt(events.count) * 2)));
  const binSize = Math.max(east - west, south - north, 1e-9) / side;
  const columns = Math.floor((east - west) / binSize) + 1;
  const rows = Math.floor((south - north) / binSize) + 1;
  const grid = { events, columns, rows, west, north, binSize };
  const offset = new Uint32Array(columns * rows + 1);
  const bins = new Uint32Array(events.count);
  for (let at = 0; at < events.count; at++) {
    const column = Math.floor(((events.x[at] as number) - west) / binSize);
    const row = Math.floor(((events.y[at] as number) - north) / binSize);
    const bin = row * columns + column;
    bins[at] = bin;
    offset[bin + 1] = (offset[bin + 1] as number) + 1;
  }
  for (let bin = 0; bin < columns * rows; bin++) {
    offset[bin + 1] = (offset[bin + 1] as number) + (offset[bin] as number);
  }
  const next = offset.slice(0, -1);
  const index = new Uint32Array(events.count);
  for (let at = 0; at < events.count; at++) {
    const bin = bins[at] as number;
    index[next[bin] as number] = at;
    next[bin] = (next[bin] as number) + 1;
  }
  return { ...grid, offset, index };
}

export interface HitQuestion {
  /** Unit Mercator coordinates of the pointer. */
  readonly x: number;
  readonly y: number;
  /** Pixels per unit Mercator length at this zoom. */
  readonly pixels: number;
  /** State per located event; hidden ones are not hit. */
  readonly states: Uint8Array;
  /** Radius in px of located event `at`. */
  readonly radius: (at: number) => number;
  readonly largestRadius: number;
  /** What the pointer may miss by, px. */
  readonly slack: number;
}

/** Indices of the shown events whose symbol covers the pointer, nearest centre first; ties: the one drawn on top. */
export function eventsAt(grid: EventGrid, question: HitQuestion): readonly number[] {
  const { x, y, pixels, states, radius, largestRadius, slack } = question;
  const reach = (largestRadius + slack) / pixels;
  const bin = (value: number, start: number, most: number) =>
    Math.max(0, Math.min(most - 1, Math.floor((value - start) / grid.binSize)));
  const fromColumn = bin(x - reach, grid.west, grid.columns);
  const toColumn = bin(x + reach, grid.west, grid.columns);
  const fromRow = bin(y - reach, grid.north, grid.rows);
  const toRow = bin(y + reach, grid.north, grid.rows);
  const hits: { readonly at: number; readonly distance: number }[] = [];
  for (let row = fromRow; row <= toRow; row++) {
    const start = grid.offset[row * grid.columns + fromColumn] as number;
    const end = grid.offset[row * grid.columns + toColumn + 1] as number;
    for (let entry = start; entry < end; entry++) {
      const at = grid.index[entry] as number;
      if (states[at] === HIDDEN) continue;
      const dx = ((grid.events.x[at] as number) - x) * pixels;
      const dy = ((grid.events.y[at] as number) - y) * pixels;
      const distance = dx * dx + dy * dy;
      if (distance <= (radius(at) + slack) ** 2) hits.push({ at, distance });
    }
  }
  hits.sort((a, b) => a.distance - b.distance || b.at - a.at);
  return hits.map((hit) => hit.at);
}
