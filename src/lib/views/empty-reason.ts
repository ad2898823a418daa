import {
  dimensionBit,
  EVENT_DIMENSIONS,
  isActive,
  NO_FILTER,
  withoutDimension,
  type EventDimension
} from '../domain/filter.ts';
import { hasRange, type View } from '../domain/view.ts';

/** Why no event is left, and what would bring some back. */
export interface EmptyReason {
  readonly text: string;
  readonly remedies: readonly { readonly label: string; readonly patch: Partial<View> }[];
}

const NAMES: Readonly<Record<EventDimension, string>> = {
  regions: 'region',
  areas: 'drawn area',
  kinds: 'kind',
  commodities: 'commodity',
  operations: 'operation',
  agencies: 'agency',
  text: 'search',
  grades: 'source grade',
  cells: 'cell',
  extent: 'map extent'
};

/**
 * What emptied the result, and what brings events back: one filter dropped, else one together with the period, else all.
 * Asked only when nothing is left. masks: per event the bits of the dimensions it fails; isInTime: whether an event may
 * lie in the range.
 */
export function emptyReason(
  count: number,
  view: View,
  masks: ArrayLike<number>,
  isInTime: (row: number) => boolean
): EmptyReason {
  if (count === 0) return { text: 'The case has no events.', remedies: [] };
  const active = EVENT_DIMENSIONS.filter((dimension) => isActive(view.filter, dimension));
  const helps = (mask: number, needsTime: boolean): boolean => {
    for (let row = 0; row < count; row++)
      if (masks[row] === mask && (!needsTime || isInTime(row))) return true;
    return false;
  };
  const period = { from: null, to: null };
  const without = (dimension: EventDimension): Partial<View> => ({
    filter: withoutDimension(view.filter, dimension)
  });
  const single = [
    ...(hasRange(view) && helps(0, false) ? [{ name: 'period', patch: period }] : []),
    ...active
      .filter((dimension) => helps(dimensionBit(dimension), true))
      .map((dimension) => ({ name: `${NAMES[dimension]} filter`, patch: without(dimension) }))
  ];
  const double = active
    .filter((dimension) => hasRange(view) && helps(dimensionBit(dimension), false))
    .map((dimension) => ({
      name: `${NAMES[dimension]} filter and the period`,
      patch: { ...without(dimension), ...period }
    }));
  const remedies = single.length > 0 ? single : double;
  if (remedies.length === 0) {
    return {
      text: 'No event passes all the filters together.',
      remedies: [{ label: 'Clear all filters', patch: { filter: NO_FILTER, ...period } }]
    };
  }
  return {
    text: `No event is left under all filters. ${remedies.length === 1 ? 'This brings' : 'Each of these brings'} some back:`,
    remedies: remedies.map(({ name, patch }) => ({ label: `Drop the ${name}`, patch }))
  };
}
