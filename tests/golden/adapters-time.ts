import { firstInstant, toLocal } from '../../src/lib/time/calendar.ts';
import { hoursOfWeek, weekPosition } from '../../src/lib/time/week.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, offsetAt } from '../../src/lib/time/zone.ts';
import type { Answers } from './input.ts';

export const timeAnswers: Answers = {
  hourOfWeek: (input) => {
    const zone = input.text('tz');
    const instant = input.number('epochMs');
    const { hourOfWeek, dayOfWeek, hour } = weekPosition(instant, zone);
    return {
      hourOfWeek,
      dow: dayOfWeek,
      hour,
      localDate: new Date(toLocal(instant, zone)).toISOString().slice(0, 10),
      offsetMinutes: offsetAt(instant, zone) / MINUTE_MS
    };
  },
  localDay: (input) => {
    const zone = input.text('tz');
    const midnight = Date.parse(`${input.text('localDate')}T00:00:00Z`);
    const start = firstInstant(midnight, zone);
    return { startEpochMs: start, hours: (firstInstant(midnight + DAY_MS, zone) - start) / HOUR_MS };
  },
  hourOfWeekSeries: (input) => ({
    how: Array.from(hoursOfWeek(input.number('startEpochMs'), input.number('n'), input.text('tz')))
  })
};
