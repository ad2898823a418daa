import type { Range } from '../domain/range.ts';
import { formatInstant } from '../time/format.ts';
import type { ActivitySeries } from './activity-series.ts';
import type { Amount } from './tally.ts';
import { timelineBars } from './timeline-bars.ts';

/** The start of the day with the most activity in the range, by the calendar of the zone; null where there is none. */
export function peakDay(series: ActivitySeries, range: Range | null, zone: string): number | null {
  const { binMs, firstBin, counts } = series;
  const whole = { from: firstBin * binMs, to: (firstBin + counts.length) * binMs };
  const span =
    range === null ? whole : { from: Math.max(range.from, whole.from), to: Math.min(range.to, whole.to) };
  if (!(span.from < span.to)) return null;
  const first = Math.max(0, Math.ceil(span.from / binMs) - firstBin);
  const end = Math.ceil(span.to / binMs) - firstBin;
  // Only what is in the range counts, also of a day that reaches out of it.
  const inside = { ...series, unit: '', firstBin: firstBin + first, counts: counts.subarray(first, end) };
  const bars = timelineBars(inside, span, 'day', zone);
  let peak = -1;
  bars.counts.forEach((count, index) => {
    if (count > (peak < 0 ? 0 : bars.counts[peak])) peak = index;
  });
  return peak < 0 ? null : Math.max(bars.edges[peak], span.from);
}

/** What a change of the View came to, for those who do not see it: `312 events, peak 14 Jun 2020, ...`. */
export function announcement(
  events: Amount,
  peak: number | null,
  scope: string,
  shown: { readonly zone: string; readonly locale: string }
): string {
  const format = new Intl.NumberFormat(shown.locale);
  const count =
    events.certain === events.possible
      ? format.format(events.certain)
      : `${format.format(events.certain)} to ${format.format(events.possible)}`;
  const top = peak === null ? '' : `, peak ${formatInstant(peak, 'day', shown.zone, shown.locale)}`;
  return `${count} ${events.possible === 1 ? 'event' : 'events'}${top}, ${scope}`;
}
