export interface LagWindowTest {
  /** Days, both included; positive = activity after events. */
  readonly from: number;
  readonly to: number;
  readonly stat: number;
  readonly exceed: number;
  readonly nShifts: number;
  readonly p: number;
}

/** Daily correlation of activity with the number of events. Lists by lag. */
export interface LeadLagResult {
  /** Days; lag k > 0 = activity k days AFTER events. */
  readonly lags: readonly number[];
  readonly ccf: readonly (number | null)[];
  readonly arOrder: number | null;
  /** Empty where it was refused. */
  readonly ccfPrewhitened: readonly (number | null)[];
  /** Label as pointwise: some lags leave it by chance. */
  readonly bandPointwise: number | null;
  readonly bandBonferroni: number | null;
  readonly p: readonly (number | null)[];
  readonly q: readonly (number | null)[];
  readonly windows: readonly LagWindowTest[];
  readonly nDays: number;
  readonly nMissing: number;
  readonly eventDays: number;
  /** Drawn, not tested. */
  readonly tooFew: boolean;
}

export interface LeadLagOptions {
  /** Only events of this kind; absent: all under the filter. */
  readonly kind?: string;
}
