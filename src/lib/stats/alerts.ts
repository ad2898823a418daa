import { scanAlarms, type AlarmScan, type DailyCounts } from './alert-scan.ts';
import { stepUpOf } from './fdr.ts';
import { dayLimits, type DayLimits } from './nb-alarm.ts';

export type AlertKind = 'surge' | 'silence';

/** A day on which a place lay beyond its limits. Counts in messages per day. */
export interface Alert {
  readonly place: number;
  readonly day: number;
  readonly kind: AlertKind;
  readonly observed: number;
  readonly expected: number;
  readonly phi: number;
  readonly pUpper: number;
  readonly pLower: number;
  /** Of the side of its kind, over the places tested on that day (Benjamini and Hochberg). */
  readonly q: number;
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
  const qUpper = correctionByDay(scan.pUpper, input);
  const qLower = correctionByDay(scan.pLower, input);
  const alerts: Alert[] = [];
  for (let place = 0; place < input.places; place += 1) {
    // y > U is P(X >= y) <= alpha, and y < L is P(X <= y) < alpha: no quantile is needed to find them.
    addAlerts(alerts, input, scan, place, 'surge', qUpper, (at) => scan.pUpper[at] <= alpha);
    addAlerts(alerts, input, scan, place, 'silence', qLower, (at) => scan.pLower[at] < alpha);
  }
  return { alerts, tested: scan.tested, alpha, scan };
}

export interface AlertLimits extends DayLimits {
  /** 1 at the limit, more beyond it; null where the limit is not above the expected count. */
  readonly exceedance: number | null;
}

/** The limits that an alert lies beyond: worked out for the alerts that are read, not for all that are found. */
export function alertLimits({ observed, expected, phi }: Alert, alpha: number): AlertLimits {
  const limits = dayLimits(expected, phi, alpha);
  const exceedance = limits.upper > expected ? (observed - expected) / (limits.upper - expected) : null;
  return { ...limits, exceedance };
}

type Correction = (day: number, p: number) => number;

/** What corrects a p of a day over the places of that day. */
function correctionByDay(p: Float64Array, { places, days }: DailyCounts): Correction {
  const column = new Float64Array(places);
  const steps = Array.from({ length: days }, (_, d) => {
    for (let place = 0; place < places; place += 1) column[place] = p[place * days + d];
    return stepUpOf(column).stepUp;
  });
  return (day, one) => Math.min(1, steps[day](one));
}

function addAlerts(
  alerts: Alert[],
  { counts, days }: DailyCounts,
  scan: AlarmScan,
  place: number,
  kind: AlertKind,
  correct: Correction,
  alarms: (at: number) => boolean
): void {
  const first = place * days;
  const p = kind === 'surge' ? scan.pUpper : scan.pLower;
  const alarmDays: number[] = [];
  for (let d = 0; d < days; d += 1) if (alarms(first + d)) alarmDays.push(d);
  let lastShown = -Infinity;
  alarmDays.forEach((day, i) => {
    const at = first + day;
    const q = correct(day, p[at]);
    const isLasting = (other: number | undefined) =>
      other !== undefined && Math.abs(other - day) <= PERSISTENT_WITHIN;
    const shown = q < Q_LIMIT || isLasting(alarmDays[i - 1]) || isLasting(alarmDays[i + 1]);
    const onset = shown && day - lastShown > PERSISTENT_WITHIN;
    if (shown) lastShown = day;
    alerts.push({
      place,
      day,
      kind,
      observed: counts[at],
      expected: scan.expected[at],
      phi: scan.phi[at],
      pUpper: scan.pUpper[at],
      pLower: scan.pLower[at],
      q,
      nRef: scan.nRef[at],
      shown,
      onset
    });
  });
}
