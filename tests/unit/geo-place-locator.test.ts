import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { countryOutlines, regionOutlines } from '../../src/lib/geo/outlines.ts';
import { placeLocatorOf } from '../../src/lib/geo/place-locator.ts';
import { placesFrom, type Place } from '../../src/lib/geo/places.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(`static/geo/${name}`, 'utf8'));

let locate: ReturnType<typeof placeLocatorOf>;
let places: Place[];

beforeAll(() => {
  locate = placeLocatorOf(countryOutlines(read('countries.json')), regionOutlines(read('regions.json')));
  places = placesFrom(read('places.json'));
});

test.each([
  ['Monaco', 7.421, 43.737, 'MC', null],
  ['Gibraltar', -5.35, 36.13, 'GI', null],
  ['Vaduz', 9.52, 47.14, 'LI', null],
  ['San Marino', 12.45, 43.94, 'SM', null],
  ['Andorra la Vella', 1.52, 42.51, 'AD', null],
  ['Singapore', 103.82, 1.35, 'SG', null],
  ['Hong Kong', 114.17, 22.32, 'HK', null],
  ['Valletta', 14.51, 35.9, 'MT', null],
  ['the middle of Rome, beside the Vatican', 12.4964, 41.9028, 'IT', 'IT-62'],
  ['Nice, beside Monaco', 7.262, 43.71, 'FR', 'FR-PAC'],
  ['Rotterdam', 4.4777, 51.9244, 'NL', 'NL-ZH'],
  ['the outer port of Rotterdam, off the simplified coast', 3.99, 51.97, 'NL', 'NL-ZH'],
  ['Luxembourg', 6.13, 49.61, 'LU', 'LU-L'],
  ['Aachen, beside Vaals', 6.084, 50.776, 'DE', 'DE-NW'],
  ['Maastricht', 5.69, 50.85, 'NL', 'NL-LI'],
  ['Simferopol', 34.1, 44.95, 'UA', 'UA-43']
])('%s is in its country, and in a region of that country', (_name, lon, lat, country, region) => {
  expect(locate(lon, lat)).toEqual({ country, region });
});

test('the middle of an ocean and a missing coordinate are nowhere', () => {
  expect(locate(-40, 30)).toEqual({ country: null, region: null });
  expect(locate(4, NaN)).toEqual({ country: null, region: null });
});

test('the towns of GeoNames are found in their country, and in the region of the full outlines', () => {
  const found = places.map((place) => ({ place, at: locate(place.lon, place.lat) }));
  const strayed = found.filter(({ place, at }) => at.country !== place.country);
  expect(strayed.length / places.length).toBeLessThan(0.01);
  const european = found.filter(
    ({ place }) => place.region !== null && ['NL', 'BE', 'DE', 'FR', 'GB', 'ES', 'IT'].includes(place.country)
  );
  expect(european.length).toBeGreaterThan(3000);
  const misplaced = european.filter(({ place, at }) => at.region !== place.region);
  expect(misplaced.length / european.length).toBeLessThan(0.01);
  for (const { at } of found) if (at.region !== null) expect(at.region.slice(0, 2)).toBe(at.country);
});
