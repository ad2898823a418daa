import { clampRange, type Range } from '../domain/range.ts';
import type { BucketUnit } from '../domain/view.ts';
import { hourOfWeekProfile } from '../stats/hour-profile.ts';
import { stepMs } from '../time/steps.ts';
import { hourOfWeek } from '../time/week.ts';
import { BUCKET_STEPS, timelineBars, type TimelineActivity, type TimelineBars } from './timeline-bars.ts';

/** With fewer comparable buckets nothing is called usual. */
export const LEAST_WEEKS = 4;

/**
 * What the buckets of a unit usually hold. A description of the period of comparison, not a test: a count outside it
 * is unusual, and nothing is said about why, or how often chance alone gives such a count.
 */
export interface UsualRange {
  readonly unit: BucketUnit;
  /** Zone by whose clock hours of the week are told apart. */
  readonly zone: string;
  /** By slot: the hour of the local week (168, Monday 00 first) in which the bucket begins; of weeks one slot, 0. */
  readonly low: Float64Array;
  readonly middle: Float64Array;
  readonly high: Float64Array;
  /** Comparable buckets of each slot; below LEAST_WEEKS the three above are NaN. */
  readonly weeks: Uint16Array;
  /** Fewest and most comparable buckets of a slot that has any; 0 where none has. */
  readonly fewest: number;
  readonly most: number;
}

/** The usual range of each bar, for drawing; NaN where nothing is to be drawn. As long as `bars.counts`. */
export interface UsualBand {
  readonly low: Float64Array;
  readonly middle: Float64Array;
  readonly high: Float64Array;
}

/**
 * The usual range at the unit of the bars: for hours the same hour of the local week, for 3 and 6 hours the same hours
 * of the same weekday, for days the same weekday, for weeks all weeks. `middle` is the median, `low` and `high` the
 * quantiles 10 % and 90 % (type 7), over the buckets that lie wholly in `baseline`. Left out: buckets with an hour
 * that was not collected, and those that a switch of the clocks makes longer or shorter than the others. Null for
 * months and years, whose weekdays differ. A growing or falling level widens the range: no trend is taken out. Source:
 * specification 1a, stats/hour-profile.ts. Throws RangeError for an unknown zone. Example:
 * `usualRange(activity, 'hour', 'Europe/Amsterdam', manifest.analysis)`.
 */
export function usualRange(
  activity: TimelineActivity,
  unit: BucketUnit,
  zone: string,
  baseline: Range
): UsualRange | null {
  if (unit === 'month' || unit === 'year') return null;
  const { binMs, firstBin, counts } = activity;
  const bins = { from: firstBin * binMs, to: (firstBin + counts.length) * binMs };
  const period = clampRange(bins, baseline);
  const bars = period === null ? null : timelineBars(activity, period, unit, zone);
  // Hours are UTC hours, told apart by the clock on the screen; the rest by the calendar that cuts them.
  const clock = unit === 'hour' ? zone : (bars?.zone ?? zone);
  const comparable = bars?.counts.map((count, at) => (isIn(bars, at, baseline) ? count : NaN)) ?? [];
  const slots = bars?.counts.map((_, at) => slotOf(bars, at, clock)) ?? [];
  const profile = hourOfWeekProfile(comparable, slots, LEAST_WEEKS);
  const weeks = Uint16Array.from(profile, (slot) => slot.n);
  const used = weeks.filter((count) => count > 0);
  return {
    unit,
    zone: clock,
    low: Float64Array.from(profile, (slot) => slot.q10 ?? NaN),
    middle: Float64Array.from(profile, (slot) => slot.median ?? NaN),
    high: Float64Array.from(profile, (slot) => slot.q90 ?? NaN),
    weeks,
    fewest: used.length === 0 ? 0 : Math.min(...used),
    most: Math.max(0, ...used)
  };
}

/** The usual range behind the bars. Bars that are not comparable (see usualRange) have none. */
export function usualBand(bars: TimelineBars, usual: UsualRange): UsualBand {
  const size = bars.counts.length;
  const band = {
    low: new Float64Array(size).fill(NaN),
    middle: new Float64Array(size).fill(NaN),
    high: new Float64Array(size).fill(NaN)
  };
  for (let at = 0; at < size; at++) {
    if (!isComparable(bars, at)) continue;
    const slot = slotOf(bars, at, usual.zone);
    band.low[at] = usual.low[slot];
    band.middle[at] = usual.middle[slot];
    band.high[at] = usual.high[slot];
  }
  return band;
}

/** Comparable buckets behind the usual range of a bar. */
export function weeksBehind(bars: TimelineBars, at: number, usual: UsualRange): number {
  return usual.weeks[slotOf(bars, at, usual.zone)];
}

function slotOf(bars: TimelineBars, at: number, zone: string): number {
  return bars.unit === 'week' ? 0 : hourOfWeek(bars.edges[at], zone);
}

function isIn(bars: TimelineBars, at: number, baseline: Range): boolean {
  return isComparable(bars, at) && bars.edges[at] >= baseline.from && bars.edges[at + 1] <= baseline.to;
}

function isComparable({ edges, known, unit }: TimelineBars, at: number): boolean {
  return known[at] === 1 && edges[at + 1] - edges[at] === stepMs(BUCKET_STEPS[unit]);
}
