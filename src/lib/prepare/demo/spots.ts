import { latLngToCell } from 'h3-js';
import { isInPolygons } from '../../geo/point-in-polygon.ts';
import { RESOLUTION, type DemoCell } from './cells.ts';
import { NOWHERE, type Spot } from './demo-event.ts';
import { between, pick, type Random } from './random.ts';
import type { Place, World } from './world.ts';

/** Towns whose cell lies in the same region as they do: events there agree with the activity around them. */
export function settledTowns(cells: readonly DemoCell[], world: World): Place[] {
  const regions = new Map(cells.map((cell) => [cell.h3, cell.region]));
  return world.places.filter(
    ({ lat, lon, region, population }) =>
      region !== null && population >= 20_000 && regions.get(latLngToCell(lat, lon, RESOLUTION)) === region
  );
}

/** A point in or near a town, in the same cell and region, with how far off it may be. */
export function nearTown(town: Place, world: World, random: Random): Spot {
  const lat = fiveDecimals(town.lat + (random() - 0.5) * 0.03);
  const lon = fiveDecimals(town.lon + (random() - 0.5) * 0.05);
  const outline = world.regions.find((region) => region.code === town.region);
  const isHome =
    outline !== undefined &&
    isInPolygons(outline.polygons, lon, lat) &&
    latLngToCell(lat, lon, RESOLUTION) === latLngToCell(town.lat, town.lon, RESOLUTION);
  const at = isHome ? { lat, lon } : { lat: town.lat, lon: town.lon };
  return { ...at, ...named(town), placeRadiusM: pick([250, 500, 1000, 2000], random) };
}

/** Only the town is known: its middle, with a wide circle. */
export function somewhereInTown(town: Place, random: Random): Spot {
  return { lat: town.lat, lon: town.lon, ...named(town), placeRadiusM: 1000 * between(8, 25, random) };
}

/** A report that gives the place of an event more or less well. */
export function reportedSpot(town: Place, world: World, random: Random): Spot {
  const chance = random();
  if (chance < 0.62) return nearTown(town, world, random);
  if (chance < 0.8) return somewhereInTown(town, random);
  if (chance < 0.88) {
    const name = world.regions.find((region) => region.code === town.region)?.name ?? null;
    return { ...NOWHERE, place: name, country: town.country, region: town.region };
  }
  return chance < 0.96 ? { ...NOWHERE, country: town.country } : NOWHERE;
}

function named(town: Place): Pick<Spot, 'place' | 'country' | 'region'> {
  return { place: town.name, country: town.country, region: town.region };
}

function fiveDecimals(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
