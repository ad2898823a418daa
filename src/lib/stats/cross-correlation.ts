import { sameLength, type LagWindow, type Numbers } from './numbers.ts';
import { aboutMean } from './prewhiten.ts';

/**
 * Correlation of activity k days AFTER events, for k = -maxLag..maxLag, as R's ccf with na.pass: the sum over pairs
 * without a missing member over (pairs + |k|), over the standard deviations (divisor n). x: activity, e: events per day;
 * NaN = missing. All NaN where one of them does not vary.
 */
export function crossCorrelation(x: Numbers, e: Numbers, maxLag: number): Float64Array {
  sameLength(x, e, 'activity and events');
  const activity = centred(x);
  const events = centred(e);
  const scale = Math.sqrt(activity.variance * events.variance);
  return Float64Array.from({ length: 2 * maxLag + 1 }, (_, i) => {
    const lag = i - maxLag;
    if (!(scale > 0)) return NaN;
    let sum = 0;
    let pairs = 0;
    for (let t = Math.max(0, -lag); t < x.length && t + lag < x.length; t += 1) {
      const product = activity.values[t + lag] * events.values[t];
      if (Number.isNaN(product)) continue;
      sum += product;
      pairs += 1;
    }
    return pairs === 0 ? NaN : sum / (pairs + Math.abs(lag)) / scale;
  });
}

function centred(x: Numbers): { readonly values: Float64Array; readonly variance: number } {
  let sum = 0;
  let count = 0;
  let first = NaN;
  let varies = false;
  for (let t = 0; t < x.length; t += 1) {
    if (Number.isNaN(x[t])) continue;
    if (count === 0) first = x[t];
    if (x[t] !== first) varies = true;
    sum += x[t];
    count += 1;
  }
  const values = Float64Array.from(x, (value) => value - sum / count);
  const square = values.reduce((total, value) => total + (Number.isNaN(value) ? 0 : value * value), 0);
  // A constant series must not pass for one that varies by rounding.
  return { values, variance: varies ? square / count : 0 };
}

export interface ShiftWindow extends LagWindow {
  /** Mean circular correlation over the lags of the window. */
  readonly stat: number;
  readonly exceed: number;
  readonly nShifts: number;
  readonly p: number;
}

/**
 * Tests the mean correlation over pre-specified lag windows against all n positions of the events in the calendar, ends
 * joined: p = share of shifts with |mean| at least as large. x, e: without missing values. null where one of them does
 * not vary. Source: Lotwick & Silverman 1982 JRSS B 44:406; specification 4.
 */
export function shiftWindows(
  x: Numbers,
  e: Numbers,
  windows: readonly LagWindow[]
): readonly ShiftWindow[] | null {
  const n = x.length;
  const activity = aboutMean(x);
  const events = aboutMean(e);
  const scale = Math.sqrt(sumOfSquares(activity) * sumOfSquares(events));
  if (!(scale > 0)) return null;
  const correlation = new Float64Array(n);
  for (let lag = 0; lag < n; lag += 1) {
    let sum = 0;
    for (let t = 0; t < n; t += 1) sum += activity[(t + lag) % n] * events[t];
    correlation[lag] = sum / scale;
  }
  return windows.map(({ from, to }) => {
    const stats = Float64Array.from({ length: n }, (_, shift) => {
      let sum = 0;
      for (let lag = from; lag <= to; lag += 1) sum += correlation[(((shift + lag) % n) + n) % n];
      return sum / (to - from + 1);
    });
    const limit = Math.abs(stats[0]) - 1e-12;
    const exceed = stats.reduce((count, stat) => count + (Math.abs(stat) >= limit ? 1 : 0), 0);
    return { from, to, stat: stats[0], exceed, nShifts: n, p: exceed / n };
  });
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
