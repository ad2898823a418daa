import type { PlaceTable } from '../domain/activity.ts';
import { numbers } from '../domain/columns.ts';
import { EVENT_DIMENSIONS, isActive, type Filter } from '../domain/filter.ts';
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
 * Asks both at once; they run one after the other in the engine. A filter that leaves everything is not asked.
 * events: how many the case has; places: those of the case.
 */
export async function filteredRows(
  engine: Engine,
  filter: Filter,
  { events, places }: { readonly events: number; readonly places: PlaceTable },
  signal?: AbortSignal
): Promise<Filtered> {
  if (EVENT_DIMENSIONS.every((dimension) => !isActive(filter, dimension)))
    return { masks: new Uint16Array(events), keep: new Uint8Array(places.count).fill(1) };
  const [masks, keep] = await Promise.all([
    engine.run(eventMasks(filter, places), signal),
    engine.run(placeKeep(filter), signal)
  ]);
  return { masks: Uint16Array.from(numbers(masks, 'mask')), keep: Uint8Array.from(numbers(keep, 'keep')) };
}
