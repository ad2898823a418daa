import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../src/lib/time/zone.ts';
import { noDataStretches, stretchAt, withNoData } from '../../../src/lib/views/timeline-gaps.ts';
import type { TimelineActivity } from '../../../src/lib/views/timeline-bars.ts';

function makeActivity(firstBin: number, counts: readonly number[]): TimelineActivity {
  return { binMs: HOUR_MS, firstBin, counts: Float64Array.from(counts), unit: 'messages' };
}
const hours = (from: number, to: number) => ({ from: from * HOUR_MS, to: to * HOUR_MS });
const inHours = (list: readonly { from: number; to: number; reason: string }[]) =>
  list.map((stretch) => [stretch.from / HOUR_MS, stretch.to / HOUR_MS, stretch.reason]);

describe('noDataStretches', () => {
  it('names what lies outside the bins as not collected', () => {
    const found = noDataStretches(makeActivity(10, [1, 1]), [], [], hours(0, 20));
    expect(inHours(found)).toEqual([
      [0, 10, 'not collected'],
      [12, 20, 'not collected']
    ]);
  });

  it('takes the collected periods of an irregular case before the bins', () => {
    const activity = makeActivity(
      0,
      Array.from({ length: 20 }, () => 0)
    );
    const found = noDataStretches(activity, [], [hours(12, 14), hours(2, 4)], hours(0, 20));
    expect(inHours(found)).toEqual([
      [0, 2, 'not collected'],
      [4, 12, 'not collected'],
      [14, 20, 'not collected']
    ]);
  });

  it('keeps the reason of a gap and does not hatch twice where gaps, periods and unknown bins overlap', () => {
    const activity = makeActivity(0, [1, NaN, NaN, NaN, 1, 1, NaN, 1]);
    const gaps = [
      { ...hours(2, 5), reason: 'outage' },
      { ...hours(4, 6), reason: 'upgrade' }
    ];
    const found = noDataStretches(activity, gaps, [], hours(0, 8));
    expect(inHours(found)).toEqual([
      [1, 2, 'no data'],
      [2, 5, 'outage'],
      [5, 6, 'upgrade'],
      [6, 7, 'no data']
    ]);
    expect(stretchAt(found, 5 * HOUR_MS)?.reason).toBe('upgrade');
    expect(stretchAt(found, 7 * HOUR_MS)).toBeNull();
  });

  it('cuts everything to the bounds', () => {
    const found = noDataStretches(
      makeActivity(0, [1, 1, 1]),
      [{ ...hours(-5, 1), reason: 'late' }],
      [],
      hours(0, 3)
    );
    expect(inHours(found)).toEqual([[0, 1, 'late']]);
  });
});

describe('withNoData', () => {
  it('turns zeros inside a stretch into no data, and leaves what was counted and what was really zero', () => {
    const activity = makeActivity(10, [0, 0, 5, 0, 0]);
    const stretches = [{ from: 10.5 * HOUR_MS, to: 14 * HOUR_MS, reason: 'outage' }];
    expect([...withNoData(activity, stretches).counts]).toEqual([0, NaN, 5, NaN, 0]);
    expect([...activity.counts]).toEqual([0, 0, 5, 0, 0]);
  });

  it('gives back the same activity where nothing changes', () => {
    const activity = makeActivity(10, [1, 2]);
    expect(withNoData(activity, [{ ...hours(0, 40), reason: 'x' }])).toBe(activity);
  });
});
