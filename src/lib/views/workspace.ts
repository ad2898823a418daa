import { DAY_MS, type PlaceTable } from '../domain/activity.ts';
import type { Manifest } from '../domain/case.ts';
import { TIME_PRECISIONS } from '../domain/event.ts';
import type { Range } from '../domain/range.ts';
import type { EventTable } from './event-table.ts';

/** The period of the case and every dated event. */
export function caseExtent(manifest: Manifest, events: EventTable): Range {
  let { from, to } = manifest.period;
  for (let row = 0; row < events.dated; row++) {
    from = Math.min(from, events.start[row]);
    to = Math.max(to, events.startEnd[row], Number.isNaN(events.end[row]) ? -Infinity : events.end[row]);
  }
  return { from, to };
}

/** The extent of the timeline: that of the case, with a little room. */
export function timelineBounds({ from, to }: Range): Range {
  const room = Math.max(DAY_MS, (to - from) * 0.01);
  return { from: from - room, to: to + room };
}

/**
 * The period that says what is usual: that of the analysis. A case that names none ends it with its first alert whose
 * day is known, as the statistics do (correlate/analysis.ts): after a warning nothing is usual.
 */
export function baselinePeriod({ analysis, period }: Manifest, events: EventTable): Range {
  if (analysis.from !== period.from || analysis.to !== period.to) return analysis;
  const alert = events.kind.values.indexOf('alert');
  const lastExact = TIME_PRECISIONS.indexOf('day');
  for (let row = 0; row < events.dated; row++) {
    const start = events.start[row];
    if (events.kind.codes[row] !== alert || events.precision[row] > lastExact) continue;
    if (start > analysis.from && start < analysis.to) return { from: analysis.from, to: start };
  }
  return analysis;
}

/**
 * What the timeline shows first: the stretch with activity, with the week around it, since a case may have events years
 * before; the whole where there is none.
 */
export function firstSpan(bounds: Range, activity: Range | null): Range {
  if (activity === null) return bounds;
  const room = Math.max(DAY_MS, (activity.to - activity.from) * 0.03);
  return { from: Math.max(bounds.from, activity.from - room), to: Math.min(bounds.to, activity.to + room) };
}

/** Name of a place for people: its own name, or its region, country or point. */
export function placeName(places: PlaceTable, place: number, codeName: (code: string) => string): string {
  const name = places.name[place];
  if (name !== null && name !== '') return name;
  const code = places.region[place] ?? places.country[place];
  return code === null ? `${places.lat[place].toFixed(2)}, ${places.lon[place].toFixed(2)}` : codeName(code);
}

/** Levels with what the filter leaves out hidden: those places are not part of the picture. */
export function hideDropped(levels: Uint8Array, keep: Uint8Array | null): Uint8Array {
  if (keep !== null)
    for (let place = 0; place < levels.length; place++) if (keep[place] !== 1) levels[place] = 0;
  return levels;
}

/** The amounts that the ramp of the map spans: from the twentieth part of the places with the least, to the largest. */
export function rampEnds(counts: Float64Array): { readonly smallest: number; readonly largest: number } {
  const positive = counts.filter((count) => count > 0).sort();
  return {
    smallest: positive[Math.floor(positive.length / 20)] ?? 1,
    largest: positive[positive.length - 1] ?? 1
  };
}

/** Quantity of one measure per event; NaN where an event has none of it. */
export function quantityPerEvent(events: EventTable, measure: number): Float64Array {
  const { quantities } = events;
  const amounts = new Float64Array(events.count).fill(NaN);
  for (let index = 0; index < quantities.row.length; index++) {
    if (quantities.measure[index] === measure) amounts[quantities.row[index]] = quantities.quantity[index];
  }
  return amounts;
}
