import type { PlaceTable } from '../domain/activity.ts';
import type { CountryBadge, MapEvents } from './map-events.ts';
import type { OutlinesByCode } from './map-geometry.ts';
import type { RampName } from './palette.ts';

/** Activity as the map draws it. Give a new object when the levels change, the same places and outlines as before. */
export interface MapCells {
  readonly places: PlaceTable;
  /** By region or country code, for places without an H3 index. */
  readonly outlines: OutlinesByCode;
  /** 0 nothing, 1..253 the ramp, 254 too little, 255 no data; one per place (palette.ts). */
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
  /** Shift was held: what is picked is added to what is kept. */
  readonly isAdding: boolean;
}

/** One line of the text summary of the map. */
export interface PlaceSummary {
  readonly key: string | number;
  readonly name: string;
  /** Formatted, with its unit. */
  readonly amount: string;
}
