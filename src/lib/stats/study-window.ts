import { slidingMean, type EventSeries } from './circular-shift.ts';
import { bonferroni } from './fdr.ts';
import { mean, orNull, type LagWindow, type Numbers } from './numbers.ts';

export interface StudyWindow extends LagWindow {
  /** Mean standardised residual over the window; null where nothing was observed. */
  readonly stat: number | null;
  readonly nullMean: number | null;
  readonly nullSd: number | null;
  /** Positions of the calendar with a departure at least as large, the true one among them. */
  readonly exceed: number | null;
  readonly nShifts: number;
  readonly p: number | null;
  /** Bonferroni over the windows. */
  readonly pAdj: number | null;
  /** Observed over expected messages in the window, all events together; null without counts. */
  readonly ratio: number | null;
  /** Least and greatest stat when one event is left out; null with fewer than two events. */
  readonly leaveOneOut: { readonly least: number; readonly greatest: number } | null;
}

/**
 * Tests the pre-specified windows of an event study. g: mean residual at each shift of the whole set of events (see
 * circularMeans). p is the share of shifts that depart from the mean over all shifts at least as far as the true
 * position does.
 */
export function studyWindows(
  series: readonly EventSeries[],
  g: Numbers,
  windows: readonly LagWindow[],
  step: number
): readonly StudyWindow[] {
  const tests = windows.map((window) => testWindow(g, window, step));
  const adjusted = bonferroni(tests.map(({ p }) => p ?? NaN));
  return tests.map((test, i) => ({
    ...test,
    pAdj: orNull(adjusted[i]),
    ratio: countRatio(series, test),
    leaveOneOut: leaveOneOut(series, test)
  }));
}

type WindowTest = Omit<StudyWindow, 'pAdj' | 'ratio' | 'leaveOneOut'>;

/** Departs from the mean over all shifts: how many shifts depart at least as far. */
function testWindow(g: Numbers, { from, to }: LagWindow, step: number): WindowTest {
  const shifts = slidingMean(g, from, to, step);
  const stats = shifts.filter((stat) => !Number.isNaN(stat));
  const stat = shifts.length === 0 ? NaN : shifts[0];
  if (Number.isNaN(stat)) {
    const none = { stat: null, nullMean: null, nullSd: null, exceed: null, p: null };
    return { from, to, ...none, nShifts: stats.length };
  }
  const centre = mean(stats);
  const departure = Math.abs(stat - centre);
  const limit = departure - 1e-9 * Math.max(1, departure);
  let squares = 0;
  let exceed = 0;
  for (const other of stats) {
    squares += (other - centre) ** 2;
    if (Math.abs(other - centre) >= limit) exceed += 1;
  }
  return {
    from,
    to,
    stat,
    nullMean: centre,
    nullSd: Math.sqrt(squares / stats.length),
    exceed,
    nShifts: stats.length,
    p: exceed / stats.length
  };
}

/** Sum of y over sum of mu over the window of all events; null unless every series has counts. */
function countRatio(series: readonly EventSeries[], { from, to }: LagWindow): number | null {
  let observed = 0;
  let expected = 0;
  for (const { y, mu, events } of series) {
    if (y === undefined || mu === undefined) return null;
    for (const event of Array.from(events)) {
      for (let i = event + from; i <= event + to; i += 1) {
        if (Number.isNaN(y[i]) || Number.isNaN(mu[i])) continue;
        observed += y[i];
        expected += mu[i];
      }
    }
  }
  return expected > 0 ? observed / expected : null;
}

/** Range of the mean over the window as each event is left out; lags weigh alike, as in the composite. */
function leaveOneOut(series: readonly EventSeries[], { from, to }: LagWindow): StudyWindow['leaveOneOut'] {
  const lagCount = to - from + 1;
  const sums = new Float64Array(lagCount);
  const counts = new Int32Array(lagCount);
  const events = series.flatMap(({ r, events: own }) => Array.from(own, (event) => ({ r, event })));
  if (events.length < 2) return null;
  for (const { r, event } of events) {
    for (let l = 0; l < lagCount; l += 1) {
      const value = r[event + from + l];
      if (Number.isNaN(value)) continue;
      sums[l] += value;
      counts[l] += 1;
    }
  }
  let least = Infinity;
  let greatest = -Infinity;
  for (const { r, event } of events) {
    const stat = mean(
      sums.map((sum, l) => {
        const value = r[event + from + l];
        return Number.isNaN(value) ? sum / counts[l] : (sum - value) / (counts[l] - 1);
      })
    );
    if (stat < least) least = stat;
    if (stat > greatest) greatest = stat;
  }
  return least <= greatest ? { least, greatest } : null;
}
