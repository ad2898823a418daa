import { formatInstant, formatRange, zoneLabel, type Locale } from '../time/format.ts';
import { startOf } from '../time/calendar.ts';
import type { Range } from '../domain/range.ts';
import { bucketWords, type BucketUnit } from '../domain/view.ts';
import { bucketAt, type TimelineActivity, type TimelineBars } from './timeline-bars.ts';
import type { TimelineGap } from './timeline-gaps.ts';

/** `messages per day`; for daily counts in another zone the days are UTC days, which is said. */
export function barsTitle(activity: TimelineActivity, bars: TimelineBars, zone: string): string {
  const note = bars.unit !== 'hour' && bars.zone !== zone ? ' (UTC)' : '';
  return `${activity.unit} per ${bucketWords(bars.unit)}${note}`;
}

/** A bucket in words, without the zone: an hour as `12 Jun 2020, 14:00`, the others as their days, month or year. */
export function bucketLabel(
  from: number,
  to: number,
  unit: BucketUnit,
  zone: string,
  locale?: Locale
): string {
  if (unit === 'hour') return formatInstant(from, 'hour', zone, locale);
  return formatRange({ from, to }, zone, locale);
}

/** A whole count as the reader's language writes it; `no data` for NaN. */
export function countLabel(count: number, locale?: Locale): string {
  return Number.isNaN(count) ? 'no data' : numberFormat(locale).format(count);
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, notation: 'standard' | 'compact' = 'standard'): Intl.NumberFormat {
  const key = `${locale ?? ''}|${notation}`;
  let known = numberFormats.get(key);
  if (known === undefined) {
    known = new Intl.NumberFormat(locale, {
      notation,
      maximumFractionDigits: notation === 'compact' ? 1 : 2
    });
    numberFormats.set(key, known);
  }
  return known;
}

/** Label of the y axis: 1.2M, 500K in English. */
export function axisCount(count: number, locale?: Locale): string {
  return numberFormat(locale, 'compact').format(count);
}

/** One bucket of the data table. */
export interface TimelineTableRow {
  /** Start of the bucket, the key of the row. */
  readonly from: number;
  readonly label: string;
  readonly count: string;
  /** What is usual there, or empty. */
  readonly usual: string;
  /** `partial: 12 of 24 hours`-like note, the reason of a gap, or empty. */
  readonly note: string;
}

export const MOST_TABLE_ROWS = 400;

/** The buckets as rows, at most MOST_TABLE_ROWS from the start of the span; `left` is how many more there are. */
export function tableRows(
  bars: TimelineBars,
  stretches: readonly TimelineGap[],
  usualOf: (index: number) => string,
  zone: string,
  locale?: Locale
): { readonly rows: readonly TimelineTableRow[]; readonly left: number } {
  const shown = bucketZoneShown(bars, zone);
  const size = Math.min(bars.counts.length, MOST_TABLE_ROWS);
  const rows: TimelineTableRow[] = [];
  for (let index = 0; index < size; index++) {
    const [from, to] = [bars.edges[index], bars.edges[index + 1]];
    rows.push({
      from,
      label: bucketLabel(from, to, bars.unit, shown, locale),
      count: countLabel(bars.counts[index], locale),
      usual: usualOf(index),
      note: bucketNote(bars, index, stretches)
    });
  }
  return { rows, left: bars.counts.length - size };
}

/** The zone that a bucket is named in: hours in the reader's zone, longer ones in the zone of their calendar. */
export function bucketZoneShown(bars: TimelineBars, zone: string): string {
  return bars.unit === 'hour' ? zone : bars.zone;
}

/** What is missing from a bucket: nothing (empty), a part, or all of it, with the reasons of the stretches in it. */
export function bucketNote(bars: TimelineBars, index: number, stretches: readonly TimelineGap[]): string {
  const known = bars.known[index];
  if (known === 1) return '';
  const [from, to] = [bars.edges[index], bars.edges[index + 1]];
  const reasons = new Set<string>();
  for (const stretch of stretches) if (stretch.from < to && stretch.to > from) reasons.add(stretch.reason);
  const why = reasons.size === 0 ? '' : `: ${[...reasons].join('; ')}`;
  if (known === 0) return `no data${why}`;
  // Never 100 %: something is missing.
  return `${Math.min(99, Math.max(1, Math.round(known * 100)))} % covered${why}`;
}

/** The picture in sentences, for those who do not see it. `shownEvents`: null where no lanes are drawn. */
export function timelineSummary(
  activity: TimelineActivity | null,
  bars: TimelineBars | null,
  shownEvents: number | null,
  span: Range,
  zone: string,
  locale?: Locale
): string {
  const when = `${formatRange(minutes(span), zone, locale)}, times in ${zoneLabel(zone, span)}`;
  const events =
    shownEvents === null
      ? 'The lanes of events are hidden.'
      : `${countLabel(shownEvents, locale)} ${shownEvents === 1 ? 'event' : 'events'}.`;
  if (activity === null || bars === null) return `No activity in this case. From ${when}. ${events}`;
  const title = barsTitle(activity, bars, zone);
  let peak = -1;
  let empty = 0;
  bars.counts.forEach((count, index) => {
    if (Number.isNaN(count)) empty++;
    else if (peak < 0 || count > bars.counts[peak]) peak = index;
  });
  if (peak < 0) return `Activity, ${title}, ${when}: no data. ${events}`;
  const label = bucketLabel(
    bars.edges[peak],
    bars.edges[peak + 1],
    bars.unit,
    bucketZoneShown(bars, zone),
    locale
  );
  const gaps = empty === 0 ? '' : ` ${empty} of ${bars.counts.length} bars without data.`;
  return `Activity, ${title}, ${when}. Peak ${countLabel(bars.counts[peak], locale)} on ${label}.${gaps} ${events}`;
}

/** The range at whole minutes, as it is written. */
function minutes(range: Range): Range {
  return { from: startOf(range.from, 'minute', 'UTC'), to: startOf(range.to, 'minute', 'UTC') };
}

/** What the crosshair says about the activity under it. */
export interface Readout {
  /** The bucket, or the minute where there are no bars. */
  readonly when: string;
  /** `1,204 messages`, `no data: outage`, or empty where the case has no activity. */
  readonly activity: string;
  /** What is usual there, or empty. */
  readonly usual: string;
}

export function readoutAt(
  time: number,
  activity: TimelineActivity | null,
  bars: TimelineBars | null,
  stretches: readonly TimelineGap[],
  usualOf: (index: number) => string,
  zone: string,
  locale?: Locale
): Readout {
  const index = bars === null ? -1 : bucketAt(bars, time);
  if (bars === null || activity === null || index < 0) {
    return { when: formatInstant(time, 'minute', zone, locale), activity: '', usual: '' };
  }
  const when = bucketLabel(
    bars.edges[index],
    bars.edges[index + 1],
    bars.unit,
    bucketZoneShown(bars, zone),
    locale
  );
  const note = bucketNote(bars, index, stretches);
  if (Number.isNaN(bars.counts[index])) return { when, activity: note, usual: '' };
  const count = `${countLabel(bars.counts[index], locale)} ${activity.unit}`;
  return { when, activity: note === '' ? count : `${count} (${note})`, usual: usualOf(index) };
}
