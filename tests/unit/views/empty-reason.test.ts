import { describe, expect, it } from 'vitest';
import { dimensionBit, NO_FILTER } from '../../../src/lib/domain/filter.ts';
import { DEFAULT_VIEW } from '../../../src/lib/domain/view.ts';
import { emptyReason } from '../../../src/lib/views/empty-reason.ts';

const kinds = dimensionBit('kinds');
const commodities = dimensionBit('commodities');
const view = {
  ...DEFAULT_VIEW,
  from: 0,
  to: 60_000,
  filter: { ...NO_FILTER, kinds: ['arrest'], commodities: ['cocaine'] }
};
const labels = (masks: number[], inTime: boolean[]) =>
  emptyReason(masks.length, view, masks, (row) => inTime[row]).remedies.map(({ label }) => label);

describe('the way out of an empty result', () => {
  it('offers only what brings events back by itself', () => {
    expect(labels([kinds, commodities], [true, false])).toEqual(['Drop the kind filter']);
    expect(labels([0, kinds], [false, false])).toEqual(['Drop the period']);
  });

  it('offers two together where one alone does not help', () => {
    expect(labels([kinds, kinds | commodities], [false, true])).toEqual([
      'Drop the kind filter and the period'
    ]);
  });

  it('offers to clear everything where nothing less helps', () => {
    expect(labels([kinds | commodities], [true])).toEqual(['Clear all filters']);
  });

  it('says so where the case has no events', () => {
    expect(emptyReason(0, view, [], () => true)).toEqual({ text: 'The case has no events.', remedies: [] });
  });
});
