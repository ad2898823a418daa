import { crossCorrelation, shiftWindows, type ShiftWindow } from './cross-correlation.ts';
import { adjustP } from './fdr.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import type { LagWindow, Numbers } from './numbers.ts';
import { filterSeries, fitAutoregression } from './prewhiten.ts';

export interface LeadLagInput {
  /** Residual of activity per day; NaN = missing. */
  readonly activity: Numbers;
  /** Events per day. */
  readonly events: Numbers;
  /** Lags -maxLag..maxLag days; positive = activity after events. */
  readonly maxLag?: number;
  readonly windows?: readonly LagWindow[];
  readonly alpha?: number;
}

/** Correlation after day-to-day persistence has been taken out of both series. */
export interface Prewhitened {
  readonly arOrder: number;
  readonly ar: Float64Array;
  readonly nUsed: number;
  readonly ccfPrewhitened: Float64Array;
  /** Limit for one lag, and for all together (Bonferroni). */
  readonly bandPointwise: number;
  readonly bandBonferroni: number;
  readonly p: Float64Array;
  /** Benjamini and Hochberg over the lags. */
  readonly qBH: Float64Array;
}

export interface LeadLag {
  readonly lags: Int32Array;
  /** Raw correlation per lag: for drawing, not for testing. NaN where not defined. */
  readonly ccf: Float64Array;
  readonly prewhitened: Prewhitened | null;
  /** The confirmatory test; null where refused or not defined. */
  readonly shiftWindows: readonly ShiftWindow[] | null;
  readonly nDays: number;
  readonly nMissing: number;
  readonly eventDays: number;
  /** `zero-variance` or `too-many-gaps`: why something is null; null where nothing is. */
  readonly reason: 'zero-variance' | 'too-many-gaps' | null;
  /** Fewer than 60 days or 10 days with events: draw, do not test. */
  readonly tooFew: boolean;
}

const MOST_MISSING = 0.1;
const LEAST_DAYS = 60;
const LEAST_EVENT_DAYS = 10;
const WINDOWS: readonly LagWindow[] = [
  { from: -7, to: -1 },
  { from: 0, to: 0 },
  { from: 1, to: 7 }
];

/**
 * Which tends to come first, activity or events: daily cross-correlation, raw and prewhitened, and a test of
 * pre-specified windows by circular shifts. Missing days count as residual 0 for the filter; with more than 10 % of them
 * only the raw correlation is given. Sources: Box & Jenkins 1976; Dean & Dunsmuir 2016 Behav Res Methods 48:783;
 * specification 4.
 */
export function leadLag(input: LeadLagInput): LeadLag {
  const { activity, events, maxLag = 14, alpha = 0.05 } = input;
  const n = activity.length;
  const ccf = crossCorrelation(activity, events, maxLag);
  const nMissing = countWhere(activity, Number.isNaN);
  const eventDays = countWhere(events, (count) => count > 0);
  const common = {
    lags: Int32Array.from(ccf, (_, i) => i - maxLag),
    ccf,
    nDays: n,
    nMissing,
    eventDays,
    tooFew: n - nMissing < LEAST_DAYS || eventDays < LEAST_EVENT_DAYS
  };
  if (ccf.every(Number.isNaN))
    return { ...common, prewhitened: null, shiftWindows: null, reason: 'zero-variance' };
  if (nMissing > MOST_MISSING * n) {
    return { ...common, prewhitened: null, shiftWindows: null, reason: 'too-many-gaps' };
  }
  const filled = Float64Array.from(activity, (value) => (Number.isNaN(value) ? 0 : value));
  return {
    ...common,
    prewhitened: prewhitenedCorrelation(filled, events, maxLag, alpha),
    shiftWindows: shiftWindows(filled, events, input.windows ?? WINDOWS),
    reason: null
  };
}

/**
 * Correlation of both series after the autoregressive filter of the activity. p and bands from the normal distribution
 * with variance 1/n. null where a filtered series does not vary. Source: Box & Jenkins 1976; specification 4.
 */
export function prewhitenedCorrelation(
  activity: Numbers,
  events: Numbers,
  maxLag: number,
  alpha: number
): Prewhitened | null {
  const model = fitAutoregression(activity);
  const ccfPrewhitened = crossCorrelation(filterSeries(activity, model), filterSeries(events, model), maxLag);
  if (ccfPrewhitened.every(Number.isNaN)) return null;
  const nUsed = activity.length - model.order;
  const root = Math.sqrt(nUsed);
  const p = ccfPrewhitened.map((r) => 2 * normalCdf(-Math.abs(r) * root));
  return {
    arOrder: model.order,
    ar: model.coefficients,
    nUsed,
    ccfPrewhitened,
    bandPointwise: normalQuantile(1 - alpha / 2) / root,
    bandBonferroni: normalQuantile(1 - alpha / 2 / (2 * maxLag + 1)) / root,
    p,
    qBH: adjustP(p).qBH
  };
}

function countWhere(values: Numbers, holds: (value: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < values.length; i += 1) if (holds(values[i])) count += 1;
  return count;
}
