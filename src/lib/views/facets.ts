import { dimensionBit, type EventDimension } from '../domain/filter.ts';
import type { Range } from '../domain/range.ts';
import type { EventTable } from './event-table.ts';
import { CERTAIN, timeState, type TallyQuestion } from './tally.ts';

export interface FacetCounts {
  readonly values: readonly string[];
  /** Events surely in, per value, under every filter but this one. */
  readonly counts: Uint32Array;
}

export const FACETS = ['kind', 'country', 'region', 'operation', 'agency'] as const;
export type Facet = (typeof FACETS)[number];

/** The dimension of the filter that a list of values belongs to. */
export const FACET_DIMENSION: Readonly<Record<Facet | 'commodity', EventDimension>> = {
  kind: 'kinds',
  country: 'regions',
  region: 'regions',
  operation: 'operations',
  agency: 'agencies',
  commodity: 'commodities'
};

export type Facets = Readonly<Record<Facet | 'commodity', FacetCounts>>;

/**
 * Counts the events per value of each dimension, under every filter but that of the dimension itself. One pass over the
 * events; while the hand moves it is asked now and then, not on every move.
 */
export function facetCounts(table: EventTable, { range, masks }: TallyQuestion): Facets {
  const found = FACETS.map((name) => ({
    codes: table[name].codes,
    counts: new Uint32Array(table[name].values.length),
    others: ~dimensionBit(FACET_DIMENSION[name])
  }));
  for (let row = 0; row < table.count; row++) {
    if (timeState(table, row, range) !== CERTAIN) continue;
    const mask = masks[row];
    for (const { codes, counts, others } of found) {
      if ((mask & others) === 0 && codes[row] < counts.length) counts[codes[row]]++;
    }
  }
  const facet = (name: Facet): FacetCounts => ({
    values: table[name].values,
    counts: found[FACETS.indexOf(name)].counts
  });
  return {
    kind: facet('kind'),
    country: facet('country'),
    region: facet('region'),
    operation: facet('operation'),
    agency: facet('agency'),
    commodity: commodityFacet(table, masks, range)
  };
}

function commodityFacet(table: EventTable, masks: ArrayLike<number>, range: Range | null): FacetCounts {
  const { measures, row, measure } = table.quantities;
  const values = [...new Set(measures.map((entry) => entry.commodity))];
  const codeOf = measures.map((entry) => values.indexOf(entry.commodity));
  const counts = new Uint32Array(values.length);
  const bit = dimensionBit('commodities');
  let lastRow = -1;
  let lastCode = -1;
  for (let index = 0; index < row.length; index++) {
    const event = row[index] as number;
    const code = codeOf[measure[index] as number] as number;
    // Two units of one commodity in one event are one event; entries come in order of event and commodity.
    if (event === lastRow && code === lastCode) continue;
    lastRow = event;
    lastCode = code;
    if (((masks[event] as number) & ~bit) !== 0 || timeState(table, event, range) !== CERTAIN) continue;
    counts[code] = (counts[code] as number) + 1;
  }
  return { values, counts };
}
