import type { PlaceTable } from '../domain/activity.ts';
import type { CountryBadge, MapEvents } from './map-events.ts';
import type { Outline } from './map-geometry.ts';
import type { RampName } from './palette.ts';

/** Degrees; west may be greater than east where the box spans the antimeridian. */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Activity as the map draws it. Give a new object when the levels change, the same places and outlines as before. */
export interface MapCells {
  readonly places: PlaceTable;
  /** By region or country code, for places without an H3 index. */
  readonly outlines: ReadonlyMap<string, Outline>;
  /** 0 nothing, 1..254 the ramp, 255 no data; one per place (map-cells.ts). */
  readonly levels: Uint8Array;
  readonly ramp: RampName;
}

/** Events as the map draws them. Give a new object when states change, the same `located` as before. */
export interface MapEventSet {
  readonly located: MapEvents;
  /** HIDDEN, CERTAIN or POSSIBLE per row of the event table (tally.ts). */
  readonly states: Uint8Array;
  /** Symbol radius in px per row of the event table where symbols stand for a quantity; null: all alike. */
  readonly radii: Float32Array | null;
  readonly badges: readonly CountryBadge[];
}

/** What is selected; rows of the place table and of the event table. */
export interface MapSelection {
  readonly place: number | null;
  readonly events: readonly number[];
}

/** A click on the map away from events. */
export interface PlacePick {
  /** Row of the place table, or null where no place lies. */
  readonly place: number | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly lon: number;
  readonly lat: number;
}

/** One line of the text summary of the map. */
export interface PlaceSummary {
  readonly key: string | number;
  readonly name: string;
  /** Formatted, with its unit. */
  readonly amount: string;
}

/** Box around the given points; null where there is none. Missing values (NaN) are passed over. */
export function boundsOf(lon: ArrayLike<number>, lat: ArrayLike<number>): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < lon.length; index++) {
    const x = lon[index] as number;
    const y = lat[index] as number;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return west <= east ? { west, south, east, north } : null;
}
