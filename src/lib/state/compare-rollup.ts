import { DAY_MS, type ActivityCube } from '../domain/activity.ts';
import { FILES } from '../domain/case.ts';
import { CaseFailure } from '../domain/failure.ts';
import { countsInRange } from '../views/activity-cube.ts';
import type { OpenedCase } from './open-case.ts';

/**
 * The full activity must add up to what the first picture showed: by place and day with the rollup, whose hash was
 * compared, and in all with the manifest. Throws CaseFailure otherwise: no number is drawn from a file that says
 * something else than its case.
 */
export function compareWithRollup(cube: ActivityCube, { dayCube, manifest }: OpenedCase): void {
  const whole = { from: -Infinity, to: Infinity };
  const total = countsInRange(cube, whole, null, new Float64Array(cube.places));
  if (total !== manifest.totals.messages) {
    throw different(`it adds up to ${total} messages, and case.json says ${manifest.totals.messages}`);
  }
  if (dayCube === null) return;
  const [hours, days] = [new Float64Array(cube.places), new Float64Array(cube.places)];
  for (let day = dayCube.firstBin; day < dayCube.endBin; day++) {
    const range = { from: day * DAY_MS, to: (day + 1) * DAY_MS };
    countsInRange(cube, range, null, hours);
    countsInRange(dayCube, range, null, days);
    const place = hours.findIndex((count, at) => count !== days[at]);
    if (place < 0) continue;
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    throw different(
      `cell ${place} has ${hours[place]} messages on ${date}, and ${FILES.dayCell} says ${days[place]}`
    );
  }
}

function different(found: string): CaseFailure {
  return new CaseFailure([
    {
      code: 'activity-different',
      severity: 'error',
      message: `The activity is not that of the case: ${found}.`,
      remedy: 'Put the first file back, or make the case again.',
      file: FILES.activity
    }
  ]);
}
