import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { PolygonRings } from '../../geo/point-in-polygon.ts';

/** A region of the first level, with what is needed to tell whether a point lies in it. */
export interface RegionOutline {
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly polygons: readonly PolygonRings[];
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface Place {
  readonly name: string;
  readonly country: string;
  /** Code of the region by its outline, or null where none holds the place. */
  readonly region: string | null;
  readonly lat: number;
  readonly lon: number;
  readonly population: number;
}

export interface World {
  readonly regions: readonly RegionOutline[];
  /** Largest first. */
  readonly places: readonly Place[];
}

/** `static/geo/places.json`: columns of equal length; degrees in thousandths; countries as one string of codes. */
interface PlaceColumns {
  readonly name: readonly string[];
  readonly country: string;
  readonly regions: readonly string[];
  /** Index into regions, or -1. */
  readonly region: readonly number[];
  readonly lat: readonly number[];
  readonly lon: readonly number[];
  readonly population: readonly number[];
}

/**
 * Reads the outlines and towns that Casewall ships in `static/geo`, those of some countries only.
 * Throws where a file is missing.
 */
export async function readWorld(folder: string, isWanted: (country: string) => boolean): Promise<World> {
  const [topology, columns] = await Promise.all([
    readJson(path.join(folder, 'regions.json')),
    readJson(path.join(folder, 'places.json'))
  ]);
  const places = placesOf(columns as PlaceColumns).filter((place) => isWanted(place.country));
  return {
    regions: regionOutlines(topology as Topology, isWanted),
    places: places.sort((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1))
  };
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

function placesOf(columns: PlaceColumns): Place[] {
  return columns.name.map((name, index) => ({
    name,
    country: columns.country.slice(2 * index, 2 * index + 2),
    region: columns.regions[columns.region[index]] ?? null,
    lat: columns.lat[index] / 1000,
    lon: columns.lon[index] / 1000,
    population: columns.population[index]
  }));
}

function regionOutlines(topology: Topology, isWanted: (country: string) => boolean): RegionOutline[] {
  const all = topology.objects.regions as GeometryCollection<{ name: string }>;
  const geometries = all.geometries.filter(({ id }) => isWanted(countryOf(String(id))));
  return feature(topology, { ...all, geometries }).features.flatMap(({ geometry, id, properties }) => {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return [];
    return [outline(String(id), properties.name, geometry)];
  });
}

/** A region code starts with the code of its country. */
function countryOf(region: string): string {
  return region.split('-')[0];
}

function outline(code: string, name: string, geometry: Polygon | MultiPolygon): RegionOutline {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [outer] of polygons) {
    for (const [lon, lat] of outer) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return { code, name, country: countryOf(code), polygons, west, south, east, north };
}
