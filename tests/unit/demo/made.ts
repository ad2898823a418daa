import { demoCells, type DemoCell } from '../../../src/lib/prepare/demo/cells.ts';
import type { DemoEvent } from '../../../src/lib/prepare/demo/demo-event.ts';
import { demoEvents } from '../../../src/lib/prepare/demo/demo-events.ts';
import { plantedEffects, type Effect } from '../../../src/lib/prepare/demo/effects.ts';
import { marketOf } from '../../../src/lib/prepare/demo/market.ts';
import { readWorld, type World } from '../../../src/lib/prepare/demo/world.ts';

export interface MadeDemo {
  readonly world: World;
  readonly cells: readonly DemoCell[];
  readonly effects: readonly Effect[];
  readonly events: readonly DemoEvent[];
}

const world = readWorld('static/geo', (country) => marketOf(country) !== undefined);
const cells = world.then(demoCells);

const made = new Map<number, Promise<MadeDemo>>();

/** The plan of the demo for a seed, without its messages; made once for all tests of a file. */
export function makeDemo(seed: number): Promise<MadeDemo> {
  const known = made.get(seed) ?? makeAnew(seed);
  made.set(seed, known);
  return known;
}

/** The same, made in any case. */
export async function makeAnew(seed: number): Promise<MadeDemo> {
  const [places, all] = await Promise.all([world, cells]);
  const effects = plantedEffects(all, places, seed);
  return { world: places, cells: all, effects, events: demoEvents(all, effects, places, seed) };
}
