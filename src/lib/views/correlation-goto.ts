import { DAY_MS } from '../domain/activity.ts';
import type { ChangePoint } from '../domain/correlation-breaks.ts';
import type { Episode } from '../domain/correlation-surges.ts';
import type { View } from '../domain/view.ts';
import type { EventTable } from './event-table.ts';

/** Close enough to see a place among its neighbours. */
const PLACE_ZOOM = 8;
const ROOM_DAYS = 3;

type Goto = Pick<View, 'span'> & Partial<Pick<View, 'camera' | 'selection'>>;

/** Brings the map and the timeline to an event, with the windows before and after it. row: of the event table. */
export function aroundEvent(events: EventTable, row: number, windowDays: number, view: View): Goto {
  const start = events.start[row];
  const room = (windowDays + ROOM_DAYS) * DAY_MS;
  const span = Number.isNaN(start) ? view.span : minutes(start - room, events.startEnd[row] + room);
  return { span, camera: cameraAt(events.lat[row], events.lon[row], view) };
}

/** Brings the map and the timeline to an episode, and selects its first place. */
export function aroundEpisode(episode: Episode, view: View): Goto {
  const room = 4 * ROOM_DAYS * DAY_MS;
  const [place] = episode.places;
  return {
    span: minutes(Date.parse(episode.from) - room, Date.parse(episode.to) + room),
    camera: cameraAt(episode.lat ?? NaN, episode.lon ?? NaN, view),
    ...(place === undefined ? {} : { selection: `cell:${place}` })
  };
}

/** Brings the timeline to a break, with some weeks on either side. */
export function aroundBreak(point: ChangePoint): Goto {
  return { span: minutes(Date.parse(point.lo) - 14 * DAY_MS, Date.parse(point.hi) + 15 * DAY_MS) };
}

function cameraAt(lat: number, lon: number, view: View): View['camera'] {
  if (Number.isNaN(lat) || Number.isNaN(lon)) return view.camera;
  return { lat, lon, zoom: Math.max(view.camera?.zoom ?? 0, PLACE_ZOOM) };
}

/** The address keeps whole minutes. */
function minutes(from: number, to: number): View['span'] {
  return { from: Math.round(from / 60_000) * 60_000, to: Math.round(to / 60_000) * 60_000 };
}
