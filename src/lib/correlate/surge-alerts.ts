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

/** The alerts of every place kept (or region) on every day of all data. */
export function surgeAlerts(
  prepared: Prepared,
  unit: NonNullable<SurgesOptions['unit']>,
  control: RunControl
): SurgeAlerts {
  const days = wholeDays(prepared.grid, prepared.whole);
  const counts = unit === 'cell' ? countsByPlace(prepared, days) : countsByUnit(prepared, days);
  const alerts = dailyAlerts(counts, {
    onPlace: (done) => {
      if (done % PROGRESS_EVERY === 0) control.progress((0.8 * done) / counts.places);
    }
  });
  return { days, counts, alerts };
}
