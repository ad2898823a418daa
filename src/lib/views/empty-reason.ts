import { dimensionBit, EVENT_DIMENSIONS, NO_FILTER, type EventDimension } from '../domain/filter.ts';
import { hasRange, type View } from '../domain/view.ts';

/** Why no event is left, and what would bring some back. */
export interface EmptyReason {
  readonly text: string;
  readonly remedies: readonly { readonly label: string; readonly patch: Partial<View> }[];
}

const NAMES: Readonly<Record<EventDimension, string>> = {
  regions: 'region',
  area: 'drawn area',
  kinds: 'kind',
  commodities: 'commodity',
  operations: 'operation',
  agencies: 'agency',
  text: 'search'
};

/**
 * What emptied the result: the filters that, dropped alone, bring events back; where none does, several together. Asked
 * only when nothing is left. masks: per event the bits of the dimensions it fails.
 */
export function emptyReason(count: number, view: View, masks: ArrayLike<number> | null): EmptyReason {
  if (count === 0) return { text: 'The case has no events.', remedies: [] };
  const active = EVENT_DIMENSIONS.filter((dimension) => isActive(view, dimension));
  const helpful = active.filter((dimension) => {
    const bit = dimensionBit(dimension);
    for (let row = 0; row < count; row++) if ((masks?.[row] ?? 0) === bit) return true;
    return false;
  });
  const passes = masks === null || Array.prototype.some.call(masks, (mask) => mask === 0);
  const period =
    hasRange(view) && passes ? [{ label: 'Drop the period', patch: { from: null, to: null } }] : [];
  const drops = helpful.map((dimension) => ({
    label: `Drop the ${NAMES[dimension]} filter`,
    patch: { filter: { ...view.filter, [dimension]: NO_FILTER[dimension] } }
  }));
  const remedies = [...period, ...(passes ? [] : drops)];
  if (remedies.length === 0) {
    return {
      text: 'No event passes all the filters together.',
      remedies: [{ label: 'Clear all filters', patch: { filter: NO_FILTER, from: null, to: null } }]
    };
  }
  const names = passes
    ? 'the period'
    : helpful.map((dimension) => `the ${NAMES[dimension]} filter`).join(' and ');
  return { text: `No event is left: ${names} emptied the list.`, remedies };
}

function isActive({ filter }: View, dimension: EventDimension): boolean {
  const value = filter[dimension];
  return value !== null && value.length > 0;
}
