import { circularMeans, distinctBands, type EventSeries } from './circular-shift.ts';
import { mean, type LagWindow } from './numbers.ts';
import { studentQuantile } from './student.ts';
import { studyWindows, type StudyWindow } from './study-window.ts';

export interface EventStudyInput {
  /**
   * One entry per region, all over the same n hours (or days): standardised residuals, events as indices. All are
   * shifted by the same step, which keeps what they have in common.
   */
  readonly series: readonly EventSeries[];
  readonly lagsBefore: number;
  readonly lagsAfter: number;
  /** Chosen before looking. */
  readonly windows: readonly LagWindow[];
  /** 1, or 24 for shifts by whole days (n is then cut to whole days) as a sensitivity check. */
  readonly step?: number;
  readonly alpha?: number;
}

export interface EventStudy {
  readonly nEvents: number;
  readonly nEventsUsed: number;
  /** Events too near the ends, as given, series by series. */
  readonly excludedEdge: readonly number[];
  readonly lags: Int32Array;
  /** Mean residual per lag; NaN where nothing was observed. */
  readonly composite: Float64Array;
  /** Pointwise band over the shifts: not a test, some lags will leave it. */
  readonly bandLo: Float64Array;
  readonly bandHi: Float64Array;
  /** t interval over the events, which it takes as independent: descriptive. NaN with fewer than two values. */
  readonly ciLo: Float64Array;
  readonly ciHi: Float64Array;
  readonly nByLag: Int32Array;
  readonly windows: readonly StudyWindow[];
  /** Fewer than 5 events: draw, do not test. */
  readonly tooFew: boolean;
}

const LEAST_EVENTS = 5;

/**
 * Superposed epochs: mean residual around many events, tested by moving the whole set of events through the calendar
 * (n shifts, ends joined), which keeps autocorrelation and the clustering of the events. The smallest p is 1/n. All
 * shifts together cost one pass per event. Throws RangeError where the series differ in length. Sources: Chree 1913 Phil
 * Trans R Soc A 212:75; Haurwitz & Brier 1981 Mon Weather Rev 109:2074; circular shifts, Lotwick & Silverman 1982 JRSS B
 * 44:406; specification 3.
 */
export function eventStudy(input: EventStudyInput): EventStudy {
  const { lagsBefore, lagsAfter, step = 1, alpha = 0.05 } = input;
  const length = commonLength(input.series);
  const fits = (event: number) => event - lagsBefore >= 0 && event + lagsAfter <= length - 1;
  const series = input.series.map((one) => ({ ...one, events: Array.from(one.events).filter(fits) }));
  const nEvents = input.series.reduce((sum, { events }) => sum + events.length, 0);
  const nEventsUsed = series.reduce((sum, { events }) => sum + events.length, 0);
  const n = length - (length % step);
  const lags = Int32Array.from({ length: lagsBefore + lagsAfter + 1 }, (_, i) => i - lagsBefore);
  const g = circularMeans(series, n);
  const bands = distinctBands(g, step, alpha);
  const residue = (lag: number) => ((lag % step) + step) % step;
  const spread = lagSpread(series, lags, alpha);
  return {
    nEvents,
    nEventsUsed,
    excludedEdge: input.series.flatMap(({ events }) => Array.from(events).filter((event) => !fits(event))),
    lags,
    composite: spread.mean,
    bandLo: Float64Array.from(lags, (lag) => bands[residue(lag)].lo),
    bandHi: Float64Array.from(lags, (lag) => bands[residue(lag)].hi),
    ciLo: spread.lo,
    ciHi: spread.hi,
    nByLag: spread.n,
    windows: studyWindows(series, g, input.windows, step),
    tooFew: nEventsUsed < LEAST_EVENTS
  };
}

function commonLength(series: readonly EventSeries[]): number {
  const n = series[0]?.r.length ?? 0;
  for (const { r } of series) {
    if (r.length !== n)
      throw new RangeError(`All series must cover the same hours; got ${n} and ${r.length}`);
  }
  return n;
}

interface LagSpread {
  readonly mean: Float64Array;
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  readonly n: Int32Array;
}

function lagSpread(series: readonly EventSeries[], lags: Int32Array, alpha: number): LagSpread {
  const spread: LagSpread = {
    mean: new Float64Array(lags.length).fill(NaN),
    lo: new Float64Array(lags.length).fill(NaN),
    hi: new Float64Array(lags.length).fill(NaN),
    n: new Int32Array(lags.length)
  };
  const quantiles = new Map<number, number>();
  lags.forEach((lag, i) => {
    const values = series.flatMap(({ r, events }) =>
      Array.from(events, (event) => r[event + lag]).filter((value) => !Number.isNaN(value))
    );
    const count = values.length;
    spread.n[i] = count;
    if (count === 0) return;
    const centre = mean(values);
    spread.mean[i] = centre;
    const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    if (count < 2 || !(squares > 1e-24 * count * Math.max(1, centre * centre))) return;
    const quantile = quantiles.get(count) ?? studentQuantile(1 - alpha / 2, count - 1);
    quantiles.set(count, quantile);
    const half = quantile * Math.sqrt(squares / (count - 1) / count);
    spread.lo[i] = centre - half;
    spread.hi[i] = centre + half;
  });
  return spread;
}
