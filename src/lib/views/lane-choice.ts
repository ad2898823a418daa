import { LANES, type LaneChoice } from '../domain/view.ts';
import type { Coded, EventTable } from './event-table.ts';
import type { TimelineLanes } from './timeline-events.ts';

const NONE_LABELS = {
  kind: 'no kind',
  operation: 'no operation',
  agency: 'no agency',
  region: 'no region'
} as const;

/** What lanes can be made of in a case: what its events have values of, and no lanes at all. */
export function laneChoices(events: EventTable): readonly LaneChoice[] {
  return LANES.filter(
    (choice) => choice === 'kind' || choice === 'none' || codesOf(events, choice).values.length > 0
  );
}

/**
 * The lanes of the timeline; `codeName` names a region or country. An event whose region is not known is in the lane of
 * its country. Null: no lanes.
 */
export function lanesBy(
  events: EventTable,
  choice: LaneChoice,
  codeName: (code: string) => string
): TimelineLanes | null {
  if (choice === 'none') return null;
  const { values, codes } = codesOf(events, choice);
  const labels = choice === 'region' ? values.map(codeName) : values;
  return { labels, lane: codes, noneLabel: NONE_LABELS[choice] };
}

function codesOf(events: EventTable, choice: Exclude<LaneChoice, 'none'>): Coded {
  return choice === 'region' ? placeCodes(events) : events[choice];
}

/** Regions, and after them the countries. */
function placeCodes({ region, country, count }: EventTable): Coded {
  const codes = new Int32Array(count);
  const shift = region.values.length;
  for (let row = 0; row < count; row++) {
    const code = region.codes[row];
    codes[row] = code >= 0 && code < shift ? code : shift + country.codes[row];
  }
  return { values: [...region.values, ...country.values], codes };
}
