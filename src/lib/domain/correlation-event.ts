/** ISO 8601 UTC, as Date.toISOString writes it. */
export type IsoTime = string;

/** A limit of an interval; null where it cannot be computed. */
export type Limit = number | 'Infinity' | null;

export interface IsoRange {
  /** Included. */
  readonly from: IsoTime;
  /** Excluded. */
  readonly to: IsoTime;
}

/** An event as a result names it. */
export interface EventRef {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly start: IsoTime;
  readonly precision: 'minute' | 'hour' | 'day' | 'month' | 'year';
  readonly place: string | null;
  readonly region: string | null;
}
