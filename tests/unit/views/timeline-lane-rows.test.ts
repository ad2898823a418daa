import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { TimelineEvents, TimelineLanes } from '../../../src/lib/views/timeline-events.ts';
import {
  laneKinds,
  laneOrder,
  laneRows,
  laneTotals,
  lanesWithRows,
  pageOf
} from '../../../src/lib/views/timeline-lane-rows.ts';
import { laneAt, laneHeight, mostLaneRows, timelineFrame } from '../../../src/lib/views/timeline-frame.ts';

/** Events of the kinds given, all at one time; null: without a date. */
function makeEvents(kinds: readonly (number | null)[], names = ['raid', 'seizure', 'arrest']) {
  const size = kinds.length;
  const events: TimelineEvents = {
    count: size,
    start: Float64Array.from(kinds, (kind) => (kind === null ? NaN : 0)),
    startEnd: new Float64Array(size).fill(60_000),
    end: new Float64Array(size).fill(NaN),
    precision: new Uint8Array(size),
    kind: { values: names, codes: Int32Array.from(kinds, (kind) => kind ?? 0) }
  };
  const lanes: TimelineLanes = { labels: names, lane: events.kind.codes, noneLabel: 'no kind' };
  return { events, lanes };
}

/** So many lanes named a0, a1, ... without events. */
function manyLanes(count: number): { readonly lanes: TimelineLanes; readonly order: readonly number[] } {
  const labels = Array.from({ length: count }, (_, lane) => `a${lane}`);
  return {
    lanes: { labels, lane: new Int32Array(0), noneLabel: 'none' },
    order: labels.map((_, lane) => lane)
  };
}

const labelsOf = (rows: ReturnType<typeof laneRows>): string[] => rows.rows.map((row) => row.label);

describe('the order of lanes', () => {
  it('has the lane with the most events first, equal ones by label, and events without a label last', () => {
    const { events, lanes } = makeEvents([1, 1, 2, 0, 3, 3, 3]);
    const order = laneOrder(events, lanes);
    expect(labelsOf(laneRows(order, lanes, 8))).toEqual(['seizure', 'arrest', 'raid', 'no kind']);
  });
  it('leaves out lanes without dated events', () => {
    const { events, lanes } = makeEvents([null, 2]);
    expect(laneOrder(events, lanes)).toEqual([2]);
  });
  it('is the same under a filter while all lanes fit, and leaves out empty ones where they do not', () => {
    const { events, lanes } = makeEvents([1, 1, 2, 0]);
    const order = laneOrder(events, lanes);
    const totals = laneTotals(events, lanes, Uint8Array.of(0, 0, 1, 2));
    expect([...totals]).toEqual([1, 0, 1, 0]);
    expect(lanesWithRows(order, totals, 3)).toBe(order);
    expect(lanesWithRows(order, totals, 2)).toEqual([2, 0]);
  });
});

describe('the rows of lanes', () => {
  it('gather what has no room in a last row, so that no event is lost', () => {
    const { events, lanes } = makeEvents([0, 0, 0, 1, 1, 2, 3]);
    const rows = laneRows(laneOrder(events, lanes), lanes, 2);
    expect(labelsOf(rows)).toEqual(['raid', '3 more']);
    expect([...rows.rowOf]).toEqual([0, 1, 1, 1]);
    expect([...laneKinds(events, lanes, rows)]).toEqual([0, -1]);
  });
  it('page through three hundred lanes and back', () => {
    const { lanes, order } = manyLanes(300);
    const first = laneRows(order, lanes, 8);
    expect(labelsOf(first)).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', '293 more']);
    const second = laneRows(order, lanes, 8, pageOf(first.first, 8, 'below'));
    expect(labelsOf(second)).toEqual(['7 above', 'a7', 'a8', 'a9', 'a10', 'a11', 'a12', '287 more']);
    const third = laneRows(order, lanes, 8, pageOf(second.first, 8, 'below'));
    expect(labelsOf(third)[1]).toBe('a13');
    expect(pageOf(third.first, 8, 'above')).toBe(second.first);
    expect(pageOf(second.first, 8, 'above')).toBe(0);
    const last = laneRows(order, lanes, 8, 100_000);
    expect(labelsOf(last)).toEqual(['293 above', 'a293', 'a294', 'a295', 'a296', 'a297', 'a298', 'a299']);
  });
  it('hold every lane exactly once, whatever the page', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: -3, max: 50 }),
        (count, most, first) => {
          const { lanes, order } = manyLanes(count);
          const { rows, rowOf } = laneRows(order, lanes, most, first);
          expect(rows.flatMap((row) => row.lanes)).toEqual(order);
          expect(rows.length).toBeLessThanOrEqual(Math.max(1, most));
          rows.forEach((row, at) => {
            expect(row.lanes.every((lane) => rowOf[lane] === at)).toBe(true);
          });
        }
      )
    );
  });
  it('a folded lane is known by its label; the gathering rows are not folded', () => {
    const { lanes, order } = manyLanes(4);
    const { rows } = laneRows(order, lanes, 3, 0, new Set(['a1', '2 more']));
    expect(rows.map((row) => row.isFolded)).toEqual([false, true, false]);
  });
});

describe('the frame', () => {
  const STAGE = { width: 1400, height: 400 };

  it('gives what a folded lane leaves to the others', () => {
    const open = timelineFrame(STAGE, 16, [false, false, false, false, false, false, false], true);
    const folded = timelineFrame(STAGE, 16, [true, true, true, true, true, false, false], true);
    expect(laneHeight(folded, 0)).toBe(13);
    expect(laneHeight(folded, 6)).toBeGreaterThan(laneHeight(open, 6));
    expect(folded.subRows).toEqual([1, 1, 1, 1, 1, 2, 2]);
    expect(folded.barsHeight + folded.lanesHeight).toBe(open.barsHeight + open.lanesHeight);
  });
  it('finds the lane at a height', () => {
    const frame = timelineFrame(STAGE, 16, [false, true, false], true);
    const [, second, third, foot] = frame.laneTops;
    expect([-1, 0, second - 1, second, third, foot - 1, foot].map((y) => laneAt(frame, y))).toEqual([
      -1, 0, 0, 1, 2, 2, -1
    ]);
  });
  it('has room for one lane at least, and bars only where there is activity', () => {
    expect(mostLaneRows(10, 16, true)).toBe(1);
    expect(timelineFrame(STAGE, 16, [false], false).barsHeight).toBe(0);
    expect(timelineFrame(STAGE, 16, [], true).lanesHeight).toBe(0);
  });
});
