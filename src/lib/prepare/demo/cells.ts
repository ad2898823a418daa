import { cellToLatLng, gridDisk, latLngToCell, polygonToCells } from 'h3-js';
import { isInPolygons } from '../../geo/point-in-polygon.ts';
import { marketOf } from './market.ts';
import type { Place, RegionOutline, World } from './world.ts';

export const RESOLUTION = 4;

/** A place that activity is counted in. `cell` is its number in the order of the H3 index. */
export interface DemoCell {
  readonly cell: number;
  readonly h3: string;
  readonly lat: number;
  readonly lon: number;
  readonly country: string;
  readonly region: string;
  /** Name of the largest town in it, or else of the nearest large one. */
  readonly name: string;
  /** Share of the network's messages in ordinary times; all cells together 1. */
  readonly weight: number;
}

/** Cells kept: those with the most weight. About what Europe's settled land has at resolution 4. */
const CELLS = 2500;

/** Europe without its islands in other seas. */
const BOX = { west: -11, east: 35, south: 34.5, north: 71.5 };

/** Share of a town's users that is spread over the cells around it. */
const SPREAD = 0.25;

/** Users in proportion to population^0.85: the very large cities do not take all. */
const CITY_POWER = 0.85;

/** A cell without a town still has some users: as many as a town of this size. */
const EMPTY_POPULATION = 400;

interface Draft {
  region: RegionOutline;
  raw: number;
  town: Place | null;
}

/** The cells of the demo over Europe's land, with country and region by outline and weight by population. */
export function demoCells(world: World): DemoCell[] {
  const drafts = draftCells(world);
  weigh(drafts, world.places);
  const kept = [...drafts]
    .sort(([h3A, a], [h3B, b]) => b.raw - a.raw || (h3A < h3B ? -1 : 1))
    .slice(0, CELLS)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const total = kept.reduce((sum, [, draft]) => sum + draft.raw, 0);
  const large = world.places.filter((place) => place.population >= 50_000 && inBox(place.lat, place.lon));
  return kept.map(([h3, draft], cell) => {
    const [lat, lon] = cellToLatLng(h3);
    return {
      cell,
      h3,
      lat: round(lat),
      lon: round(lon),
      country: draft.region.country,
      region: draft.region.code,
      name: draft.town?.name ?? nearest(large, lat, lon).name,
      weight: draft.raw / total
    };
  });
}

/** Five decimals are a metre: enough for the centre of a cell 45 km wide. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}

function inBox(lat: number, lon: number): boolean {
  return lon >= BOX.west && lon <= BOX.east && lat >= BOX.south && lat <= BOX.north;
}

/**
 * Cells by their largest town, so that a city at the coast or a small city region has its cell; the others by
 * their centre.
 */
function draftCells(world: World): Map<string, Draft> {
  const regions = new Map(world.regions.map((region) => [region.code, region]));
  const drafts = new Map<string, Draft>();
  for (const town of world.places) {
    if (!inBox(town.lat, town.lon)) continue;
    const h3 = latLngToCell(town.lat, town.lon, RESOLUTION);
    if (drafts.has(h3)) continue;
    const region = town.region === null ? undefined : regions.get(town.region);
    if (region !== undefined) drafts.set(h3, { region, raw: 0, town });
  }
  for (const h3 of cellsOfBox()) {
    if (drafts.has(h3)) continue;
    const region = regionAt(world.regions, ...cellToLatLng(h3));
    if (region !== null) drafts.set(h3, { region, raw: 0, town: null });
  }
  return drafts;
}

function cellsOfBox(): string[] {
  const { west, east, south, north } = BOX;
  const corners = [west, east, east, west].map((lon, corner) => [corner < 2 ? south : north, lon]);
  return polygonToCells(corners, RESOLUTION).sort();
}

/** The region that a point lies in, or null at sea and abroad. */
function regionAt(regions: readonly RegionOutline[], lat: number, lon: number): RegionOutline | null {
  const holds = ({ west, east, south, north, polygons }: RegionOutline) =>
    lon >= west && lon <= east && lat >= south && lat <= north && isInPolygons(polygons, lon, lat);
  return regions.find(holds) ?? null;
}

function weigh(drafts: ReadonlyMap<string, Draft>, places: readonly Place[]): void {
  for (const draft of drafts.values()) draft.raw += users(draft, EMPTY_POPULATION);
  for (const town of places) {
    if (!inBox(town.lat, town.lon)) continue;
    const home = latLngToCell(town.lat, town.lon, RESOLUTION);
    const around = gridDisk(home, 1).flatMap((h3) => (h3 === home ? [] : (drafts.get(h3) ?? [])));
    const draft = drafts.get(home);
    if (draft !== undefined) draft.raw += users(draft, town.population) * (1 - SPREAD);
    for (const other of around) other.raw += (users(other, town.population) * SPREAD) / around.length;
  }
}

function users(draft: Draft, population: number): number {
  return (marketOf(draft.region.country)?.density ?? 0) * population ** CITY_POWER;
}

function nearest(places: readonly Place[], lat: number, lon: number): Place {
  const shrink = Math.cos((lat * Math.PI) / 180);
  let best = places[0];
  let least = Infinity;
  for (const place of places) {
    const distance = (place.lat - lat) ** 2 + ((place.lon - lon) * shrink) ** 2;
    if (distance < least) [best, least] = [place, distance];
  }
  return best;
}
