import { describe, expect, it } from 'vitest';
import { comparisonOf, type Bins, type ComparisonQuestion } from '../../../src/lib/views/other-weeks.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 168;
/** Monday 4 May 2020, 00:00 UTC; no clock is set in the weeks around it. */
const MONDAY = Date.UTC(2020, 4, 4);
const FIRST = MONDAY / HOUR;

const hours = (from: number, to: number) => ({ from: MONDAY + from * HOUR, to: MONDAY + to * HOUR });

function question(part: Partial<ComparisonQuestion>): ComparisonQuestion {
  return {
    range: hours(2 * WEEK, 2 * WEEK + 24),
    baseline: hours(0, 5 * WEEK),
    observed: [hours(0, 6 * WEEK)],
    step: 'hour',
    zone: 'UTC',
    ...part
  };
}

/** First hours of the windows in weeks after the Monday. */
function weeks(windows: readonly (readonly Bins[])[]): readonly number[] {
  return windows.map(([{ first }]) => (first - FIRST) / WEEK);
}

describe('the same hours of other weeks', () => {
  it('are the range moved by whole weeks inside the baseline, the nearest first', () => {
    const { pieces, windows, times } = comparisonOf(question({}));
    expect(pieces).toEqual([{ first: FIRST + 2 * WEEK, end: FIRST + 2 * WEEK + 24 }]);
    expect(weeks(windows)).toEqual([1, 3, 0, 4]);
    expect(windows.every(([{ first, end }]) => end - first === 24)).toBe(true);
    expect(times).toBe(1);
  });

  it('never meet the range, however long it is', () => {
    const { windows } = comparisonOf(question({ range: hours(2 * WEEK, 3 * WEEK + 12) }));
    expect(weeks(windows)).toEqual([0]);
    expect(weeks(comparisonOf(question({ range: hours(WEEK, 4 * WEEK) })).windows)).toEqual([]);
  });

  it('lie in the baseline for a range after it', () => {
    const { windows } = comparisonOf(question({ range: hours(5 * WEEK + 5, 5 * WEEK + 10) }));
    expect(weeks(windows)).toEqual([4, 3, 2, 1, 0].map((week) => week + 5 / WEEK));
  });

  it('are found for a range years after the baseline, a dozen at most', () => {
    const far = 300 * WEEK;
    const { windows } = comparisonOf(
      question({
        range: hours(far, far + 3),
        baseline: hours(0, 40 * WEEK),
        observed: [hours(0, 40 * WEEK), hours(far, far + WEEK)]
      })
    );
    expect(weeks(windows)).toEqual([39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28]);
  });

  it('leave out weeks that were not observed throughout, and hours that the range misses itself', () => {
    const observed = [hours(0, WEEK + 12), hours(WEEK + 13, 2 * WEEK + 6), hours(2 * WEEK + 8, 6 * WEEK)];
    const { pieces, windows } = comparisonOf(question({ observed }));
    expect(pieces.map(({ first, end }) => [first - FIRST - 2 * WEEK, end - FIRST - 2 * WEEK])).toEqual([
      [0, 6],
      [8, 24]
    ]);
    expect(weeks(windows)).toEqual([3, 0, 4]);
    expect(windows[0].map(({ first, end }) => end - first)).toEqual([6, 16]);
  });

  it('take an hour that was observed in part for not observed', () => {
    const observed = [{ from: MONDAY, to: MONDAY + 2 * WEEK * HOUR + 90 * 60_000 }];
    const { pieces } = comparisonOf(question({ observed }));
    expect(pieces).toEqual([{ first: FIRST + 2 * WEEK, end: FIRST + 2 * WEEK + 1 }]);
  });

  it('go by the clock of the zone, and leave out a week in which it was set', () => {
    // Clocks in Paris were set forward on 29 March 2020 at 01:00 UTC.
    const noon = Date.UTC(2020, 3, 4, 10);
    const windows = (from: number, to: number) =>
      comparisonOf(
        question({
          range: { from, to },
          baseline: { from: Date.UTC(2020, 2, 14), to: Date.UTC(2020, 4, 1) },
          observed: [{ from: Date.UTC(2020, 2, 1), to: Date.UTC(2020, 4, 1) }],
          zone: 'Europe/Paris'
        })
      ).windows.map(([{ first }]) => new Date(first * HOUR).toISOString().slice(0, 16));
    // 12:00 in Paris is 10:00 UTC in summer and 11:00 in winter.
    expect(windows(noon, noon + 2 * HOUR)).toEqual([
      '2020-03-28T11:00',
      '2020-04-11T10:00',
      '2020-03-21T11:00',
      '2020-04-18T10:00',
      '2020-03-14T11:00',
      '2020-04-25T10:00'
    ]);
    // Saturday noon to Sunday noon: 23 hours on the night of the change.
    expect(windows(noon, noon + DAY)).not.toContain('2020-03-28T11:00');
    expect(windows(noon, noon + DAY)).toContain('2020-03-21T11:00');
  });

  it('are the same days where the case counts by day, whatever the clock', () => {
    const { pieces, windows } = comparisonOf(
      question({ step: 'day', zone: 'America/New_York', range: hours(2 * WEEK, 2 * WEEK + 24) })
    );
    expect(pieces).toEqual([{ first: MONDAY / DAY + 14, end: MONDAY / DAY + 15 }]);
    expect(windows.map(([{ first }]) => first - MONDAY / DAY)).toEqual([7, 21, 0, 28]);
  });

  it('are single days in an irregular collection, made as long as the range', () => {
    const day = (at: number) => ({ from: MONDAY + at * DAY, to: MONDAY + (at + 1) * DAY });
    const { pieces, windows, times } = comparisonOf(
      question({
        step: 'irregular',
        range: { from: MONDAY + 10 * DAY, to: MONDAY + 14 * DAY },
        baseline: { from: MONDAY, to: MONDAY + 20 * DAY },
        observed: [day(0), day(3), day(9), day(11), day(13), day(15), day(25)]
      })
    );
    expect(pieces.map(({ first }) => first - MONDAY / DAY)).toEqual([11, 13]);
    expect(times).toBe(2);
    expect(windows.map(([{ first }]) => first - MONDAY / DAY)).toEqual([9, 15, 3, 0]);
  });

  it('are none where nothing of the range was observed', () => {
    expect(comparisonOf(question({ observed: [hours(0, WEEK)] }))).toEqual({
      pieces: [],
      windows: [],
      times: 1
    });
  });
});
