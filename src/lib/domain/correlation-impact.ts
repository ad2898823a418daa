import type { EventRef, IsoTime, Limit } from './correlation-event.ts';

export type EvidenceGrade = 'supported' | 'indication' | 'cannot tell' | 'not shown';

/** Days a side that are offered. */
export const IMPACT_WINDOWS = [7, 3, 14] as const;
export type ImpactWindow = (typeof IMPACT_WINDOWS)[number];

/** Whose activity is compared: the region of the event, the places within a radius of it, or all places kept. */
export type ImpactScope =
  { readonly tag: 'region' } | { readonly tag: 'radius'; readonly km: number } | { readonly tag: 'network' };

export interface ImpactOptions {
  readonly W?: ImpactWindow;
  readonly scope?: ImpactScope;
  /** One event, with its series; absent: all under the filter, with q over all of them. */
  readonly eventId?: string;
  /** `devices` counts distinct devices instead of messages; only with the scope `network`, where they are known. */
  readonly counts?: 'messages' | 'devices';
  /** Also measures the share of false alarms at ordinary dates of this case. */
  readonly calibrate?: boolean;
}

/** The change at one event. Counts are stored counts over the usable blocks of 24 hours. */
export interface EventEffect {
  readonly event: EventRef;
  readonly eventId: string;
  /** Start of the window after the event; with day precision the local midnight of its day. */
  readonly t0: IsoTime;
  /** Blocks a side, and blocks left out at the event (1 where only its day is known). */
  readonly W: number;
  readonly gap: number;
  /** Code of the region, or of the country where the region alone holds too little, or plain words for the scope. */
  readonly scope: string;
  /** True: the region alone held too little, so that its country was taken. */
  readonly rolledUp: boolean;
  /** Other events of the same place inside the two windows: the change is that of the group. */
  readonly overlap: readonly string[];
  /** Events of the same region and operation within 24 hours, taken as one with this. */
  readonly merged: readonly string[];
  readonly blocksPre: number;
  readonly blocksPost: number;
  readonly messagesPre: number;
  readonly messagesPost: number;
  readonly expectedPre: number;
  readonly expectedPost: number;
  /** What the usual pattern and the level before the event would give after it. */
  readonly expectedAtPreLevel: number | null;
  /** Rate ratio after / before (2a) and its 95 % interval. */
  readonly rr: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
  readonly p: number | null;
  /** Over all events tested with the same window and scope; null for a single event. */
  readonly q: number | null;
  readonly phi: number | null;
  readonly rho: number;
  readonly df: number;
  /** Smallest rise (1/mdrr80: drop) that would have been found with 80 % probability. */
  readonly mdrr80: number | null;
  /** Against control regions (2b); null where there are fewer than 3. */
  readonly relative: RelativeChange | null;
  /** Ordinary dates (2c); null where none can be compared. */
  readonly placebo: PlaceboDates | null;
  /** Exact Poisson ratio (2d): minimum uncertainty, assumes independent messages. Only where 2a does not do. */
  readonly exact: ExactChange | null;
  /** The other count of the same places and hours; null where devices are not known for them. */
  readonly beside: Beside | null;
  readonly grade: EvidenceGrade;
  /** Why there is no number; null where there is. */
  readonly insufficient: string | null;
  readonly sentence: string;
  readonly warnings: readonly string[];
}

/**
 * The same comparison in the other count: device-hours (a device active in an hour, once per hour) beside messages, or
 * messages beside device-hours. A sensitivity reading: it does not enter the grade.
 */
export interface Beside {
  readonly counts: 'messages' | 'devices';
  /** What is counted, in words. */
  readonly name: string;
  readonly rr: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
  readonly p: number | null;
  /** Over all events of the list in this count; null for a single event. */
  readonly q: number | null;
  readonly insufficient: string | null;
  /** Change of messages per device-hour, each against its usual week; null where either ratio is missing. */
  readonly perDevice: number | null;
  /** True: each ratio lies outside the 95 % interval of the other; null where either is missing. */
  readonly disagrees: boolean | null;
  readonly sentence: string;
}

export interface RelativeChange {
  readonly rirr: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
  readonly p: number | null;
  readonly nControls: number;
  readonly mdrr80: number | null;
  readonly placeboP: number | null;
}

export interface PlaceboDates {
  /** null where fewer than 19 ordinary dates are left. */
  readonly p: number | null;
  readonly m: number;
  readonly exceed: number | null;
  /** Change at each ordinary date (ratio), for drawing. Only with a single event; else empty. */
  readonly ratios: readonly number[];
}

export interface ExactChange {
  readonly rr: Limit;
  readonly lo: Limit;
  readonly hi: Limit;
  readonly p: number;
}

/** Observed and expected around one event, for its chart. Lists of equal length. */
export interface EffectSeries {
  /** Start of the first bin, and hours of a bin (1, or 24 in a daily case). */
  readonly from: IsoTime;
  readonly stepHours: number;
  /** Stored counts per bin; null = not collected. */
  readonly observed: readonly (number | null)[];
  /** Expected at the level before the event. */
  readonly expected: readonly (number | null)[];
  /** Range in which 95 of 100 ordinary bins lie (quasi-Poisson, pointwise: not a test). */
  readonly bandLo: readonly (number | null)[];
  readonly bandHi: readonly (number | null)[];
  readonly model: 'how' | 'hod+dow' | 'level';
}

/** A block of 24 hours aligned on the event. */
export interface EffectBlock {
  /** 0 begins at t0, -1 ends there. */
  readonly block: number;
  readonly from: IsoTime;
  /** Null: fewer than 12 hours collected. */
  readonly observed: number | null;
  /** At the level before the event. */
  readonly expected: number | null;
  readonly hours: number;
  readonly side: 'before' | 'at' | 'after' | 'outside';
}

export interface EffectDetail {
  readonly series: EffectSeries;
  readonly blocks: readonly EffectBlock[];
}

export interface ImpactResult {
  /** In order of time. One entry for a single event. */
  readonly effects: readonly EventEffect[];
  /** Only with a single event. */
  readonly detail: EffectDetail | null;
  /** Tests that q corrects for, and those with q < 0.05; 0 for a single event. */
  readonly tested: number;
  readonly flagged: number;
  /** Share of ordinary dates with p < 0.05 in this very case: near 5 % where the method holds. null: not measured. */
  readonly calibration: Calibration | null;
  /** Why messages and devices do not stand beside each other; null where they do. */
  readonly besideLack: string | null;
}

/** How often the test calls a change at ordinary dates of this very case. */
export interface Calibration {
  /** alarms / dates. */
  readonly share: number;
  readonly dates: number;
  readonly alarms: number;
  /** 95 % interval of the share, exact for independent dates (Clopper & Pearson 1934); dates that share days widen it. */
  readonly lo: number;
  readonly hi: number;
}
