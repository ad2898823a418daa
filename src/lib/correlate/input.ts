import type { ActivityCube, Gap, HourCounts, PlaceTable } from '../domain/activity.ts';
import type { TimePrecision } from '../domain/event.ts';
import type { Range } from '../domain/range.ts';

/** Events of a case as plain lists of equal length, in order of the event table (by start, undated ones last). */
export interface EventList {
  readonly count: number;
  readonly id: readonly string[];
  readonly title: readonly string[];
  readonly kind: readonly string[];
  /** Epoch milliseconds; NaN where no date is known. The start lies in [start, startEnd). */
  readonly start: Float64Array;
  readonly startEnd: Float64Array;
  readonly precision: readonly TimePrecision[];
  /** 1: the date is the one it was reported on. */
  readonly reported: Uint8Array;
  /** Degrees; NaN where no point is known. */
  readonly lat: Float64Array;
  readonly lon: Float64Array;
  readonly place: readonly (string | null)[];
  readonly country: readonly (string | null)[];
  readonly region: readonly (string | null)[];
  readonly operation: readonly (string | null)[];
}

/** What the statistics need of a case; the same for every View but for kinds of traffic, which change the cube. */
export interface CaseData {
  /** IANA zone of the case. */
  readonly zone: string;
  /** Period of the case and of its analysis; where both are the same, the analysis ends at the first alert. */
  readonly period: Range;
  readonly analysis: Range;
  readonly step: 'hour' | 'day' | 'irregular';
  readonly unit: string;
  readonly scale: number;
  readonly collected: readonly Range[];
  readonly gaps: readonly Gap[];
  readonly places: PlaceTable;
  /** The full activity: by hour, or by day where the case has no hours. null: a case without activity. */
  readonly cube: ActivityCube | null;
  /** Messages and devices of the whole case; null where not known. */
  readonly hours: HourCounts | null;
  readonly events: EventList;
}

/** What the View leaves of it. */
export interface ViewData {
  /** Per event 1 where it passes the filter and lies for certain in the selected range, else 0. */
  readonly eventKeep: Uint8Array;
  /** Per place 1 kept, 0 not; null: all. */
  readonly placeKeep: Uint8Array | null;
  /** Whether every kind of traffic counts; where not, nothing is known of devices. */
  readonly isAllTraffic: boolean;
  /** Filters and range in plain words; empty: everything. */
  readonly words: readonly string[];
  /** Analyses run in this case so far, this one included. */
  readonly analysesRun: number;
  readonly seed: number;
}

/** How a run tells how far it is, and is stopped. */
export interface RunControl {
  /** Called between steps with the share done, 0 to 1. Rejects (with an AbortError) where the run is to stop. */
  readonly pause: (share: number) => Promise<void>;
  /** Called inside a long step, where nothing can be awaited. May throw to stop. */
  readonly progress: (share: number) => void;
}

/** Never stops, tells nobody. */
export const UNWATCHED: RunControl = { pause: () => Promise.resolve(), progress: () => undefined };
