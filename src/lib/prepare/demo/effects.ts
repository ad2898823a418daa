import { gridDisk, latLngToCell } from 'h3-js';
import { RESOLUTION, type DemoCell } from './cells.ts';
import { ALERT_HOUR, CASE_ZONE, hourOf, offsetHours } from './clock.ts';
import { GAPS } from './gaps.ts';
import { between, shuffled, stream, type Random } from './random.ts';
import type { Place, World } from './world.ts';

/** A planted change: messages of `cells` in [fromHour, toHour) are expected `ratio` times as often. */
export interface Effect {
  readonly role: 'dip' | 'surge' | 'control' | 'unexplained';
  /** The whole region, or the cell of the event and its neighbours. */
  readonly scope: 'region' | 'ring';
  readonly place: Place;
  readonly country: string;
  readonly region: string;
  readonly cells: readonly number[];
  readonly fromHour: number;
  readonly toHour: number;
  readonly ratio: number;
  /** How well the date of the event is known; `start` is what the event says, in whole UTC hours. */
  readonly precision: 'hour' | 'day';
  readonly startHour: number;
}

export const ROLES = { dip: 24, surge: 8, control: 12, unexplained: 6 } as const;

/** At most so many planted regions in a country. */
const PER_COUNTRY = 6;

/** A region must see enough for a change to be found: this share of all messages. */
const LEAST_WEIGHT = 0.0008;

const EFFECT_HOURS = 7 * 24;
const FIRST_DATE = hourOf('2020-04-21T00:00:00Z');
const DATE_SPAN_DAYS = 43;

/** A region that an effect can be planted in, and the town that its event happens in. */
interface Site {
  readonly place: Place;
  readonly region: string;
  readonly country: string;
  readonly home: number;
  readonly cells: readonly number[];
}

/**
 * The planted effects of a seed, each in a region of its own. Windows of 7 days on both sides lie inside the quiet
 * time between Easter and the alert.
 */
export function plantedEffects(cells: readonly DemoCell[], world: World, seed: number): Effect[] {
  const random = stream(seed, 'effects');
  const sites = pickSites(cells, world, random);
  const linked = ROLES.dip + ROLES.surge + ROLES.control;
  const taken = new Set(sites.map((site) => site.region));
  // No cell is changed by two effects: a ring leaves out the planted regions beside it and the rings before it.
  const claimed = new Set<number>();
  const ring = (site: Site) => {
    const isFree = ({ region, cell }: DemoCell) =>
      region === site.region || (!taken.has(region) && !claimed.has(cell));
    const free = ringOf(site, cells, isFree);
    for (const cell of free) claimed.add(cell);
    return free;
  };
  const roles = shuffled(linkedRoles(random), random);
  const explained = roles.map(({ role, ratio, scope, precision }, index): Effect => {
    const site = sites[index];
    const day = FIRST_DATE + 24 * Math.floor((index * DATE_SPAN_DAYS) / linked);
    const at = day + between(3, 14, random);
    return {
      ...place(site),
      role,
      scope,
      ratio,
      cells: scope === 'ring' ? ring(site) : site.cells,
      ...window(at, precision)
    };
  });
  const unexplained = sites.slice(linked).map((site, index): Effect => {
    const fromHour = hourOf('2020-05-12T00:00:00Z') + 24 * (index * 4 + between(0, 2, random));
    const toHour = fromHour + 24 * between(2, 4, random);
    const ratio = index === 0 ? 0.1 : between(22, 35, random) / 10;
    return {
      ...place(site),
      role: 'unexplained',
      scope: 'ring',
      ratio,
      cells: ring(site),
      fromHour,
      toHour,
      precision: 'hour',
      startHour: fromHour
    };
  });
  return [...explained, ...unexplained];
}

function place(site: Site): Pick<Effect, 'place' | 'country' | 'region'> {
  return { place: site.place, country: site.country, region: site.region };
}

/** Precision `day`: the windows of the analysis leave the day itself out, so the effect lasts a day longer. */
function window(
  at: number,
  precision: 'hour' | 'day'
): Pick<Effect, 'fromHour' | 'toHour' | 'precision' | 'startHour'> {
  if (precision === 'hour') return { precision, startHour: at, fromHour: at, toHour: at + EFFECT_HOURS };
  const ahead = offsetHours(CASE_ZONE, at * 3_600_000);
  const midnight = Math.floor((at + ahead) / 24) * 24 - ahead;
  return {
    precision,
    startHour: midnight,
    fromHour: at,
    toHour: Math.min(midnight + 24 + EFFECT_HOURS, ALERT_HOUR)
  };
}

function linkedRoles(random: Random): Pick<Effect, 'role' | 'ratio' | 'scope' | 'precision'>[] {
  const spread = (count: number, low: number, high: number) =>
    Array.from(
      { length: count },
      (_, index) => Math.round(100 * (low + ((high - low) * index) / (count - 1))) / 100
    );
  const roles = [
    ...shuffled(spread(ROLES.dip, 0.3, 0.8), random).map((ratio, index) => ({
      role: 'dip' as const,
      ratio,
      ring: index < 4
    })),
    ...shuffled(spread(ROLES.surge, 1.3, 2), random).map((ratio, index) => ({
      role: 'surge' as const,
      ratio,
      ring: index < 2
    })),
    ...spread(ROLES.control, 1, 1).map((ratio) => ({ role: 'control' as const, ratio, ring: false }))
  ];
  return roles.map(({ role, ratio, ring }, index) => ({
    role,
    ratio,
    scope: ring ? 'ring' : 'region',
    precision: index % 5 === 4 ? 'day' : 'hour'
  }));
}

/** Shuffled sites, not too many in a country. Throws RangeError where the outlines give too few. */
function pickSites(cells: readonly DemoCell[], world: World, random: Random): Site[] {
  const wanted = Object.values(ROLES).reduce((sum, count) => sum + count, 0);
  const perCountry = new Map<string, number>();
  const picked = shuffled(allSites(cells, world), random).filter(({ country }) => {
    const already = perCountry.get(country) ?? 0;
    perCountry.set(country, already + 1);
    return already < PER_COUNTRY;
  });
  if (picked.length < wanted)
    throw new RangeError(`Only ${picked.length} regions for ${wanted} planted effects`);
  return picked.slice(0, wanted);
}

function allSites(cells: readonly DemoCell[], world: World): Site[] {
  const byH3 = new Map(cells.map((cell) => [cell.h3, cell]));
  const byRegion = cellsByRegion(cells);
  const sites = new Map<string, Site>();
  for (const town of world.places) {
    if (town.population < 25_000) break;
    const home = byH3.get(latLngToCell(town.lat, town.lon, RESOLUTION));
    // The first town is the largest; a cell named after another town may lie in another region.
    if (home?.name !== town.name || home.region !== town.region || sites.has(home.region)) continue;
    if (GAPS.some((gap) => gap.country === home.country)) continue;
    const inRegion = byRegion.get(home.region) ?? [];
    if (inRegion.reduce((sum, cell) => sum + cell.weight, 0) < LEAST_WEIGHT) continue;
    sites.set(home.region, {
      place: town,
      region: home.region,
      country: home.country,
      home: home.cell,
      cells: inRegion.map((cell) => cell.cell)
    });
  }
  return [...sites.values()];
}

function ringOf(site: Site, cells: readonly DemoCell[], isFree: (cell: DemoCell) => boolean): number[] {
  const around = new Set(gridDisk(cells[site.home].h3, 1));
  return cells.filter((cell) => around.has(cell.h3) && isFree(cell)).map((cell) => cell.cell);
}

export function cellsByRegion(cells: readonly DemoCell[]): Map<string, DemoCell[]> {
  const regions = new Map<string, DemoCell[]>();
  for (const cell of cells) {
    const inRegion = regions.get(cell.region);
    if (inRegion === undefined) regions.set(cell.region, [cell]);
    else inRegion.push(cell);
  }
  return regions;
}
