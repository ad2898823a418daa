import type { Calibration, ImpactResult } from '../domain/correlation-impact.ts';
import { betaQuantile } from '../stats/beta.ts';
import { eventEffect } from '../stats/event-effect.ts';
import { mulberry32 } from '../stats/random.ts';
import type { ImpactContext } from './impact-scope.ts';
import type { RunControl } from './input.ts';

const DATES = 300;
const TRIES = 20;
const LIMIT = 0.05;
const LEAST_DATES = 20;
/** On either side of a 95 % interval. */
const TAIL = 0.025;

/**
 * Share of ordinary dates of this very case at which the test of 2a says p < 0.05: random hours of random regions with no
 * event in the windows. About 5 % where the method holds. null where there are too few such dates to say.
 */
export async function falseAlarms(
  context: ImpactContext,
  control: RunControl
): Promise<ImpactResult['calibration']> {
  const { prepared, controls, W } = context;
  const { from, to } = prepared.analysis;
  const random = mulberry32(prepared.view.seed);
  const length = to - from - 48 * W;
  let dates = 0;
  let alarms = 0;
  for (let i = 0; i < DATES * TRIES && dates < DATES && controls.length > 0 && length > 0; i += 1) {
    const unit = controls[Math.floor(random() * controls.length)];
    const t0 = from + 24 * W + Math.floor(random() * length);
    const isNear = context.events[unit].some(({ at }) => at >= t0 - 48 * W && at < t0 + 48 * W);
    if (isNear) continue;
    const { p, insufficient } = eventEffect({
      ...prepared.series(unit, prepared.analysis),
      t0: prepared.grid.isDaily ? Math.floor((t0 - from) / 24) * 24 : t0 - from,
      W,
      gap: prepared.grid.isDaily ? 1 : 0
    });
    if (insufficient !== null || p === null) continue;
    dates += 1;
    if (p < LIMIT) alarms += 1;
    if (dates % 20 === 0) await control.pause(0.9 + (0.1 * dates) / DATES);
  }
  return dates < LEAST_DATES ? null : calibrationOf(alarms, dates);
}

/** The share of alarms with its exact interval. Source: Clopper & Pearson 1934. */
function calibrationOf(alarms: number, dates: number): Calibration {
  return {
    share: alarms / dates,
    dates,
    alarms,
    lo: alarms === 0 ? 0 : betaQuantile(TAIL, alarms, dates - alarms + 1),
    hi: alarms === dates ? 1 : betaQuantile(1 - TAIL, alarms + 1, dates - alarms, TAIL)
  };
}
