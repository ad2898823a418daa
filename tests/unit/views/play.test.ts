import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS } from '../../../src/lib/time/zone.ts';
import { defaultSpeed, PLAY_MODES, playedRange, playOrigin, speedMs } from '../../../src/lib/views/play.ts';

const CASE = { from: 0, to: 100 * DAY_MS };
const days = (from: number, to: number) => ({ from: from * DAY_MS, to: to * DAY_MS });

describe('a range that plays', () => {
  it('slides with its length, in whole steps', () => {
    const { range, isOver } = playedRange(days(10, 12), 2.9 * HOUR_MS, HOUR_MS, 'slide', CASE);
    expect(range).toEqual({ from: 10 * DAY_MS + 2 * HOUR_MS, to: 12 * DAY_MS + 2 * HOUR_MS });
    expect(isOver).toBe(false);
  });
  it('grows from its start', () => {
    expect(playedRange(days(10, 12), 3 * DAY_MS, DAY_MS, 'grow', CASE).range).toEqual(days(10, 15));
  });
  it('is over at the end of the case', () => {
    expect(playedRange(days(10, 12), 500 * DAY_MS, HOUR_MS, 'slide', CASE)).toEqual({
      range: days(98, 100),
      isOver: true
    });
  });
  it('whatever its ends, keeps its length while it slides and its start while it grows, inside the case', () => {
    const inside = fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }));
    const passed = fc.double({ min: 0, max: 1e10, noNaN: true });
    fc.assert(
      fc.property(inside, passed, fc.constantFrom(...PLAY_MODES), ([a, b], ms, mode) => {
        const origin = { from: Math.min(a, b), to: Math.max(a, b) + 60_000 };
        const limits = { from: 0, to: 2e9 };
        const { range } = playedRange(origin, ms, HOUR_MS, mode, limits);
        expect(range.to).toBeLessThanOrEqual(limits.to);
        expect(range.to).toBeGreaterThanOrEqual(origin.to);
        if (mode === 'grow') expect(range.from).toBe(origin.from);
        else expect(range.to - range.from).toBe(origin.to - origin.from);
      })
    );
  });
});

describe('where play begins', () => {
  it('is the selected range, or the fallback where nothing or everything is selected', () => {
    expect(playOrigin(days(3, 5), days(0, 7), 'slide', CASE, HOUR_MS)).toEqual(days(3, 5));
    expect(playOrigin(null, days(0, 7), 'slide', CASE, HOUR_MS)).toEqual(days(0, 7));
    expect(playOrigin(days(-1, 101), days(0, 7), 'grow', CASE, HOUR_MS)).toEqual(days(0, 7));
  });
  it('is the start of the case again, once the end is reached', () => {
    expect(playOrigin(days(98, 100), days(0, 7), 'slide', CASE, HOUR_MS)).toEqual(days(0, 2));
    expect(playOrigin(days(50, 100), days(0, 7), 'grow', CASE, DAY_MS)).toEqual(days(50, 51));
  });
});

it('a case passes in about a minute or two at the speed that is chosen for it', () => {
  expect(defaultSpeed(100 * DAY_MS)).toBe('day');
  expect(defaultSpeed(4 * DAY_MS)).toBe('1h');
  expect(defaultSpeed(200 * 365 * DAY_MS)).toBe('year');
  expect(speedMs('6h')).toBe(6 * HOUR_MS);
});
