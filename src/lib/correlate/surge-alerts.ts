import type { SurgesOptions } from '../domain/correlation-surges.ts';
import { dailyAlerts, type Alerts } from '../stats/alerts.ts';
import type { DailyCounts } from '../stats/alert-scan.ts';
import { countsByPlace, countsByUnit } from './daily-counts.ts';
import { wholeDays, type Days } from './days.ts';
import type { RunControl } from './input.ts';
import type { Prepared } from './prepared.ts';

export interface SurgeAlerts {
  readonly days: Days;
  readonly counts: DailyCounts;
  readonly alerts: Alerts;
}

const PROGRESS_EVERY = 50;

/** Surges and space-time look at the same alerts: whichever comes second finds them here. */
const known = new WeakMap<Prepared, Map<string, SurgeAlerts>>();

/** The alerts of every place kept (or region) on every day of all data; computed once for a case under a View. */
export function surgeAlerts(
  prepared: Prepared,
  unit: NonNullable<SurgesOptions['unit']>,
  control: RunControl
): SurgeAlerts {
  const units = known.get(prepared) ?? new Map<string, SurgeAlerts>();
  known.set(prepared, units);
  const found = units.get(unit);
  if (found !== undefined) return found;
  const days = wholeDays(prepared.grid, prepared.whole);
  const counts = unit === 'cell' ? countsByPlace(prepared, days) : countsByUnit(prepared, days);
  const alerts = dailyAlerts(counts, {
    onPlace: (done) => {
      if (done % PROGRESS_EVERY === 0) control.progress((0.8 * done) / counts.places);
    }
  });
  const made = { days, counts, alerts };
  units.set(unit, made);
  return made;
}
