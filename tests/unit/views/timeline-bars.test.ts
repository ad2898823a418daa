import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS } from '../../../src/lib/time/zone.ts';
import {
  bucketAt,
  bucketChoices,
  bucketUnit,
  timelineBars,
  type TimelineActivity
} from '../../../src/lib/views/timeline-bars.ts';

const AMSTERDAM = 'Europe/Amsterdam';

function makeActivity(from: number, counts: readonly number[], binMs = HOUR_MS): TimelineActivity {
  return { binMs, firstBin: from / binMs, counts: Float64Array.from(counts), unit: 'messages' };
}

function ones(hours: number): number[] {
  return Array.from({ length: hours }, () => 1);
}

describe('timelineBars', () => {
  it('gives the day on which clocks go forward 23 hours, and the day on which they go back 25', () => {
    const spring = { from: Date.parse('2020-03-27T23:00Z'), to: Date.parse('2020-03-30T22:00Z') };
    const autumn = { from: Date.parse('2020-10-23T22:00Z'), to: Date.parse('2020-10-26T23:00Z') };
    const inSpring = timelineBars(makeActivity(spring.from, ones(71)), spring, 'day', AMSTERDAM);
    expect([...inSpring.counts]).toEqual([24, 23, 24]);
    expect([...inSpring.known]).toEqual([1, 1, 1]);
    const inAutumn = timelineBars(makeActivity(autumn.from, ones(73)), autumn, 'day', AMSTERDAM);
    expect([...inAutumn.counts]).toEqual([24, 25, 24]);
  });

  it('cuts three and six hours by the clock of the zone, and a night with a switch keeps its hours', () => {
    const span = { from: Date.parse('2020-03-28T23:00Z'), to: Date.parse('2020-03-29T22:00Z') };
    const six = timelineBars(makeActivity(span.from, ones(23)), span, '6h', AMSTERDAM);
    expect([...six.counts]).toEqual([5, 6, 6, 6]);
    expect(iso(six.edges[1])).toBe('2020-03-29T04:00:00.000Z');
    const three = timelineBars(makeActivity(span.from, ones(23)), span, '3h', AMSTERDAM);
    expect([...three.counts]).toEqual([2, 3, 3, 3, 3, 3, 3, 3]);
  });

  it('begins weeks on the local Monday and months on the local first', () => {
    const span = { from: Date.parse('2020-05-30T00:00Z'), to: Date.parse('2020-06-02T00:00Z') };
    const activity = makeActivity(span.from, ones(72));
    expect([...timelineBars(activity, span, 'week', AMSTERDAM).edges].map(iso)).toEqual([
      '2020-05-24T22:00:00.000Z',
      '2020-05-31T22:00:00.000Z',
      '2020-06-07T22:00:00.000Z'
    ]);
    const months = timelineBars(activity, span, 'month', AMSTERDAM);
    expect([...months.counts]).toEqual([46, 26]);
  });

  it('marks a bucket partial where bins are missing inside it or beyond the data, and sums the known ones', () => {
    const from = Date.parse('2020-06-01T00:00Z');
    const counts = [...ones(24), ...ones(6), NaN, NaN, ...ones(4)];
    const bars = timelineBars(makeActivity(from, counts), { from, to: from + 3 * DAY_MS }, 'day', 'UTC');
    expect([...bars.counts]).toEqual([24, 10, NaN]);
    expect([...bars.known]).toEqual([1, 10 / 24, 0]);
    expect(bars.highest).toBe(24);
  });

  it('tells no data from zero', () => {
    const from = Date.parse('2020-06-01T00:00Z');
    const bars = timelineBars(makeActivity(from, [0, NaN]), { from, to: from + 2 * HOUR_MS }, 'hour', 'UTC');
    expect([...bars.counts]).toEqual([0, NaN]);
    expect([...bars.known]).toEqual([1, 0]);
  });

  it('keeps the sum whatever the unit and the zone', () => {
    const zones = fc.constantFrom(
      'UTC',
      AMSTERDAM,
      'Asia/Kolkata',
      'America/St_Johns',
      'Australia/Lord_Howe'
    );
    const units = fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const);
    const counts = fc.array(fc.oneof(fc.nat(50_000), fc.constant(NaN)), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(
        zones,
        units,
        counts,
        fc.integer({ min: 400_000, max: 460_000 }),
        (zone, unit, values, bin) => {
          const activity = makeActivity(bin * HOUR_MS, values);
          const span = { from: bin * HOUR_MS, to: (bin + values.length) * HOUR_MS };
          const bars = timelineBars(activity, span, unit, zone);
          const total = (list: Iterable<number>) => [...list].reduce((sum, n) => sum + (n || 0), 0);
          expect(total(bars.counts)).toBe(total(values));
        }
      ),
      { numRuns: 150 }
    );
  });

  it('does not depend on where the span cuts a bucket', () => {
    const from = Date.parse('2020-06-01T00:00Z');
    const activity = makeActivity(from, ones(96));
    const cut = { from: from + 5 * HOUR_MS, to: from + 30 * HOUR_MS };
    expect([...timelineBars(activity, cut, 'day', 'UTC').counts]).toEqual([24, 24]);
  });

  it('leaves daily counts in their UTC days, whatever the zone on the screen', () => {
    const from = Date.parse('2020-06-01T00:00Z');
    const activity = makeActivity(from, [5, 7, 9], DAY_MS);
    const bars = timelineBars(activity, { from, to: from + 3 * DAY_MS }, 'day', 'America/New_York');
    expect(bars.zone).toBe('UTC');
    expect([...bars.counts]).toEqual([5, 7, 9]);
    expect(bars.edges[0]).toBe(from);
  });

  it('draws whole UTC hours in a zone that is off by half an hour', () => {
    const from = Date.parse('2020-06-01T00:00Z');
    const bars = timelineBars(
      makeActivity(from, [3, 4]),
      { from, to: from + 2 * HOUR_MS },
      'hour',
      'Asia/Kolkata'
    );
    expect([...bars.edges]).toEqual([from, from + HOUR_MS, from + 2 * HOUR_MS]);
    expect([...bars.counts]).toEqual([3, 4]);
  });
});

describe('the unit of the bars', () => {
  const days = (count: number) => ({ from: 0, to: count * DAY_MS });

  it('follows the room: hours for a week, 3 for a month, 6 for two, days for a season, weeks for years', () => {
    expect(bucketUnit(days(7), 1200, HOUR_MS)).toBe('hour');
    expect(bucketUnit(days(30), 1200, HOUR_MS)).toBe('3h');
    expect(bucketUnit(days(60), 1200, HOUR_MS)).toBe('6h');
    expect(bucketUnit(days(98), 1200, HOUR_MS)).toBe('day');
    expect(bucketUnit(days(365 * 4), 1200, HOUR_MS)).toBe('week');
    expect(bucketUnit(days(365 * 20), 1200, HOUR_MS)).toBe('month');
    expect(bucketUnit(days(365 * 200), 1200, HOUR_MS)).toBe('year');
  });

  it('is never finer than the data, and never missing', () => {
    expect(bucketUnit(days(2), 1200, DAY_MS)).toBe('day');
    expect(bucketChoices(days(7), 1200, DAY_MS)).not.toContain('hour');
    expect(bucketChoices(days(365 * 9000), 10, HOUR_MS)).toEqual(['year']);
  });
});

describe('bucketAt', () => {
  it('finds the bucket that holds a time, its start included and its end excluded', () => {
    const from = Date.parse('2020-06-01T00:00Z');
    const bars = timelineBars(makeActivity(from, ones(72)), { from, to: from + 3 * DAY_MS }, 'day', 'UTC');
    expect(bucketAt(bars, from)).toBe(0);
    expect(bucketAt(bars, from + DAY_MS - 1)).toBe(0);
    expect(bucketAt(bars, from + DAY_MS)).toBe(1);
    expect(bucketAt(bars, from + 3 * DAY_MS)).toBe(-1);
    expect(bucketAt(bars, from - 1)).toBe(-1);
  });
});

function iso(time: number): string {
  return new Date(time).toISOString();
}
