import { expect, test } from 'vitest';
import { isOpen, NO_FILTER, type Filter } from '../../../src/lib/domain/filter.ts';
import { toggleKept, toggleLeftOut } from '../../../src/lib/views/facet-entries.ts';
import { filterChips } from '../../../src/lib/views/filter-chips.ts';

const names = { value: (_: string, value: string) => value, cell: (cell: number) => `cell ${cell}` };
const TRIANGLE = [
  [0, 0],
  [1, 0],
  [1, 1]
] as const;

const EVERYTHING: Filter = {
  regions: ['NL'],
  kinds: ['raid', 'seizure'],
  commodities: ['cash'],
  operations: ['Tide'],
  agencies: ['Customs'],
  grades: ['A'],
  traffic: ['text'],
  not: {
    regions: ['NL-ZH'],
    kinds: ['alert'],
    commodities: ['vehicle'],
    operations: ['Ebb'],
    agencies: ['Police'],
    grades: ['F'],
    traffic: ['photo']
  },
  areas: [TRIANGLE, TRIANGLE],
  cells: [5],
  extent: { west: 1, south: 2, east: 3, north: 4 },
  text: 'harbour'
};

test('each thing that a filter asks for has a chip, told apart where it is left out', () => {
  expect(filterChips(EVERYTHING, names).map(({ text }) => text)).toEqual([
    ...[
      'NL',
      'not NL-ZH',
      'drawn area 1',
      'drawn area 2',
      'cell 5',
      'map extent',
      'raid',
      'seizure',
      'not alert'
    ],
    ...['cash', 'not vehicle', 'Tide', 'not Ebb', 'Customs', 'not Police', 'A', 'not F', 'text', 'not photo'],
    '“harbour”'
  ]);
  expect(filterChips(NO_FILTER, names)).toEqual([]);
});

test('a chip drops one thing, and dropping the first chip again and again opens the filter', () => {
  let filter = EVERYTHING;
  for (let left = filterChips(EVERYTHING, names).length; left > 0; left--) {
    const chips = filterChips(filter, names);
    expect(chips).toHaveLength(left);
    expect(new Set(chips.map(({ key }) => key)).size).toBe(left);
    filter = chips[0]?.without ?? filter;
  }
  expect(filter).toEqual(NO_FILTER);
  expect(isOpen(filter)).toBe(true);
});

test('a value is kept or left out, never both', () => {
  const kept = toggleKept({ kept: [], leftOut: ['raid', 'alert'] }, 'raid');
  expect(kept).toEqual({ kept: ['raid'], leftOut: ['alert'] });
  expect(toggleLeftOut(kept, 'raid')).toEqual({ kept: [], leftOut: ['alert', 'raid'] });
  expect(toggleKept(kept, 'raid')).toEqual({ kept: [], leftOut: ['alert'] });
  expect(toggleLeftOut(kept, 'alert')).toEqual({ kept: ['raid'], leftOut: [] });
});
