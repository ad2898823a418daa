/** Where activity is looked at, seen from an event. */
export const RINGS = ['region', 'cell', 'neighbours', 'rest-of-region', 'elsewhere'] as const;
/**
 * `region`: the whole region of the event. `cell`: the place that holds it. `neighbours`: the places that touch that
 * one. `rest-of-region`: the others of the region. `elsewhere`: all other regions together.
 */
export type Ring = (typeof RINGS)[number];

export interface StudyWindow {
  /** Lags in hours (days in a daily case), both included. */
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** Mean standardised residual, and what moving the dates through the calendar gives on average. */
  readonly stat: number | null;
  readonly nullMean: number | null;
  readonly nullSd: number | null;
  readonly exceed: number | null;
  readonly nShifts: number;
  /** Null with fewer than 5 events: drawn, not tested. */
  readonly p: number | null;
  /** Bonferroni over the windows. */
  readonly pAdj: number | null;
  /** Benjamini and Hochberg over the kinds (or rings) of the same table. */
  readonly q: number | null;
  /** Observed over expected messages. */
  readonly ratio: number | null;
  /** Least and greatest stat as each event is left out. */
  readonly leaveOneOut: { readonly least: number; readonly greatest: number } | null;
}

/** Superposed epochs of one set of events in one ring. Lists by lag. */
export interface EventStudy {
  /** Kind of the events; `all` for all kinds together. */
  readonly kind: string;
  readonly ring: Ring;
  readonly nEvents: number;
  /** Ids of events too near the ends of the period. */
  readonly excludedEdge: readonly string[];
  readonly lags: readonly number[];
  readonly composite: readonly (number | null)[];
  /** Pointwise band over the shifts: not a test, some lags leave it by chance. */
  readonly bandLo: readonly (number | null)[];
  readonly bandHi: readonly (number | null)[];
  /** t interval over events taken as independent: descriptive. */
  readonly ciLo: readonly (number | null)[];
  readonly ciHi: readonly (number | null)[];
  readonly nByLag: readonly number[];
  readonly windows: readonly StudyWindow[];
  /** Fewer than 5 events: draw, do not test. */
  readonly tooFew: boolean;
  /** False: too little would have been left to fit on, so that the effect comes out too small. */
  readonly masked: boolean;
  readonly sentence: string;
}

export interface ResponseResult {
  readonly lagUnit: 'hour' | 'day';
  /** All kinds together in the whole region: the headline. */
  readonly overall: EventStudy | null;
  /** One per kind, in the whole region; corrected over the kinds. */
  readonly byKind: readonly EventStudy[];
  /** All kinds together, one per ring other than `region`; corrected over the rings. */
  readonly byRing: readonly EventStudy[];
}

export interface ResponseOptions {
  /** Shift by whole days, as a check. */
  readonly step?: 1 | 24;
}
