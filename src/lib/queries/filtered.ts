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

/**
 * Asks both at once; they run one after the other in the engine. A filter that leaves everything is not asked. `size`:
 * number of events and places.
 */
export async function filteredRows(
  engine: Engine,
  filter: Filter,
  size: { readonly events: number; readonly places: number },
  signal?: AbortSignal
): Promise<Filtered> {
  if (isOpen(filter))
    return { masks: new Uint16Array(size.events), keep: new Uint8Array(size.places).fill(1) };
  const [masks, keep] = await Promise.all([
    engine.run(eventMasks(filter), signal),
    engine.run(placeKeep(filter), signal)
  ]);
  return { masks: Uint16Array.from(numbers(masks, 'mask')), keep: Uint8Array.from(numbers(keep, 'keep')) };
}

function isOpen(filter: Filter): boolean {
  return (
    filter.area === null && filter.text.trim() === '' && DIMENSIONS.every((name) => filter[name].length === 0)
  );
}

const DIMENSIONS = ['regions', 'kinds', 'commodities', 'operations', 'agencies'] as const;
