import { describe, expect, it } from 'vitest';
import { dimensionBit } from '../../../src/lib/domain/filter.ts';
import { facetCounts } from '../../../src/lib/views/facets.ts';
import { figuresOf } from '../../../src/lib/views/figures.ts';
import { CERTAIN, HIDDEN, POSSIBLE, tallyEvents } from '../../../src/lib/views/tally.ts';
import { makeEventTable } from './event-tables.ts';

const june = { from: Date.parse('2020-06-01T00:00Z'), to: Date.parse('2020-07-01T00:00Z') };
const point = [52, 5] as const;

const table = makeEventTable([
  {
    start: '2020-06-12T10:00Z',
    point,
    kind: 'raid',
    country: 'NL',
    region: 'NL-ZH',
    items: { 'cocaine kg': 3, 'arrest count': 2 }
  },
  {
    start: '2020-06-01T00:00Z',
    startEnd: '2020-07-01T00:00Z',
    point,
    kind: 'raid',
    country: 'NL',
    items: { 'cocaine kg': 10 }
  },
  {
    start: '2020-01-01T00:00Z',
    startEnd: '2021-01-01T00:00Z',
    point,
    kind: 'arrest',
    country: 'BE',
    items: { 'arrest count': 5 }
  },
  { start: '2020-05-31T23:59Z', point, kind: 'raid', country: 'BE' },
  { kind: 'seizure', country: 'NL', items: { 'cocaine kg': 100, 'cocaine l': 4 } },
  { start: '2020-06-20T10:00Z', kind: 'seizure', items: { 'cash EUR': 50 } },
  { start: '2020-06-21T10:00Z', kind: 'seizure', country: 'FR' }
]);
const passAll = new Uint16Array(table.count);

describe('the tally of events', () => {
  it('tells sure from possible by the doubt about the start', () => {
    const tally = tallyEvents(table, { range: june, masks: passAll, pointDimensions: [] });
    expect([...tally.states]).toEqual([CERTAIN, CERTAIN, POSSIBLE, HIDDEN, HIDDEN, CERTAIN, CERTAIN]);
    expect(tally.events).toEqual({ certain: 4, possible: 5 });
  });

  it('counts undated events where no range is selected, and leaves them out where one is', () => {
    const open = tallyEvents(table, { range: null, masks: passAll, pointDimensions: [] });
    expect(open.events).toEqual({ certain: 7, possible: 7 });
    // Undated (row 4), and without any place (row 5).
    expect(open.excluded).toBe(2);
    expect(tallyEvents(table, { range: june, masks: passAll, pointDimensions: [] }).excluded).toBe(2);
  });

  it('adds quantities per commodity and unit, never across units', () => {
    const open = tallyEvents(table, { range: null, masks: passAll, pointDimensions: [] });
    const named = Object.fromEntries(
      table.quantities.measures.map(({ commodity, unit }, at) => [
        `${commodity} ${unit}`,
        open.quantities[at]
      ])
    );
    expect(named['cocaine kg']).toEqual({ certain: 113, possible: 113 });
    expect(named['cocaine l']).toEqual({ certain: 4, possible: 4 });
    const ranged = tallyEvents(table, { range: june, masks: passAll, pointDimensions: [] });
    const at = table.quantities.measures.findIndex((measure) => measure.commodity === 'arrest');
    expect(ranged.quantities[at]).toEqual({ certain: 2, possible: 7 });
  });

  it('counts each value under every filter but its own', () => {
    const kinds = dimensionBit('kinds');
    const regions = dimensionBit('regions');
    // kind=raid and region=NL: rows 2 4 5 6 fail kinds or regions.
    const masks = Uint16Array.of(0, 0, kinds | regions, regions, kinds, kinds | regions, kinds | regions);
    const facets = facetCounts(table, { range: null, masks, pointDimensions: [] });
    const counts = (name: 'kind' | 'country' | 'commodity') =>
      Object.fromEntries(facets[name].values.map((value, at) => [value, facets[name].counts[at]]));
    expect(counts('kind')).toEqual({ arrest: 0, raid: 2, seizure: 1 });
    expect(counts('country')).toEqual({ BE: 1, FR: 0, NL: 2 });
    expect(tallyEvents(table, { range: null, masks, pointDimensions: [] }).events.certain).toBe(2);
  });

  it('counts an event once per commodity, though it has two units of it', () => {
    const { values, counts } = facetCounts(table, {
      range: null,
      masks: passAll,
      pointDimensions: []
    }).commodity;
    expect(counts[values.indexOf('cocaine')]).toBe(3);
  });

  it('says of an event without country that a region filter leaves it out for want of a place', () => {
    const regions = dimensionBit('regions');
    const masks = Uint16Array.of(0, 0, regions, regions, 0, regions, regions);
    const tally = tallyEvents(table, { range: june, masks, pointDimensions: [] });
    expect(tally.events.certain).toBe(2);
    // Row 4 has no date, row 5 no place; row 6 is known to be in France, which is not what was asked.
    expect(tally.excluded).toBe(2);
  });

  it('takes a country alone for no place where an area is drawn', () => {
    const area = dimensionBit('areas');
    const masks = Uint16Array.of(0, 0, area, area, area, area, area);
    const tally = tallyEvents(table, { range: june, masks, pointDimensions: ['areas'] });
    // Rows 4, 5 and 6 have no point.
    expect(tally.excluded).toBe(3);
  });

  it('knows of an undated event with a point outside the drawn area that it is not meant', () => {
    const outside = makeEventTable([{ point }, { point }]);
    const masks = Uint16Array.of(0, dimensionBit('areas'));
    expect(tallyEvents(outside, { range: null, masks, pointDimensions: ['areas'] }).excluded).toBe(1);
  });
});

describe('the figures', () => {
  const sources = {
    tally: tallyEvents(table, { range: june, masks: passAll, pointDimensions: [] }),
    quantities: table.quantities,
    messageUnit: 'messages',
    messageScale: 1,
    devices: null
  };
  const named = (messages: number | null | 'none' | 'pending') =>
    new Map(figuresOf({ ...sources, messages }).map((figure) => [figure.name, figure]));

  it('bear the names of the contract, the unit of the contract first', () => {
    const figures = named(7);
    expect([...figures.keys()]).toEqual([
      'messages',
      'events',
      'arrest',
      'cocaine',
      'cash',
      'cocaine-l',
      'excluded'
    ]);
    expect(figures.get('cocaine')?.amount).toEqual({ certain: 13, possible: 13 });
  });

  it('tell no data from zero, from still reading, and from a case without activity', () => {
    expect(named(0).get('messages')?.amount).toEqual({ certain: 0, possible: 0 });
    expect(named(null).get('messages')).toMatchObject({ amount: null, without: 'no data' });
    expect(named('pending').get('messages')).toMatchObject({ amount: null, without: 'reading…' });
    expect(named('none').has('messages')).toBe(false);
  });

  it('scale an index without binary noise', () => {
    const figure = figuresOf({ ...sources, messages: 438, messageScale: 0.1 }).find(
      ({ name }) => name === 'messages'
    );
    expect(figure?.amount?.certain).toBe(43.8);
  });
});
