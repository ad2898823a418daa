import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/lib/time/zone.ts';
import { timelineBars, type TimelineActivity } from '../../../src/lib/views/timeline-bars.ts';
import { laneTip, type TipSource } from '../../../src/lib/views/timeline-tip.ts';
import {
  barsTitle,
  MOST_TABLE_ROWS,
  readoutAt,
  tableRows,
  timelineSummary
} from '../../../src/lib/views/timeline-words.ts';

const FROM = Date.UTC(2020, 5, 1);
const LOCALE = 'en-GB';

function makeActivity(counts: readonly number[], binMs = HOUR_MS): TimelineActivity {
  return { binMs, firstBin: FROM / binMs, counts: Float64Array.from(counts), unit: 'messages' };
}
// A full day, a day with half of its hours, a day without data.
const activity = makeActivity([...Array(24).fill(50), ...Array(12).fill(10), ...Array(36).fill(NaN)]);
const span = { from: FROM, to: FROM + 3 * DAY_MS };
const bars = timelineBars(activity, span, 'day', 'UTC');
const gaps = [{ from: FROM + 1.5 * DAY_MS, to: FROM + 3 * DAY_MS, reason: 'outage' }];

describe('the words of the timeline', () => {
  it('say what is counted per bucket, and when days are UTC days on a screen in another zone', () => {
    expect(barsTitle(activity, bars, 'UTC')).toBe('messages per day');
    const daily = makeActivity([1, 2], DAY_MS);
    const shown = timelineBars(daily, span, 'day', 'Asia/Tokyo');
    expect(barsTitle(daily, shown, 'Asia/Tokyo')).toBe('messages per day (UTC)');
  });

  it('put partial and missing buckets in the table as such, never as zero', () => {
    const { rows, left } = tableRows(bars, gaps, () => '', 'UTC', LOCALE);
    expect(left).toBe(0);
    expect(rows.map(({ label, count, note }) => [label, count, note])).toEqual([
      ['1 Jun 2020', '1,200', ''],
      ['2 Jun 2020', '120', '50 % covered: outage'],
      ['3 Jun 2020', 'no data', 'no data: outage']
    ]);
  });

  it('limit the table and say how much is left', () => {
    const long = makeActivity(Array(MOST_TABLE_ROWS + 5).fill(1));
    const hourly = timelineBars(
      long,
      { from: FROM, to: FROM + (MOST_TABLE_ROWS + 5) * HOUR_MS },
      'hour',
      'UTC'
    );
    const table = tableRows(hourly, [], () => '', 'UTC', LOCALE);
    expect([table.rows.length, table.left]).toEqual([MOST_TABLE_ROWS, 5]);
  });

  it('sum the picture up', () => {
    const text = timelineSummary(activity, bars, 312, span, 'UTC', LOCALE);
    expect(text).toContain('messages per day');
    expect(text).toContain('Peak 1,200 on 1 Jun 2020.');
    expect(text).toContain('1 of 3 bars without data.');
    expect(text).toContain('312 events.');
    expect(timelineSummary(null, null, 1, span, 'UTC', LOCALE)).toMatch(
      /^No activity in this case.*1 event\.$/
    );
  });

  it('read the bucket under the pointer, with what is missing from it', () => {
    const at = (days: number) =>
      readoutAt(FROM + days * DAY_MS, activity, bars, gaps, (index) => `usual of ${index}`, 'UTC', LOCALE);
    expect(at(0.5)).toEqual({ when: '1 Jun 2020', activity: '1,200 messages', usual: 'usual of 0' });
    expect(at(1.2).activity).toBe('120 messages (50 % covered: outage)');
    expect(at(2.2)).toMatchObject({ activity: 'no data: outage', usual: '' });
    expect(readoutAt(FROM + HOUR_MS, null, null, [], () => '', 'Europe/Amsterdam', LOCALE)).toEqual({
      when: '1 Jun 2020, 03:00',
      activity: '',
      usual: ''
    });
  });

  it('name hours in the zone of the reader', () => {
    const hourly = timelineBars(activity, { from: FROM, to: FROM + DAY_MS }, 'hour', 'Europe/Amsterdam');
    expect(readoutAt(FROM, activity, hourly, [], () => '', 'Europe/Amsterdam', LOCALE).when).toBe(
      '1 Jun 2020, 02:00'
    );
  });
});

describe('the tooltip of the lanes', () => {
  const source: TipSource = {
    events: {
      count: 2,
      start: Float64Array.of(FROM, FROM),
      startEnd: Float64Array.of(FROM + 30 * DAY_MS, FROM + DAY_MS),
      end: Float64Array.of(NaN, NaN),
      precision: Uint8Array.of(3, 2),
      kind: { values: ['raid'], codes: Int32Array.of(0, 1) }
    },
    states: Uint8Array.of(1, 2),
    rows: [{ label: 'raid', lanes: [0], gathers: null, isFolded: false }],
    nameOf: (row) => (row === 0 ? 'Raid in Rotterdam' : ''),
    zones: { case: 'UTC', shown: 'America/New_York' },
    locale: LOCALE
  };

  it('tells how exactly an event is dated, in the calendar its date was written in', () => {
    expect(laneTip({ on: 'event', row: 0 }, source)).toEqual([
      'Raid in Rotterdam',
      'raid, June 2020 (known to the month)'
    ]);
    expect(laneTip({ on: 'event', row: 1 }, source)).toEqual([
      'no kind, 1 Jun 2020, may not match the filters'
    ]);
  });

  it('tells certain from possible and from vaguely dated', () => {
    const column = { on: 'column', lane: 0, certain: 1, possible: 3, vague: 2 } as const;
    expect(laneTip(column, source)).toEqual([
      'raid: 1 event, 3 more may match the filters',
      '2 events known to the month or year only'
    ]);
    expect(laneTip({ on: 'band', lane: 0, row: 0, count: 4 }, source)).toEqual([
      'raid: 4 events known only to lie in June 2020'
    ]);
    expect(laneTip({ on: 'overflow', lane: 0, count: 2 }, source)[0]).toContain('2 more');
  });
});
