import type { DemoCell } from './cells.ts';
import { ALERT_HOUR, DAYS, FIRST_HOUR, HOURS, hourOf, localHoursOfWeek } from './clock.ts';
import type { Effect } from './effects.ts';
import { GAPS, cellsOfGap } from './gaps.ts';
import { marketOf } from './market.ts';
import { normal, stream } from './random.ts';
import { hourOfWeekProfile } from './rhythm.ts';

/** Numbers of the model that planted.json states. */
export const MODEL = {
  /** Rise of the whole network from the first hour to the alert. */
  growth: 0.15,
  /** Day effects: AR(1) of the logarithm. */
  networkDay: { sd: 0.03, rho: 0.5 },
  regionDay: { sd: 0.06, rho: 0.5 },
  /** The Easter weekend is quieter everywhere: a national wave that is no effect of any event. */
  easter: { from: '2020-04-10T00:00:00Z', to: '2020-04-14T00:00:00Z', ratio: 0.9 },
  /** After the alert: floor + (1 - floor) * exp(-hours / decayHours). */
  collapse: { floor: 0.04, decayHours: 14 },
  /** Variance of a count is mean + mean^2 / shape. */
  shape: 8
} as const;

/**
 * Expected messages of each hour of the activity in each cell, before scaling (only ratios matter). One cell at a
 * time: the answer is valid until the next call. Zero in gaps.
 */
export function expectedByCell(cells: readonly DemoCell[], effects: readonly Effect[], seed: number) {
  const network = networkFactors(seed);
  const regions = new Map<string, Float64Array>();
  const zones = new Map<string, Uint8Array>();
  const profiles = new Map<string, Float64Array>();
  const changes = changesByCell(cells, effects);
  const means = new Float64Array(HOURS);
  return (cell: DemoCell): Float64Array => {
    const market = marketOf(cell.country);
    if (market === undefined) throw new RangeError(`No market for country ${cell.country}`);
    const region = remembered(regions, cell.region, () => regionDays(cell.region, seed));
    const localHours = remembered(zones, market.zone, () => localHoursOfWeek(market.zone));
    const profile = remembered(profiles, market.rhythm, () => hourOfWeekProfile(market.rhythm));
    for (let index = 0; index < HOURS; index += 1) {
      const day = Math.floor(index / 24);
      means[index] = cell.weight * network[index] * region[day] * profile[localHours[index]];
    }
    for (const change of changes.get(cell.cell) ?? []) {
      const to = Math.min(change.toHour - FIRST_HOUR, HOURS);
      for (let index = change.fromHour - FIRST_HOUR; index < to; index += 1) means[index] *= change.ratio;
    }
    return means;
  };
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

function networkFactors(seed: number): Float64Array {
  const days = dayEffects(MODEL.networkDay, stream(seed, 'network-days'));
  const { floor, decayHours } = MODEL.collapse;
  const easterFrom = hourOf(MODEL.easter.from);
  const easterTo = hourOf(MODEL.easter.to);
  return Float64Array.from({ length: HOURS }, (_, index) => {
    const hour = FIRST_HOUR + index;
    const growth =
      1 + (MODEL.growth * Math.min(hour, ALERT_HOUR) - MODEL.growth * FIRST_HOUR) / (ALERT_HOUR - FIRST_HOUR);
    const easter = hour >= easterFrom && hour < easterTo ? MODEL.easter.ratio : 1;
    const since = hour - ALERT_HOUR;
    const collapse = since < 0 ? 1 : floor + (1 - floor) * Math.exp(-since / decayHours);
    return growth * easter * collapse * days[Math.floor(index / 24)];
  });
}

function regionDays(region: string, seed: number): Float64Array {
  return dayEffects(MODEL.regionDay, stream(seed, 'region-days', region));
}

/** Factor of each UTC day, mean 1, whose logarithm is an AR(1) series. */
function dayEffects({ sd, rho }: { sd: number; rho: number }, random: () => number): Float64Array {
  let level = sd * normal(random);
  return Float64Array.from({ length: DAYS }, () => {
    const factor = Math.exp(level - (sd * sd) / 2);
    level = rho * level + sd * Math.sqrt(1 - rho * rho) * normal(random);
    return factor;
  });
}

interface Change {
  readonly fromHour: number;
  readonly toHour: number;
  readonly ratio: number;
}

function changesByCell(cells: readonly DemoCell[], effects: readonly Effect[]): Map<number, Change[]> {
  const all = cells.map((cell) => cell.cell);
  const changes = [
    ...effects.map((effect) => ({ ...effect, on: effect.cells })),
    ...GAPS.map((gap) => ({ ...gap, ratio: 0, on: cellsOfGap(gap, cells) ?? all }))
  ];
  const byCell = new Map<number, Change[]>();
  for (const change of changes) {
    for (const cell of change.on) byCell.set(cell, [...(byCell.get(cell) ?? []), change]);
  }
  return byCell;
}
