import { expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/lib/domain/activity.ts';
import { announcement, peakDay } from '../../../src/lib/views/announcement.ts';

const first = Date.UTC(2020, 5, 12) / HOUR_MS;
/** Three days of one message an hour, but for a hundred in the last hour of the second one, UTC; one hour without data. */
const counts = Float64Array.from({ length: 72 }, (_, hour) => (hour === 47 ? 100 : hour === 5 ? NaN : 1));
const series = { binMs: HOUR_MS, firstBin: first, counts };

test('the peak is the day of the zone with the most activity in the range', () => {
  expect(peakDay(series, null, 'UTC')).toBe(Date.UTC(2020, 5, 13));
  // 23:00 UTC on the 13th is the 14th in Amsterdam.
  expect(peakDay(series, null, 'Europe/Amsterdam')).toBe(Date.UTC(2020, 5, 13, 22));
  const before = { from: -Infinity, to: Date.UTC(2020, 5, 13, 23) };
  expect(peakDay(series, before, 'UTC')).toBe(Date.UTC(2020, 5, 12));
  expect(peakDay(series, { from: 0, to: 1 }, 'UTC')).toBeNull();
  expect(peakDay({ ...series, counts: new Float64Array(72) }, null, 'UTC')).toBeNull();
});

test('a change is told in a sentence', () => {
  const shown = { zone: 'UTC', locale: 'en-GB' };
  expect(announcement({ certain: 312, possible: 312 }, Date.UTC(2020, 5, 14), 'whole case', shown)).toBe(
    '312 events, peak 14 Jun 2020, whole case'
  );
  expect(announcement({ certain: 14, possible: 17 }, null, 'June', shown)).toBe('14 to 17 events, June');
  expect(announcement({ certain: 1, possible: 1 }, null, 'June', shown)).toBe('1 event, June');
});
