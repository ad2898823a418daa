import { numbers } from '../domain/columns.ts';
import type { Filter } from '../domain/filter.ts';
import type { Engine } from '../engine/engine.ts';
import { eventMasks, placeKeep } from '../sql/filtered.ts';

/** What a filter (without time) leaves of a case. */
export interface Filtered {
  /** Per event: the bits of the dimensions that it fails. */
  readonly masks: Uint16Array;
  /** Per place: 1 kept, 0 not. */
  readonly keep: Uint8Array;
}

/** Asks both at once; they run one after the other in the engine. */
export async function filteredRows(engine: Engine, filter: Filter, signal?: AbortSignal): Promise<Filtered> {
  const [masks, keep] = await Promise.all([
    engine.run(eventMasks(filter), signal),
    engine.run(placeKeep(filter), signal)
  ]);
  return { masks: Uint16Array.from(numbers(masks, 'mask')), keep: Uint8Array.from(numbers(keep, 'keep')) };
}
