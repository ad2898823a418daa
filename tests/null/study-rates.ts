import { eventStudy } from '../../src/lib/stats/event-study.ts';
import type { Random } from '../../src/lib/stats/random.ts';
import { autoregressive, pick, randomOf, share } from './simulate.ts';

const DAYS = 100;
export const STUDY_HOURS = DAYS * 24;
const EDGE = 48;
const SAME_DAY = { from: 0, to: 23 };

/** Residuals whose hours and days resemble their neighbours. */
export function residuals(random: Random): Float64Array {
  const hours = autoregressive(STUDY_HOURS, 0.8, 1, random);
  const days = autoregressive(DAYS, 0.6, 0.6, random);
  return hours.map((value, i) => value + days[Math.floor(i / 24)]);
}

export function scattered(count: number, random: Random): readonly number[] {
  return Array.from({ length: count }, () => pick(EDGE, STUDY_HOURS - EDGE, random));
}

/** Waves of four events within 30 hours. */
export function clustered(count: number, random: Random): readonly number[] {
  return Array.from({ length: count / 4 }, () => pick(EDGE, STUDY_HOURS - EDGE - 30, random)).flatMap(
    (start) => Array.from({ length: 4 }, () => start + pick(0, 31, random))
  );
}

export interface StudySetting {
  readonly runs: number;
  readonly seed: number;
  readonly events: number;
  readonly place: (count: number, random: Random) => readonly number[];
}

/** p of the window on the day of the events (section 3). */
export function sameDayP(r: Float64Array, events: readonly number[]): number {
  const { windows } = eventStudy({
    series: [{ r, events }],
    lagsBefore: 48,
    lagsAfter: 48,
    windows: [SAME_DAY]
  });
  return windows[0].p ?? 1;
}

/** Share of series without effect for which that window is called unusual. */
export function studyRate({ runs, seed, events, place }: StudySetting): number {
  const random = randomOf(seed);
  return share(runs, () => sameDayP(residuals(random), place(events, random)) <= 0.05);
}

/** For contrast: the dates dealt out one by one, as if events did not come in waves. */
export function dealtRate({ runs, seed, events, place }: StudySetting): number {
  const random = randomOf(seed);
  const deals = 199;
  return share(runs, () => {
    const r = residuals(random);
    const centre = r.reduce((sum, value) => sum + value, 0) / r.length;
    const departure = (dates: readonly number[]) => {
      let sum = 0;
      for (const date of dates) for (let hour = date; hour < date + 24; hour += 1) sum += r[hour];
      return Math.abs(sum / (24 * dates.length) - centre);
    };
    const observed = departure(place(events, random));
    let exceed = 0;
    for (let deal = 0; deal < deals; deal += 1) {
      if (departure(scattered(events, random)) >= observed) exceed += 1;
    }
    return (1 + exceed) / (1 + deals) <= 0.05;
  });
}
