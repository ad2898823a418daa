import type { CaseData, EventList, ViewData } from '../correlate/input.ts';
import type { ActivityCube } from '../domain/activity.ts';
import { hasRange, type View } from '../domain/view.ts';
import type { Filtered } from '../queries/filtered.ts';
import { loadHourCube } from '../queries/activity.ts';
import type { EventTable } from '../views/event-table.ts';
import { openFile } from './case-tables.ts';
import { hourColumn, type OpenedCase } from './open-case.ts';

/** What the statistics need of an opened case, with the full activity under the kinds of traffic of the View. */
export function correlationData(opened: OpenedCase, cube: ActivityCube | null, events: EventList): CaseData {
  const { manifest, places, gaps, hours } = opened;
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

/** The full activity of an opened case: by hour where it has hours, else by day; null for a case without. */
export async function fullCube(
  opened: OpenedCase,
  view: View,
  onProgress: (share: number) => void,
  signal: AbortSignal
): Promise<ActivityCube | null> {
  const { activity, engine, files, places, dayCube } = opened;
  if (activity === null) return dayCube;
  const table = await openFile(engine, files, activity, signal);
  const question = {
    file: table.name,
    hour: hourColumn(table),
    places: places.count,
    hasTraffic: table.types.has('traffic'),
    traffic: view.filter.traffic
  };
  return loadHourCube(engine, question, onProgress, signal);
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
  return { eventKeep, placeKeep: isWhole ? null : filtered.keep, ...rest };
}
