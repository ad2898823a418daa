import {
  addLocal,
  firstInstant,
  localStart,
  nextStart,
  startOf,
  toLocal,
  type LocalMs,
  type TimeUnit
} from './calendar.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './zone.ts';

/** So many units of a zone's calendar: `{ unit: 'hour', count: 6 }`. */
export interface Step {
  readonly unit: TimeUnit;
  /** Whole; divides the longer unit (1, 2, 3, 6, 12 hours or months; any number of years). Of days and weeks: 1. */
  readonly count: number;
}

const YEAR_MS = 365.2425 * DAY_MS;
const UNIT_MS: Readonly<Record<TimeUnit, number>> = {
  minute: MINUTE_MS,
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: YEAR_MS / 12,
  year: YEAR_MS
};

/** Usual length of a step in milliseconds: a day of 23 or 25 hours and a month of any length count as the mean. */
export function stepMs(step: Step): number {
  return UNIT_MS[step.unit] * step.count;
}

/**
 * First instant of the step that holds the instant. Steps are counted from the start of the longer unit: minutes and
 * hours from midnight of the zone, months from January, years from year 0. A step
 * whose start is skipped begins when the clock is set; 00 to 03 on the night of a switch has 2 or 4 hours. Throws
 * RangeError for an unknown zone.
 */
export function stepStart(instant: number, { unit, count }: Step, zone: string): number {
  if (count === 1) return startOf(instant, unit, zone);
  return firstInstant(localStepStart(toLocal(instant, zone), { unit, count }), zone);
}

/** First instant of the next step, always after the instant. */
export function stepNext(instant: number, step: Step, zone: string): number {
  const { unit, count } = step;
  if (count === 1) return nextStart(instant, unit, zone);
  const start = stepStart(instant, step, zone);
  const local = localStepStart(toLocal(start, zone), step);
  for (let steps = 1; ; steps++) {
    const next = firstInstant(addLocal(local, unit, steps * count), zone);
    // A switch may skip a whole step.
    if (next > instant) return next;
  }
}

/** The same on the local clock. */
export function localStepStart(local: LocalMs, step: Step): LocalMs {
  const { unit, count } = step;
  if (unit === 'minute' || unit === 'hour') {
    const midnight = localStart(local, 'day');
    return midnight + Math.floor((local - midnight) / stepMs(step)) * stepMs(step);
  }
  const date = new Date(localStart(local, unit));
  if (unit === 'month') return date.setUTCMonth(Math.floor(date.getUTCMonth() / count) * count);
  if (unit === 'year') return date.setUTCFullYear(Math.floor(date.getUTCFullYear() / count) * count);
  return date.getTime();
}
