import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/lib/time/zone.ts';
import { timelineBars, type TimelineActivity } from '../../../src/lib/views/timeline-bars.ts';
import { usualBand, usualRange, weeksBehind } from '../../../src/lib/views/timeline-usual.ts';

const AMSTERDAM = 'Europe/Amsterdam';
const WEEK_HOURS = 168;
/** A Monday, 00:00 UTC. */
const MONDAY = Date.parse('2020-01-06T00:00Z');

function makeActivity(from: number, counts: readonly number[], binMs = HOUR_MS): TimelineActivity {
  return { binMs, firstBin: from / binMs, counts: Float64Array.from(counts), unit: 'messages' };
}

/** Weeks in a row: hour h of week w counts `value(w, h)`. */
function weeks(count: number, value: (week: number, hour: number) => number): TimelineActivity {
  const counts = Array.from({ length: count * WEEK_HOURS }, (_, at) =>
    value(Math.floor(at / WEEK_HOURS), at % WEEK_HOURS)
  );
  return makeActivity(MONDAY, counts);
}

const spanOf = (count: number) => ({ from: MONDAY, to: MONDAY + count * 7 * DAY_MS });

describe('the usual range of hours', () => {
  it('is the median and the middle 80 % of the same hour of the week, and one wild week moves it little', () => {
    // Hour h counts 1000 + h, and w more in week w; the last week is wild.
    const activity = weeks(11, (week, hour) => (week === 10 ? 1e6 : 1000 + hour + week));
    const usual = usualRange(activity, 'hour', 'UTC', spanOf(11));
    // Values 1000 + h + 0..9 and a million: the median is the 6th, 10 % the 2nd, 90 % the 10th of eleven.
    expect(usual?.middle[0]).toBe(1005);
    expect(usual?.low[0]).toBe(1001);
    expect(usual?.high[0]).toBe(1009);
    expect(usual?.middle[167]).toBe(1172);
    expect([usual?.fewest, usual?.most]).toEqual([11, 11]);
  });

  it('follows the clock on the wall: after the switch the same hour of the day is compared', () => {
    // 09:00 by the clock of Amsterdam counts 500, other hours 1; the clocks go forward in week 12.
    const counts = Array.from({ length: 20 * WEEK_HOURS }, (_, at) => {
      const local = new Date(MONDAY + at * HOUR_MS).toLocaleString('en-GB', {
        timeZone: AMSTERDAM,
        hour: '2-digit'
      });
      return local === '09' ? 500 : 1;
    });
    const usual = usualRange(makeActivity(MONDAY, counts), 'hour', AMSTERDAM, spanOf(20));
    for (let day = 0; day < 7; day++) {
      expect(usual?.low[day * 24 + 9]).toBe(500);
      expect(usual?.high[day * 24 + 10]).toBe(1);
    }
  });

  it('leaves out what was not collected and what lies outside the period of comparison', () => {
    const activity = weeks(9, (week, hour) => (week === 2 && hour < 24 ? NaN : week >= 7 ? 9999 : 10));
    const usual = usualRange(activity, 'hour', 'UTC', spanOf(7));
    expect(usual?.high[5]).toBe(10);
    expect(usual?.weeks[5]).toBe(6);
    expect(usual?.weeks[30]).toBe(7);
  });

  it('is not told of fewer than four weeks', () => {
    const usual = usualRange(
      weeks(3, () => 10),
      'hour',
      'UTC',
      spanOf(3)
    );
    expect(usual?.middle[0]).toBeNaN();
    expect([usual?.fewest, usual?.most]).toEqual([3, 3]);
    const four = usualRange(
      weeks(4, () => 10),
      'hour',
      'UTC',
      spanOf(4)
    );
    expect(four?.middle[0]).toBe(10);
  });

  it('of a period without activity is empty', () => {
    const before = { from: MONDAY - 90 * DAY_MS, to: MONDAY - DAY_MS };
    const usual = usualRange(
      weeks(6, () => 1),
      'day',
      'UTC',
      before
    );
    expect(usual?.most).toBe(0);
    expect(usual?.middle.every(Number.isNaN)).toBe(true);
  });
});

describe('the usual range of longer bars', () => {
  it('compares sums: hours of the same weekday, the same weekday, all weeks', () => {
    const activity = weeks(6, (_, hour) => (hour < 24 ? 2 : 1));
    expect(usualRange(activity, '6h', 'UTC', spanOf(6))?.middle[0]).toBe(12);
    expect(usualRange(activity, '6h', 'UTC', spanOf(6))?.middle[24]).toBe(6);
    const day = usualRange(activity, 'day', 'UTC', spanOf(6));
    expect([day?.middle[0], day?.middle[24], day?.middle[1]]).toEqual([48, 24, NaN]);
    expect(usualRange(activity, 'week', 'UTC', spanOf(6))?.middle[0]).toBe(192);
    expect(usualRange(activity, 'month', 'UTC', spanOf(6))).toBeNull();
  });

  it('compares days of daily counts by the calendar of UTC, in which they were counted', () => {
    const counts = Array.from({ length: 140 }, (_, day) => (day % 7 === 0 ? 70 : 7));
    const usual = usualRange(makeActivity(MONDAY, counts, DAY_MS), 'day', AMSTERDAM, spanOf(20));
    expect([usual?.low[0], usual?.high[0], usual?.high[24]]).toEqual([70, 70, 7]);
    expect(usual?.weeks[0]).toBe(20);
  });

  it('leaves a day of 23 hours out, of the comparison and of the picture', () => {
    const activity = weeks(20, () => 1);
    const usual = usualRange(activity, 'day', AMSTERDAM, spanOf(20));
    const sunday = 6 * 24;
    expect([usual?.low[sunday], usual?.high[sunday]]).toEqual([24, 24]);
    if (usual === null) throw new Error('days have a usual range');
    const span = { from: Date.parse('2020-03-27T23:00Z'), to: Date.parse('2020-03-30T22:00Z') };
    const band = usualBand(timelineBars(activity, span, 'day', AMSTERDAM), usual);
    expect([...band.middle]).toEqual([24, NaN, 24]);
  });
});

describe('the band behind the bars', () => {
  it('is as long as the bars, and is left out where a bar is not known in full', () => {
    const activity = weeks(6, (week, hour) => (week === 5 && hour >= 30 && hour < 60 ? NaN : 1));
    const usual = usualRange(activity, 'day', 'UTC', spanOf(6));
    if (usual === null) throw new Error('days have a usual range');
    const bars = timelineBars(
      activity,
      { from: MONDAY + 35 * DAY_MS, to: MONDAY + 40 * DAY_MS },
      'day',
      'UTC'
    );
    const band = usualBand(bars, usual);
    expect([...band.low]).toEqual([24, NaN, NaN, 24, 24]);
    expect(band.high).toHaveLength(bars.counts.length);
    expect(weeksBehind(bars, 0, usual)).toBe(6);
    expect(weeksBehind(bars, 1, usual)).toBe(5);
  });
});
