import { TIME_PRECISIONS } from '../domain/event.ts';
import { formatInstant, formatStart, type Locale } from '../time/format.ts';
import type { TimelineEvents } from './timeline-events.ts';
import { POSSIBLE } from './tally.ts';
import type { LaneRow } from './timeline-lane-rows.ts';
import type { LaneHit } from './timeline-lanes.ts';
import { countLabel } from './timeline-words.ts';

/** What is needed to put an event of a lane in words. */
export interface TipSource {
  readonly events: TimelineEvents;
  readonly states: Uint8Array;
  readonly rows: readonly LaneRow[];
  /** Title of an event, by its row; empty where it is not known (yet). */
  readonly nameOf: (row: number) => string;
  readonly zones: { readonly case: string; readonly shown: string };
  readonly locale: Locale;
}

/** The lines of a tooltip for what the pointer is on in the lanes. */
export function laneTip(hit: LaneHit, source: TipSource): readonly string[] {
  if (hit.on === 'event') return eventTip(hit.row, source);
  const { label } = source.rows[hit.lane];
  if (hit.on === 'overflow')
    return [`${label}: ${countLabel(hit.count, source.locale)} more here, zoom in to see them`];
  if (hit.on === 'band') {
    const when = startLabel(hit.row, source);
    return [`${label}: ${eventCount(hit.count, source.locale)} known only to lie in ${when}`];
  }
  const possible =
    hit.possible === 0 ? '' : `, ${countLabel(hit.possible, source.locale)} more may match the filters`;
  const lines = [`${label}: ${eventCount(hit.certain, source.locale)}${possible}`];
  if (hit.vague > 0) lines.push(`${eventCount(hit.vague, source.locale)} known to the month or year only`);
  return lines;
}

function eventCount(count: number, locale: Locale): string {
  return `${countLabel(count, locale)} ${count === 1 ? 'event' : 'events'}`;
}

function eventTip(row: number, { events, states, nameOf, zones, locale }: TipSource): readonly string[] {
  const precision = TIME_PRECISIONS[events.precision[row]] ?? 'year';
  const start = startLabel(row, { events, zones, locale });
  const until = Number.isNaN(events.end[row])
    ? ''
    : ` to ${formatInstant(events.end[row], 'minute', zones.shown, locale)}`;
  const vague = precision === 'month' || precision === 'year' ? ` (known to the ${precision})` : '';
  const kind = events.kind.values[events.kind.codes[row]] ?? 'no kind';
  const doubt = states[row] === POSSIBLE ? ', may not match the filters' : '';
  const name = nameOf(row);
  return [...(name === '' ? [] : [name]), `${kind}, ${start}${until}${vague}${doubt}`];
}

/** When an event began, as exactly as it is known. */
export function startLabel(
  row: number,
  { events, zones, locale }: Pick<TipSource, 'events' | 'zones' | 'locale'>
): string {
  return formatStart(events.start[row], TIME_PRECISIONS[events.precision[row]] ?? 'year', zones, locale);
}
