import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/time/zone.ts';
import {
  brushRange,
  snapDown,
  snapGrid,
  snapNear,
  snapUp,
  stepEdge,
  stepRange
} from '../../../src/lib/views/timeline-brush.ts';

const AMSTERDAM = 'Europe/Amsterdam';
const DAYS = { unit: 'day', count: 1, zone: AMSTERDAM } as const;
const BOUNDS = { from: Date.parse('2020-03-27T00:00Z'), to: Date.parse('2020-07-03T00:00Z') };
const at = (text: string) => Date.parse(text);
const iso = (range: { from: number; to: number }) =>
  [range.from, range.to].map((time) => new Date(time).toISOString().slice(0, 16));

describe('the grid', () => {
  it('is the bars, what the axis is labelled with (or the next coarser unit), or whole minutes', () => {
    expect(snapGrid(DAYS, 'bucket', DAYS, AMSTERDAM)).toEqual(DAYS);
    expect(snapGrid(DAYS, 'whole', DAYS, AMSTERDAM)).toEqual({ unit: 'week', count: 1, zone: AMSTERDAM });
    const quarters = { unit: 'month', count: 3 } as const;
    expect(snapGrid(DAYS, 'whole', quarters, AMSTERDAM)).toEqual({ ...quarters, zone: AMSTERDAM });
    expect(snapGrid({ unit: 'hour', count: 1, zone: 'UTC' }, 'whole', DAYS, AMSTERDAM)).toEqual(DAYS);
    expect(snapGrid(DAYS, 'free', DAYS, AMSTERDAM).unit).toBe('minute');
  });

  it('snaps down, up and to the nearer edge over a day of 23 hours', () => {
    const noon = at('2020-03-29T10:30Z');
    expect(snapDown(noon, DAYS)).toBe(at('2020-03-28T23:00Z'));
    expect(snapUp(noon, DAYS)).toBe(at('2020-03-29T22:00Z'));
    expect(snapNear(noon, DAYS)).toBe(at('2020-03-28T23:00Z') + 23 * HOUR_MS);
    expect(snapNear(at('2020-03-29T10:29Z'), DAYS)).toBe(at('2020-03-28T23:00Z'));
    expect(snapUp(at('2020-03-29T22:00Z'), DAYS)).toBe(at('2020-03-29T22:00Z'));
  });
});

describe('a new selection', () => {
  it('takes every day it touches, in whichever direction the hand goes', () => {
    const right = brushRange(
      { kind: 'select', anchor: at('2020-05-10T09:00Z') },
      at('2020-05-12T01:00Z'),
      DAYS,
      BOUNDS
    );
    expect(iso(right)).toEqual(['2020-05-09T22:00', '2020-05-12T22:00']);
    const left = brushRange(
      { kind: 'select', anchor: at('2020-05-12T01:00Z') },
      at('2020-05-10T09:00Z'),
      DAYS,
      BOUNDS
    );
    expect(left).toEqual(right);
  });

  it('stops at the bounds, and is the last unit at their very end', () => {
    const over = brushRange({ kind: 'select', anchor: BOUNDS.to }, BOUNDS.to + 9 * DAY_MS, DAYS, BOUNDS);
    expect(iso(over)).toEqual(['2020-07-02T22:00', '2020-07-03T00:00']);
  });
});

describe('an end that is dragged', () => {
  it('goes to the nearest edge and may cross the other end', () => {
    const fixed = at('2020-05-11T22:00Z');
    expect(iso(brushRange({ kind: 'resize', fixed }, at('2020-05-13T20:00Z'), DAYS, BOUNDS))).toEqual([
      '2020-05-11T22:00',
      '2020-05-13T22:00'
    ]);
    expect(iso(brushRange({ kind: 'resize', fixed }, at('2020-05-09T21:00Z'), DAYS, BOUNDS))).toEqual([
      '2020-05-09T22:00',
      '2020-05-11T22:00'
    ]);
  });

  it('never leaves an empty selection', () => {
    const fixed = at('2020-05-11T22:00Z');
    const range = brushRange({ kind: 'resize', fixed }, fixed, DAYS, BOUNDS);
    expect(iso(range)).toEqual(['2020-05-11T22:00', '2020-05-12T22:00']);
  });
});

describe('a selection that is moved', () => {
  it('keeps its days over a daylight-saving switch', () => {
    const origin = { from: at('2020-03-27T23:00Z'), to: at('2020-03-28T23:00Z') };
    const moved = brushRange(
      { kind: 'move', origin, grabbed: origin.from },
      origin.from + DAY_MS,
      DAYS,
      BOUNDS
    );
    expect(moved.from).toBe(at('2020-03-28T23:00Z'));
    expect(moved.to - moved.from).toBe(23 * HOUR_MS);
  });

  it('keeps its length when its ends are off the grid', () => {
    const origin = { from: at('2020-05-10T10:10Z'), to: at('2020-05-10T12:40Z') };
    const moved = brushRange(
      { kind: 'move', origin, grabbed: origin.from },
      origin.from + 3 * DAY_MS,
      DAYS,
      BOUNDS
    );
    expect(moved.to - moved.from).toBe(150 * MINUTE_MS);
  });

  it('stops at both bounds with its length', () => {
    const origin = { from: at('2020-05-10T22:00Z'), to: at('2020-05-12T22:00Z') };
    const gesture = { kind: 'move', origin, grabbed: origin.from } as const;
    expect(brushRange(gesture, BOUNDS.from - DAY_MS, DAYS, BOUNDS)).toEqual({
      from: BOUNDS.from,
      to: BOUNDS.from + 2 * DAY_MS
    });
    expect(brushRange(gesture, BOUNDS.to + DAY_MS, DAYS, BOUNDS)).toEqual({
      from: BOUNDS.to - 2 * DAY_MS,
      to: BOUNDS.to
    });
  });
});

it('whatever the hand does, the selection is not empty, lies inside the bounds and at whole minutes', () => {
  const time = fc.integer({ min: BOUNDS.from - 9 * DAY_MS, max: BOUNDS.to + 9 * DAY_MS });
  const inside = fc
    .integer({ min: BOUNDS.from / MINUTE_MS, max: BOUNDS.to / MINUTE_MS })
    .map((n) => n * MINUTE_MS);
  const origin = fc
    .tuple(inside, inside)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
  const gesture = fc.oneof(
    time.map((anchor) => ({ kind: 'select', anchor }) as const),
    inside.map((fixed) => ({ kind: 'resize', fixed }) as const),
    fc.tuple(origin, inside).map(([range, grabbed]) => ({ kind: 'move', origin: range, grabbed }) as const)
  );
  const unit = fc.constantFrom(
    'minute' as const,
    'hour' as const,
    'day' as const,
    'week' as const,
    'month' as const
  );
  const count = fc.constantFrom(1, 3, 6);
  const zone = fc.constantFrom('UTC', AMSTERDAM, 'Asia/Kolkata');
  fc.assert(
    fc.property(gesture, time, unit, count, zone, (hand, now, step, times, where) => {
      const range = brushRange(
        hand,
        now,
        { unit: step, count: step === 'week' || step === 'day' ? 1 : times, zone: where },
        BOUNDS
      );
      expect(range.from).toBeLessThan(range.to);
      expect(range.from).toBeGreaterThanOrEqual(BOUNDS.from);
      expect(range.to).toBeLessThanOrEqual(BOUNDS.to);
      expect(range.from % MINUTE_MS).toBe(0);
      expect(range.to % MINUTE_MS).toBe(0);
    }),
    { numRuns: 500 }
  );
});

describe('steps', () => {
  it('move a range by local days, and stop at the bounds', () => {
    const range = { from: at('2020-03-28T23:00Z'), to: at('2020-03-29T22:00Z') };
    expect(iso(stepRange(range, 1, DAYS, BOUNDS))).toEqual(['2020-03-29T22:00', '2020-03-30T22:00']);
    const first = { from: BOUNDS.from, to: BOUNDS.from + DAY_MS };
    expect(stepRange(first, -1, DAYS, BOUNDS)).toEqual(first);
  });

  it('go to the next edge on either side, also from off the grid', () => {
    expect(stepEdge(at('2020-05-10T22:00Z'), 1, DAYS)).toBe(at('2020-05-11T22:00Z'));
    expect(stepEdge(at('2020-05-10T22:00Z'), -1, DAYS)).toBe(at('2020-05-09T22:00Z'));
    expect(stepEdge(at('2020-05-11T08:00Z'), -1, DAYS)).toBe(at('2020-05-10T22:00Z'));
  });
});
