import type { IsoRange } from './correlation-event.ts';
import type { LeadLagResult } from './correlation-leadlag.ts';
import type { ImpactResult } from './correlation-impact.ts';
import type { ResponseResult } from './correlation-response.ts';
import type { BreaksResult } from './correlation-breaks.ts';
import type { SurgesResult } from './correlation-surges.ts';
import type { SpaceTimeResult } from './correlation-spacetime.ts';

/**
 * Results of the statistics of a case. They are plain JSON values, the same on screen, in exports and on the command
 * line: times are ISO 8601 UTC, a number that cannot be computed is null (never NaN), an infinite limit is the text
 * `Infinity`.
 */

/** Names of the methods; the same as the panels of the address. */
export const METHODS = ['impact', 'response', 'leadlag', 'breaks', 'surges', 'spacetime'] as const;
export type Method = (typeof METHODS)[number];

/** Name of the JSON form of a result, and its version. */
export const CORRELATION_SCHEMA = 'casewall-correlation/1';

/** A setting that the result was computed with; everything that a reader needs to compute it again. */
export type Param = string | number | boolean | null | readonly (string | number)[];

/** What every result carries. */
export interface Envelope<M extends Method, R> {
  readonly schema: typeof CORRELATION_SCHEMA;
  readonly method: M;
  /** Version of the method: changes whenever the numbers could. */
  readonly version: string;
  /** Plain words: which places the result is about, e.g. `all places`, `places kept by the filter`. */
  readonly scope: string;
  /** Hours that the method used; null where there is no activity. */
  readonly period: IsoRange | null;
  readonly params: Readonly<Record<string, Param>>;
  /** What the result rests on: places, days with data, events offered and used. */
  readonly n: SampleSize;
  /** Seed of the random numbers; null where the method uses none. */
  readonly seed: number | null;
  /** What of a stored count: times `scale` it is a value in `name`. Counts in the result are stored counts. */
  readonly unit: { readonly name: string; readonly scale: number };
  /** Why there is no number; null where there is one. */
  readonly insufficient: string | null;
  /** What was found, in the wording of the method; at least one. */
  readonly sentences: readonly string[];
  readonly warnings: readonly string[];
  /** Stand with every result, on screen and in print. */
  readonly caveats: readonly string[];
  /** Hours that were taken as not collected because the whole network fell silent and came back. */
  readonly suspectedGaps: readonly IsoRange[];
  /** Analyses run in this case so far, this one included. */
  readonly analysesRun: number;
  /** The filters and the selected range in plain words; empty: everything. */
  readonly viewWords: readonly string[];
  /** Events that were left out, and why. */
  readonly leftOut: readonly LeftOut[];
  readonly result: R;
}

export interface SampleSize {
  readonly places: number;
  readonly regions: number;
  /** Days of 24 hours with at least 12 hours collected. */
  readonly days: number;
  readonly messages: number;
  /** Events under the filter, and those that the method could use. */
  readonly events: number;
  readonly eventsUsed: number;
}

export interface LeftOut {
  readonly eventId: string;
  readonly title: string;
  /** Stable: what tests and symbols rely on. */
  readonly code: LeftOutCode;
  /** In plain words. */
  readonly reason: string;
}

export type LeftOutCode =
  | 'no-date'
  | 'date-too-coarse'
  | 'date-reported'
  | 'no-place'
  | 'no-activity-there'
  | 'outside-period'
  | 'in-gap'
  | 'merged'
  | 'near-the-edge'
  | 'insufficient';

/** What each method finds. */
export interface ResultOf {
  readonly impact: ImpactResult;
  readonly response: ResponseResult;
  readonly leadlag: LeadLagResult;
  readonly breaks: BreaksResult;
  readonly surges: SurgesResult;
  readonly spacetime: SpaceTimeResult;
}

/** The whole record of a method. */
export type RecordFor<M extends Method> = Envelope<M, ResultOf[M]>;
export type RecordOf = { readonly [M in Method]: RecordFor<M> };
export type CorrelationRecord = RecordOf[Method];

export type ImpactRecord = RecordOf['impact'];
export type ResponseRecord = RecordOf['response'];
export type LeadLagRecord = RecordOf['leadlag'];
export type BreaksRecord = RecordOf['breaks'];
export type SurgesRecord = RecordOf['surges'];
export type SpaceTimeRecord = RecordOf['spacetime'];
