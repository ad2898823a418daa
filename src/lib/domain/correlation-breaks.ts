import type { EventRef, IsoTime } from './correlation-event.ts';

/** An event near a break. */
export interface NearBreak {
  readonly event: EventRef;
  /** Days from the event to the best date of the break; negative: the event came after it. */
  readonly days: number;
}

export interface ChangePoint {
  /** First UTC day of the new level. */
  readonly index: number;
  readonly date: IsoTime;
  /** First and last day that it may have begun on (95 %). */
  readonly lo: IsoTime;
  readonly hi: IsoTime;
  /** Messages per day relative to usual, 1 = usual. */
  readonly meanBefore: number;
  readonly meanAfter: number;
  readonly ratio: number;
  /** Events of the same scope (network: those without a place too) from 7 days before `lo` to 1 day after `hi`. */
  readonly near: readonly NearBreak[];
  readonly sentence: string;
}

export interface ChangePoints {
  /** `network`, or the code of a region. */
  readonly scope: string;
  readonly name: string;
  /** Days used. */
  readonly n: number;
  readonly penalty: number;
  readonly sigma2: number | null;
  readonly rho: number | null;
  readonly changepoints: readonly ChangePoint[];
  readonly objectiveGain: number;
  /** Last level below half of the one before and lasting to the end. */
  readonly collapse: ChangePoint | null;
  /** True: the date range of its collapse leaves out that of the network. */
  readonly collapseApart: boolean;
  readonly insufficient: string | null;
}

/** Observed over usual per day, for drawing; null = day missing. */
export interface DailyLevel {
  readonly from: IsoTime;
  readonly ratio: readonly (number | null)[];
}

export interface BreaksResult {
  readonly network: ChangePoints;
  readonly networkLevel: DailyLevel;
  /** Those with a break first, then by code. */
  readonly regions: readonly ChangePoints[];
}
