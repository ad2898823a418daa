import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { locatorOf, type Locator } from '../../src/lib/geo/locate.ts';
import { countryOutlines, regionOutlines, type Outline } from '../../src/lib/geo/outlines.ts';
import { placesFrom, placesNamed, type Place } from '../../src/lib/geo/places.ts';
import { isInPolygons, type Ring } from '../../src/lib/geo/point-in-polygon.ts';
import { isCountryCode, isRegionCode } from '../../src/lib/geo/region.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(`static/geo/${name}`, 'utf8'));

let countries: Outline[];
let regions: Outline[];
let places: Place[];
let countryAt: Locator;
let regionAt: Locator;

beforeAll(() => {
  countries = countryOutlines(read('countries.json'));
  regions = regionOutlines(read('regions.json'));
  places = placesFrom(read('places.json'));
  countryAt = locatorOf(countries);
  regionAt = locatorOf(regions);
});

function squareDegrees(ring: Ring): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return Math.abs(twice / 2);
}

test('every country has a code, a name without abbreviations and a label inside it', () => {
  expect(countries).toHaveLength(249);
  expect(new Set(countries.map((country) => country.code)).size).toBe(countries.length);
  for (const { code, name, point, polygons } of countries) {
    expect(code).toSatisfy(isCountryCode);
    expect(name).toMatch(/^[^.]{4,}$/);
    if (polygons.some((rings) => squareDegrees(rings[0]) > 0.5)) {
      expect(isInPolygons(polygons, ...point), `label of ${name}`).toBe(true);
    }
  }
});

test('every region has a code of its country, a name, and a label inside it', () => {
  expect(regions.length).toBeGreaterThan(2500);
  expect(new Set(regions.map((region) => region.code)).size).toBe(regions.length);
  const known = new Set(countries.map((country) => country.code));
  for (const { code, name, country, point, polygons } of regions) {
    expect(code).toSatisfy(isRegionCode);
    expect(known).toContain(country);
    expect(name.trim()).not.toBe('');
    expect(polygons.length).toBeGreaterThan(0);
    if (polygons.some((rings) => squareDegrees(rings[0]) > 1)) {
      expect(isInPolygons(polygons, ...point), `label of ${code} ${name}`).toBe(true);
    }
  }
});

test('no outline smears over the map: none is larger than 20,000 square degrees, and no edge is longer than its box', () => {
  for (const { code, polygons } of [...countries, ...regions]) {
    for (const ring of polygons.flat()) {
      expect(squareDegrees(ring), code).toBeLessThan(20_000);
      for (let i = 1; i < ring.length; i++) {
        const isPole = Math.abs(ring[i][1]) > 89.9;
        if (!isPole) expect(Math.abs(ring[i][0] - ring[i - 1][0]), code).toBeLessThan(60);
      }
    }
  }
});

test('Russia and Fiji are cut at the antimeridian, and their boxes run past it', () => {
  for (const code of ['RU', 'FJ']) {
    const outline = countries.find((country) => country.code === code);
    const longitudes = outline?.polygons.flat(2).map((corner) => corner[0]) ?? [];
    expect(Math.max(...longitudes)).toBeCloseTo(180, 1);
    expect(Math.min(...longitudes)).toBeCloseTo(-180, 1);
    expect(outline?.bounds.east).toBeGreaterThan(180);
    expect((outline?.bounds.east ?? 360) - (outline?.bounds.west ?? 0)).toBeLessThan(175);
  }
});

test('levels are those of NUTS 1 and 2, and the states of the United States are there', () => {
  const count = (country: string): number => regions.filter((region) => region.country === country).length;
  expect({
    NL: count('NL'),
    DE: count('DE'),
    GB: count('GB'),
    FR: count('FR'),
    IT: count('IT'),
    US: count('US')
  }).toEqual({
    NL: 12,
    DE: 16,
    GB: 12,
    FR: 13,
    IT: 20,
    US: 51
  });
  const codes = new Set(regions.map((region) => region.code));
  for (const code of [
    'NL-NH',
    'NL-ZH',
    'US-CA',
    'DE-BY',
    'FR-IDF',
    'ES-CT',
    'GB-LO',
    'BE-VAN',
    'IT-25',
    'UA-43'
  ]) {
    expect(codes).toContain(code);
  }
});

test.each([
  ['Rotterdam', 4.4777, 51.9244, 'NL', 'NL-ZH'],
  ['the outer port of Rotterdam, off the simplified coast', 3.99, 51.97, 'NL', 'NL-ZH'],
  ['Antwerp', 4.4025, 51.2194, 'BE', 'BE-VAN'],
  ['London', -0.1276, 51.5072, 'GB', 'GB-LO'],
  ['Berlin', 13.405, 52.52, 'DE', 'DE-BE'],
  ['Paris', 2.3522, 48.8566, 'FR', 'FR-IDF'],
  ['Marseille, on the quay', 5.36, 43.295, 'FR', 'FR-PAC'],
  ['Barcelona', 2.17, 41.39, 'ES', 'ES-CT'],
  ['Milan', 9.19, 45.46, 'IT', 'IT-25'],
  ['Pristina', 21.166, 42.663, 'XK', 'XK-PRI'],
  ['Nicosia', 33.38, 35.17, 'CY', 'CY-01'],
  ['Kyrenia, in the north of Cyprus', 33.32, 35.33, 'CY', 'CY-N'],
  ['Simferopol, in Crimea', 34.1, 44.95, 'UA', 'UA-43'],
  ['San Francisco', -122.42, 37.77, 'US', 'US-CA'],
  ['Cayenne, in French Guiana', -52.33, 4.93, 'GF', null],
  ['Gibraltar', -5.35, 36.14, 'GI', null],
  ['Suva, in Fiji', 178.44, -18.14, 'FJ', 'FJ-C']
])('%s is found in its country and region', (_name, lon, lat, country, region) => {
  expect(countryAt(lon, lat)?.code).toBe(country);
  if (region !== null) expect(regionAt(lon, lat)?.code).toBe(region);
});

test('the middle of an ocean and a missing coordinate are in no country', () => {
  expect(countryAt(-40, 30)).toBeNull();
  expect(countryAt(NaN, 52)).toBeNull();
  expect(locatorOf(countries, 0)(3.5, 52)).toBeNull();
});

test('nearly all places of GeoNames are found in the country that GeoNames says', () => {
  const strayed = places.filter((place) => countryAt(place.lon, place.lat)?.code !== place.country);
  expect(strayed.length / places.length).toBeLessThan(0.01);
});

test('places are sorted by population and keep their accents', () => {
  expect(places.length).toBeGreaterThan(20_000);
  expect(places.every((place, i) => i === 0 || place.population <= places[i - 1].population)).toBe(true);
  expect(places.every((place) => place.population >= 15_000 && isCountryCode(place.country))).toBe(true);
  expect(places.find((place) => place.name === 'São Paulo')).toMatchObject({
    country: 'BR',
    region: 'BR-SP'
  });
  expect(places.find((place) => place.name === 'Rotterdam')).toMatchObject({
    country: 'NL',
    region: 'NL-ZH'
  });
});

test('a place is found by the beginning of its name, without accents or case, the largest first', () => {
  expect(placesNamed(places, 'sao paulo', 1)[0]).toMatchObject({ name: 'São Paulo', country: 'BR' });
  expect(placesNamed(places, 'Rotterd').map((place) => place.country)).toEqual(['NL', 'US']);
  expect(placesNamed(places, '  ')).toEqual([]);
});

test('a file of another kind is refused, saying what to do', () => {
  expect(() => countryOutlines({ type: 'FeatureCollection' })).toThrow('npm run geo');
  expect(() => regionOutlines(null)).toThrow('npm run geo');
  expect(() => placesFrom([])).toThrow('npm run geo');
});
