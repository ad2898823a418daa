import type { Range } from '../domain/range.ts';
import type { BucketUnit } from '../domain/view.ts';
import { formatRange, type Locale } from '../time/format.ts';
import type { TimelineBars } from './timeline-bars.ts';
import { LEAST_WEEKS, weeksBehind, type UsualRange } from './timeline-usual.ts';
import { countLabel } from './timeline-words.ts';

/** What bars are compared with, by their unit. */
const COMPARED: Readonly<Record<Exclude<BucketUnit, 'month' | 'year'>, string>> = {
  hour: 'the same hour of the week',
  '3h': 'the same hours of the week',
  '6h': 'the same hours of the week',
  day: 'the same weekday',
  week: 'all weeks'
};

export interface UsualWords {
  /** For the legend. */
  readonly short: string;
  /** The exact definition. */
  readonly long: string;
  /** Whether a range is drawn at all. */
  readonly isDrawn: boolean;
}

/** The legend of the usual range, or why there is none. `usual`: null for months and years. */
export function usualWords(
  usual: UsualRange | null,
  unit: BucketUnit,
  baseline: Range,
  zone: string,
  locale?: Locale
): UsualWords {
  if (unit === 'month' || unit === 'year' || usual === null) {
    const short = 'no usual range per month or year';
    return { short, long: `${short}: weekdays differ. Choose shorter bars.`, isDrawn: false };
  }
  const period = `${formatRange(wholeMinutes(baseline), zone, locale)}, ${zone}`;
  if (usual.most < LEAST_WEEKS) {
    const short = `too few weeks to say what is usual (${usual.most} of ${LEAST_WEEKS})`;
    return { short, long: `${short}. The period of comparison is ${period}.`, isDrawn: false };
  }
  const weeks = usual.fewest === usual.most ? `${usual.most}` : `${usual.fewest} to ${usual.most}`;
  return {
    short: `${COMPARED[unit]}: median and middle 80 % of ${weeks} weeks`,
    long:
      `What is usual: the median and the middle 80 % (quantiles 10 % and 90 %) of ${COMPARED[unit]}, ` +
      `in ${weeks} weeks of ${period}. Hours without data are left out, and so are bars that a change of ` +
      `the clocks makes longer or shorter. A description, not a test.`,
    isDrawn: true
  };
}

/** What is usual in one bar: `usually about 82,000 (80 % of 11 weeks: 70,100 to 90,400)`; empty where nothing is told. */
export function usualLabel(
  bars: TimelineBars,
  at: number,
  usual: UsualRange,
  band: { readonly low: Float64Array; readonly middle: Float64Array; readonly high: Float64Array },
  locale?: Locale
): string {
  if (Number.isNaN(band.middle[at])) return '';
  const [low, middle, high] = [band.low[at], band.middle[at], band.high[at]].map((count) =>
    countLabel(count >= 100 ? Math.round(count) : count, locale)
  );
  return `usually about ${middle} (80 % of ${weeksBehind(bars, at, usual)} weeks: ${low} to ${high})`;
}

function wholeMinutes({ from, to }: Range): Range {
  return { from: Math.floor(from / 60_000) * 60_000, to: Math.ceil(to / 60_000) * 60_000 };
}
