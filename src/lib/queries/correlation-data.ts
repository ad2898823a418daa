import type { CaseData, EventList, ViewData } from '../correlate/input.ts';
import type { ActivityCube, Gap, HourCounts, PlaceTable } from '../domain/activity.ts';
import { isActive } from '../domain/filter.ts';
import type { Manifest } from '../domain/case.ts';
import { hasRange, type View } from '../domain/view.ts';
import type { EventTable } from '../views/event-table.ts';
import type { Filtered } from './filtered.ts';

/** The parts of an opened case that the statistics rest on. */
export interface OpenedTables {
  readonly manifest: Manifest;
  readonly places: PlaceTable;
  readonly gaps: readonly Gap[];
  readonly hours: HourCounts | null;
}

/**
 * What the statistics need of an opened case. cube: the full activity under the kinds of traffic of the View; the hours of
 * the whole case are of all kinds, so under such a filter they are not known.
 */
export function correlationData(
  opened: OpenedTables,
  cube: ActivityCube | null,
  events: EventList,
  isByTraffic: boolean
): CaseData {
  const { manifest, places, gaps } = opened;
  const hours = isByTraffic ? null : opened.hours;
  return {
    zone: manifest.zone,
    period: manifest.period,
    analysis: manifest.analysis,
    step: manifest.activity?.step ?? 'hour',
    unit: manifest.activity?.unit ?? 'messages',
    scale: manifest.activity?.scale ?? 1,
    collected: manifest.activity?.collected ?? [],
    gaps,
    places,
    cube,
    hours,
    events
  };
}

/** Which events and places the View keeps: events by the filter and for certain in the selected range. */
export function correlationView(
  view: View,
  events: EventTable,
  filtered: Filtered,
  rest: Pick<ViewData, 'words' | 'analysesRun' | 'seed'>
): ViewData {
  const eventKeep = new Uint8Array(events.count);
  const from = view.from ?? -Infinity;
  const to = view.to ?? Infinity;
  for (let row = 0; row < events.count; row += 1) {
    const inside = !hasRange(view) || (events.start[row] >= from && events.startEnd[row] <= to);
    eventKeep[row] = filtered.masks[row] === 0 && inside ? 1 : 0;
  }
  const isWhole = filtered.keep.every((keep) => keep === 1);
  const isAllTraffic = !isActive(view.filter, 'traffic');
  return { eventKeep, placeKeep: isWhole ? null : filtered.keep, isAllTraffic, ...rest };
}
