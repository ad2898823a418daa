import { dimensionBit, type EventDimension } from '../domain/filter.ts';
import type { Range } from '../domain/range.ts';
import type { EventTable } from './event-table.ts';
import { CERTAIN, HIDDEN, timeState, type TallyQuestion } from './tally.ts';

export interface FacetCounts {
  readonly values: readonly string[];
  /** Events surely in, per value, under every filter but this one. */
  readonly counts: ArrayLike<number>;
  /** The same with those that may be in; never below `counts`. */
  readonly possible: ArrayLike<number>;
  /** What is counted; events unless told. */
  readonly unit?: string;
}

export const FACETS = ['kind', 'country', 'region', 'operation', 'agency', 'grade'] as const;
export type Facet = (typeof FACETS)[number];

/** The dimension of the filter that a list of values belongs to. */
export const FACET_DIMENSION: Readonly<Record<Facet | 'commodity', EventDimension>> = {
  kind: 'kinds',
  country: 'regions',
  region: 'regions',
  operation: 'operations',
  agency: 'agencies',
  grade: 'grades',
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
    possible: new Uint32Array(table[name].values.length),
    others: ~dimensionBit(FACET_DIMENSION[name])
  }));
  for (let row = 0; row < table.count; row++) {
    const time = timeState(table, row, range);
    if (time === HIDDEN) continue;
    const mask = masks[row];
    for (const { codes, counts, possible, others } of found) {
      if ((mask & others) !== 0 || codes[row] >= counts.length) continue;
      possible[codes[row]]++;
      if (time === CERTAIN) counts[codes[row]]++;
    }
  }
  const facet = (name: Facet): FacetCounts => ({
    values: table[name].values,
    counts: found[FACETS.indexOf(name)].counts,
    possible: found[FACETS.indexOf(name)].possible
  });
  return {
    kind: facet('kind'),
    country: facet('country'),
    region: facet('region'),
    operation: facet('operation'),
    agency: facet('agency'),
    grade: facet('grade'),
    commodity: commodityFacet(table, masks, range)
  };
}

function commodityFacet(table: EventTable, masks: ArrayLike<number>, range: Range | null): FacetCounts {
  const { measures, row, measure } = table.quantities;
  const values = [...new Set(measures.map((entry) => entry.commodity))];
  const codeOf = measures.map((entry) => values.indexOf(entry.commodity));
  const counts = new Uint32Array(values.length);
  const possible = new Uint32Array(values.length);
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
    const time = timeState(table, event, range);
    if (((masks[event] as number) & ~bit) !== 0 || time === HIDDEN) continue;
    possible[code]++;
    if (time === CERTAIN) counts[code]++;
  }
  return { values, counts, possible };
}
