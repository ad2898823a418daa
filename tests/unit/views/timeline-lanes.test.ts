import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { TIME_PRECISIONS, type TimePrecision } from '../../../src/lib/domain/event.ts';
import { startInterval } from '../../../src/lib/time/precision.ts';
import { DAY_MS } from '../../../src/lib/time/zone.ts';
import { countColumns, countLanes, eventColumns, laneBins } from '../../../src/lib/views/timeline-bins.ts';
import type { TimelineEvents } from '../../../src/lib/views/timeline-events.ts';
import { laneOrder, laneRows } from '../../../src/lib/views/timeline-lane-rows.ts';
import { laneHit, layoutLanes } from '../../../src/lib/views/timeline-lanes.ts';

interface EventSpec {
  readonly start: number | null;
  readonly precision?: TimePrecision;
  readonly end?: number;
  readonly kind?: number;
}

const KINDS = ['raid', 'seizure', 'arrest'];
const JUNE = { from: Date.UTC(2020, 5, 1), to: Date.UTC(2020, 6, 1) };
const SCALE = { span: JUNE, width: 1200 };
const GEOMETRY = { markPx: 11, subRows: [1, 1, 1, 1] };

function makeEvents(specs: readonly EventSpec[]): TimelineEvents {
  const intervals = specs.map(({ start, precision = 'minute' }) =>
    start === null ? { from: NaN, to: NaN } : startInterval(start, precision, 'UTC')
  );
  return {
    count: specs.length,
    start: Float64Array.from(intervals, (interval) => interval.from),
    startEnd: Float64Array.from(intervals, (interval) => interval.to),
    end: Float64Array.from(specs, (spec) => spec.end ?? NaN),
    precision: Uint8Array.from(specs, (spec) => TIME_PRECISIONS.indexOf(spec.precision ?? 'minute')),
    kind: { values: KINDS, codes: Int32Array.from(specs, (spec) => spec.kind ?? 0) }
  };
}

function makeLayout(
  specs: readonly EventSpec[],
  given?: readonly number[],
  scale = SCALE,
  geometry = GEOMETRY
) {
  const events = makeEvents(specs);
  const lanes = { labels: KINDS, lane: events.kind.codes, noneLabel: 'no kind' };
  const states = Uint8Array.from(given ?? specs.map(() => 1));
  // In the order of the labels, whatever their counts.
  const present = laneOrder(events, lanes).toSorted((a, b) => a - b);
  const rows = laneRows(present, lanes, 8);
  const bins = laneBins(events, lanes, rows, scale, geometry.markPx, null);
  const counts = countLanes(bins, states, null);
  return { events, rows, bins, counts, layout: layoutLanes(events, bins, counts, states, scale, geometry) };
}

const day = (date: number, hour = 0) => Date.UTC(2020, 5, date, hour);

describe('layoutLanes', () => {
  it('draws minutes, hours and days as marks in the middle of what is known', () => {
    const { layout } = makeLayout([
      { start: day(10), precision: 'day' },
      { start: day(20, 6), precision: 'hour' }
    ]);
    expect(layout.marks.map(({ shape, x }) => [shape, Math.round(x)])).toEqual([
      ['mark', 380],
      ['mark', 771]
    ]);
  });

  it('draws months and years as one band a lane with their number, over all of their length', () => {
    const specs = [
      { start: JUNE.from, precision: 'month' },
      { start: JUNE.from, precision: 'month' },
      { start: Date.UTC(2020, 0, 1), precision: 'year' },
      { start: JUNE.from, precision: 'month', kind: 1 }
    ] as const;
    const { layout } = makeLayout(specs);
    const bands = layout.marks.map(({ shape, lane, x0, x1, count }) => [
      shape,
      lane,
      x0 <= 0,
      x1 >= 1200,
      count
    ]);
    expect(bands).toEqual([
      ['band', 0, true, true, 1],
      ['band', 0, true, true, 2],
      ['band', 1, true, true, 1]
    ]);
  });

  it('draws an event that lasts as a bar from its start to its end', () => {
    const { layout } = makeLayout([{ start: day(10), end: day(13) }]);
    expect(layout.marks[0].shape).toBe('bar');
    expect(Math.round(layout.marks[0].x1)).toBe(480);
  });

  it('stacks what overlaps in sub-rows', () => {
    const specs = [{ start: day(10, 1) }, { start: day(10, 1) }, { start: day(12) }];
    const { layout } = makeLayout(specs, undefined, SCALE, { markPx: 11, subRows: [2, 2, 2, 2] });
    expect(layout.marks.map((mark) => mark.sub)).toEqual([0, 1, 0]);
    expect(layout.overflow).toEqual([]);
  });

  it('spreads events known to one day over the pixels of that day', () => {
    const { layout } = makeLayout([1, 2, 3].map(() => ({ start: day(10), precision: 'day' })));
    expect(layout.marks).toHaveLength(3);
    const xs = layout.marks.map((mark) => mark.x);
    expect(new Set(xs).size).toBe(3);
    for (const x of xs) expect(x > 360 && x < 400).toBe(true);
  });

  it('writes the number of the few without room, and makes columns of a crowd', () => {
    const few = makeLayout([1, 2, 3].map(() => ({ start: day(10) })));
    expect(few.layout.marks).toHaveLength(1);
    expect(few.layout.overflow.map((over) => over.count)).toEqual([2]);
    const crowd = makeLayout([...Array.from({ length: 9 }, () => ({ start: day(10) })), { start: day(20) }]);
    expect(crowd.layout.marks.map((mark) => Math.round(mark.x))).toEqual([760]);
    expect(crowd.layout.runs).toEqual([{ lane: 0, first: 120, end: 121 }]);
    expect(crowd.layout.highest).toBe(9);
  });

  it('leaves hidden events and events without a date out, and draws possible ones as such', () => {
    const { layout, counts } = makeLayout([{ start: day(3) }, { start: day(5) }, { start: null }], [0, 2, 1]);
    expect(layout.marks.map((mark) => [mark.row, mark.state])).toEqual([[1, 2]]);
    expect(counts.total).toBe(1);
  });

  it('a band is certain as soon as one of its events is', () => {
    const month = { start: JUNE.from, precision: 'month' } as const;
    expect(makeLayout([month, month], [2, 1]).layout.marks[0].state).toBe(1);
    expect(makeLayout([month, month], [2, 2]).layout.marks[0].state).toBe(2);
  });

  it('accounts for every shown event of the span exactly once', () => {
    const spec = fc.record({
      start: fc.oneof(fc.integer({ min: day(-5), max: day(36) }), fc.constant(null), fc.constant(day(10, 3))),
      precision: fc.constantFrom(...TIME_PRECISIONS),
      kind: fc.integer({ min: 0, max: 3 }),
      lasts: fc.boolean()
    });
    const list = fc.array(fc.tuple(spec, fc.constantFrom(0, 1, 2)), { maxLength: 300 });
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 3 }), (entries, subRows) => {
        const specs = entries.map(([{ lasts, ...rest }]) =>
          lasts && rest.start !== null ? { ...rest, end: rest.start + 400 * DAY_MS } : rest
        );
        const states = entries.map(([, state]) => state);
        const { layout, counts, events } = makeLayout(specs, states, SCALE, {
          markPx: 11,
          subRows: Array<number>(4).fill(subRows)
        });
        const inColumns = layout.runs.reduce((sum, run) => {
          for (let column = run.first; column < run.end; column++) {
            const at = run.lane * counts.columns + column;
            sum += counts.certain[at] + counts.possible[at];
          }
          return sum;
        }, 0);
        const drawn = layout.marks.reduce((sum, mark) => sum + mark.count, 0);
        const left = layout.overflow.reduce((sum, over) => sum + over.count, 0);
        const expected = states.filter((state, row) => {
          const until = Math.max(events.startEnd[row], events.end[row] || 0);
          return state !== 0 && events.start[row] < JUNE.to && until > JUNE.from;
        });
        expect(drawn + left + inColumns).toBe(expected.length);
        expect(counts.total).toBe(expected.length);
      }),
      { numRuns: 200 }
    );
  });
});

describe('counting again', () => {
  it('writes over its arrays and tells by a new object that they changed', () => {
    const { bins } = makeLayout([
      { start: day(3) },
      { start: day(4) },
      { start: JUNE.from, precision: 'month' }
    ]);
    const first = countLanes(bins, Uint8Array.of(1, 1, 1), null);
    const second = countLanes(bins, Uint8Array.of(0, 2, 0), first);
    expect(second).not.toBe(first);
    expect(second.certain).toBe(first.certain);
    expect([second.total, second.marks[0]]).toEqual([1, 1]);
    expect(second.bands.reduce((sum, count) => sum + count, 0)).toBe(0);
    expect(second).toEqual(countLanes(bins, Uint8Array.of(0, 2, 0), null));
  });

  it('counts the columns of the overview', () => {
    const events = makeEvents([
      { start: day(1) },
      { start: day(1) },
      { start: null },
      { start: day(29, 23) }
    ]);
    const columns = eventColumns(events, SCALE, 100);
    expect([...columns]).toEqual([0, 0, -1, 11]);
    expect([...countColumns(columns, Uint8Array.of(1, 0, 1, 2), SCALE, 100)]).toEqual([
      1,
      ...Array(10).fill(0),
      1
    ]);
  });
});

describe('laneHit', () => {
  const frame = { ...GEOMETRY, laneTops: [0, 17, 34, 51] };

  it('finds the mark under the pointer, and nothing beside it', () => {
    const { layout, counts } = makeLayout([{ start: day(10) }, { start: day(20), kind: 1 }]);
    expect(laneHit(layout, counts, frame, 361, 8)).toEqual({ on: 'event', row: 0 });
    expect(laneHit(layout, counts, frame, 361, 25)).toBeNull();
    expect(laneHit(layout, counts, frame, 762, 25)).toEqual({ on: 'event', row: 1 });
    expect(laneHit(layout, counts, frame, 400, 8)).toBeNull();
    expect(laneHit(layout, counts, frame, 361, 60)).toBeNull();
  });

  it('tells the numbers of a column, a crowd and a band', () => {
    const month = { start: JUNE.from, precision: 'month' } as const;
    const crowd = Array.from({ length: 9 }, () => ({ start: day(10) }));
    const states = [1, 1, 1, 2, 2, 1, 1, 1, 1, 1, 1];
    const { layout, counts } = makeLayout([...crowd, month, month], states);
    expect(laneHit(layout, counts, frame, 361, 8)).toEqual({
      on: 'column',
      lane: 0,
      certain: 7,
      possible: 2,
      vague: 2
    });
    expect(laneHit(layout, counts, frame, 900, 8)).toEqual({ on: 'band', lane: 0, row: 9, count: 2 });
    const few = makeLayout([1, 2, 3].map(() => ({ start: day(10) })));
    expect(laneHit(few.layout, few.counts, frame, 372, 8)).toEqual({ on: 'overflow', lane: 0, count: 2 });
  });
});

it('places a hundred thousand events without a thousand marks', () => {
  const specs = Array.from({ length: 100_000 }, (_, index) => ({
    start: JUNE.from + ((index * 26) % 2_592_000) * 1000
  }));
  const { layout, counts } = makeLayout(specs);
  expect(layout.marks).toEqual([]);
  expect(layout.runs).toEqual([{ lane: 0, first: 0, end: 400 }]);
  expect(counts.certain.reduce((sum, count) => sum + count, 0)).toBe(100_000);
});
