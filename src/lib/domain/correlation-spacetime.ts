/** Events against surges (7b). */
export interface Knox {
  readonly nEvents: number;
  readonly nSurges: number;
  /** km, and days after the event (both included). */
  readonly epsS: number;
  readonly lagFrom: number;
  readonly lagTo: number;
  readonly observed: number;
  readonly expected: number;
  readonly sd: number;
  readonly z: number | null;
  readonly ratio: number | null;
  /** Null where there are too few to test. */
  readonly p: number | null;
  /** Over the nine of the grid; null outside it. */
  readonly q: number | null;
  /** Permutations; null where all were gone through. */
  readonly B: number | null;
  readonly seed: number;
}

/** Near repeats among events (7a): pairs close in time and in space. */
export interface NearRepeats {
  readonly nEvents: number;
  readonly epsT: number;
  readonly epsS: number;
  readonly pairs: number;
  readonly closeTime: number;
  readonly closeSpace: number;
  readonly observed: number;
  readonly expected: number;
  readonly ratio: number | null;
  readonly pPoisson: number;
  readonly p: number | null;
  readonly B: number | null;
  readonly seed: number;
}

/** The event dates moved through the calendar (7c): coincidence in time near events; national waves trigger it. */
export interface TimeShift {
  readonly observed: number;
  readonly expected: number;
  readonly exceed: number;
  readonly nShifts: number;
  readonly p: number | null;
  readonly ratio: number | null;
  /** Count at each shift, from 0. */
  readonly nullDistribution: readonly number[];
}

export interface SpaceTimeResult {
  /** The default question; null where there is nothing to count. */
  readonly interaction: Knox | null;
  /** 10, 25, 50 km by 3, 7, 14 days: all nine, never the best one. */
  readonly grid: readonly Knox[];
  readonly nearRepeats: NearRepeats | null;
  readonly timeShift: TimeShift | null;
  readonly sentence: string;
}

export interface SpaceTimeOptions {
  readonly B?: number;
}
