import { scanAlarms, type AlarmScan, type DailyCounts } from './alert-scan.ts';
import { adjustP } from './fdr.ts';
import { dayLimits } from './nb-alarm.ts';

export type AlertKind = 'surge' | 'silence';

/** A day on which a place lay beyond its limits. Counts in messages per day. */
export interface Alert {
  readonly place: number;
  readonly day: number;
  readonly kind: AlertKind;
  readonly observed: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
  readonly phi: number;
  readonly pUpper: number;
  readonly pLower: number;
  /** Of the side of its kind, over the places tested on that day (Benjamini and Hochberg). */
  readonly q: number;
  /** 1 at the limit, more beyond it; null where the limit is not above the expected count. */
  readonly exceedance: number | null;
  readonly nRef: number;
  /** q < 0.05, or another alarm of the kind within 3 days in a row: what is worth showing. */
  readonly shown: boolean;
  /** First day of a run of shown alarms of the place and kind; a run may skip one day. */
  readonly onset: boolean;
}

export interface Alerts {
  /** By place, then day. */
  readonly alerts: readonly Alert[];
  /** Place-days tested: what the number of alarms is to be held against. */
  readonly tested: number;
  readonly alpha: number;
  /** What the alerts were found in: every place and day tested. */
  readonly scan: AlarmScan;
}

const DEFAULT_ALPHA = 0.001;
const Q_LIMIT = 0.05;
/** Two alarms at most so many days apart lie within 3 days in a row. */
const PERSISTENT_WITHIN = 2;

/**
 * Surges and silences of many places, day by day, corrected over the places of each day. alpha is that of one limit: at
 * a true rate of 5 to 10 alarms per 1,000 place-days chance alone fills a list, hence q and persistence. Source:
 * specification 6a.
 */
export function dailyAlerts(
  input: DailyCounts,
  options: { readonly alpha?: number; readonly onPlace?: (done: number) => void } = {}
): Alerts {
  const alpha = options.alpha ?? DEFAULT_ALPHA;
  const scan = scanAlarms(input, options.onPlace);
  const qUpper = adjustByDay(scan.pUpper, input);
  const qLower = adjustByDay(scan.pLower, input);
  const alerts: Alert[] = [];
  for (let place = 0; place < input.places; place += 1) {
    // y > U is P(X >= y) <= alpha, and y < L is P(X <= y) < alpha: no quantile is needed to find them.
    alerts.push(
      ...alertsOfPlace(input, scan, place, 'surge', qUpper, alpha, (at) => scan.pUpper[at] <= alpha),
      ...alertsOfPlace(input, scan, place, 'silence', qLower, alpha, (at) => scan.pLower[at] < alpha)
    );
  }
  return { alerts, tested: scan.tested, alpha, scan };
}

function adjustByDay(p: Float64Array, { places, days }: DailyCounts): Float64Array {
  const q = new Float64Array(p.length);
  const column = new Float64Array(places);
  for (let d = 0; d < days; d += 1) {
    for (let place = 0; place < places; place += 1) column[place] = p[place * days + d];
    const { qBH } = adjustP(column);
    for (let place = 0; place < places; place += 1) q[place * days + d] = qBH[place];
  }
  return q;
}

function alertsOfPlace(
  { counts, days }: DailyCounts,
  scan: AlarmScan,
  place: number,
  kind: AlertKind,
  q: Float64Array,
  alpha: number,
  alarms: (at: number) => boolean
): readonly Alert[] {
  const first = place * days;
  const alarmDays: number[] = [];
  for (let d = 0; d < days; d += 1) if (alarms(first + d)) alarmDays.push(d);
  let lastShown = -Infinity;
  return alarmDays.map((day, i) => {
    const at = first + day;
    const expected = scan.expected[at];
    const limits = dayLimits(expected, scan.phi[at], alpha);
    const lasting = [alarmDays[i - 1], alarmDays[i + 1]].some((d) => Math.abs(d - day) <= PERSISTENT_WITHIN);
    const shown = q[at] < Q_LIMIT || lasting;
    const onset = shown && day - lastShown > PERSISTENT_WITHIN;
    if (shown) lastShown = day;
    return {
      place,
      day,
      kind,
      observed: counts[at],
      expected,
      ...limits,
      phi: scan.phi[at],
      pUpper: scan.pUpper[at],
      pLower: scan.pLower[at],
      q: q[at],
      exceedance: limits.upper > expected ? (counts[at] - expected) / (limits.upper - expected) : null,
      nRef: scan.nRef[at],
      shown,
      onset
    };
  });
}
