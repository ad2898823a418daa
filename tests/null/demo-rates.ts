import { demoCells, type DemoCell } from '../../src/lib/prepare/demo/cells.ts';
import { ALERT_HOUR, DAYS, FIRST_DAY, FIRST_HOUR, HOURS } from '../../src/lib/prepare/demo/clock.ts';
import { scaleFor } from '../../src/lib/prepare/demo/counts.ts';
import { expectedByCell, MODEL } from '../../src/lib/prepare/demo/expected.ts';
import { marketOf } from '../../src/lib/prepare/demo/market.ts';
import { negativeBinomial, stream } from '../../src/lib/prepare/demo/random.ts';
import { readWorld } from '../../src/lib/prepare/demo/world.ts';
import { scanAlarms } from '../../src/lib/stats/alert-scan.ts';

const MESSAGES = 104_000_000;
const ALPHA = 0.001;
/** Whole days before the alert. */
const QUIET_DAYS = Math.floor((ALERT_HOUR - FIRST_HOUR) / 24);

export interface DemoAlarmRates {
  /** Per 1,000 cell-days before the alert. */
  readonly surge: number;
  readonly silence: number;
  readonly tested: number;
}

/**
 * Alarms of the daily limits on the cells of the demo, drawn from its own model without a single planted change; with
 * the growth of its network, or with that divided out.
 */
export async function demoAlarmRates(geo: string, seed: number, hasGrowth: boolean): Promise<DemoAlarmRates> {
  const cells = demoCells(await readWorld(geo, (country) => marketOf(country) !== undefined));
  const counts = dailyCounts(cells, seed, hasGrowth);
  const dow = Uint8Array.from({ length: DAYS }, (_, d) => (FIRST_DAY + d + 3) % 7);
  const scan = scanAlarms({ counts, places: cells.length, days: DAYS, dow });
  const found = { surge: 0, silence: 0, tested: 0 };
  scan.expected.forEach((mu, at) => {
    if (Number.isNaN(mu) || at % DAYS >= QUIET_DAYS) return;
    found.tested += 1;
    if (scan.pUpper[at] <= ALPHA) found.surge += 1;
    if (scan.pLower[at] < ALPHA) found.silence += 1;
  });
  const perThousand = (alarms: number) => (1000 * alarms) / found.tested;
  return {
    surge: perThousand(found.surge),
    silence: perThousand(found.silence),
    tested: found.tested
  };
}

function dailyCounts(cells: readonly DemoCell[], seed: number, hasGrowth: boolean): Float64Array {
  const scale = scaleFor(cells, [], seed, MESSAGES);
  const expected = expectedByCell(cells, [], seed);
  const growth = (hour: number) =>
    hasGrowth ? 1 : 1 + MODEL.growth * Math.min(1, hour / (ALERT_HOUR - FIRST_HOUR));
  const counts = new Float64Array(cells.length * DAYS);
  cells.forEach((cell, row) => {
    const means = expected(cell);
    const random = stream(seed, 'null-counts', cell.cell);
    for (let day = 0; day < DAYS; day += 1) {
      let sum = 0;
      let isWhole = true;
      for (let hour = day * 24; hour < Math.min(HOURS, day * 24 + 24); hour += 1) {
        if (means[hour] === 0) isWhole = false;
        sum += negativeBinomial((means[hour] * scale) / growth(hour), MODEL.shape, random);
      }
      // A day that was not collected throughout is no day.
      counts[row * DAYS + day] = isWhole ? sum : NaN;
    }
  });
  return counts;
}
