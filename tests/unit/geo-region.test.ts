import { expect, test } from 'vitest';
import { codeLabel, codeMatches, countryOf, isCountryCode, isRegionCode } from '../../src/lib/geo/region.ts';
import { isInPolygons } from '../../src/lib/geo/point-in-polygon.ts';

test('a list of codes keeps a place by its country or by its region', () => {
  expect(codeMatches(['NL'], 'NL', 'NL-ZH')).toBe(true);
  expect(codeMatches(['NL-ZH'], 'NL', 'NL-ZH')).toBe(true);
  expect(codeMatches(['NL-NH', 'BE'], 'NL', 'NL-ZH')).toBe(false);
  expect(codeMatches(['NL-ZH'], 'NL', null)).toBe(false);
  expect(codeMatches(['NL'], null, null)).toBe(false);
});

test('an empty list of codes keeps everything, even what has no country', () => {
  expect(codeMatches([], null, null)).toBe(true);
});

test('a missing country is not guessed from the region', () => {
  expect(codeMatches(['NL'], null, 'NL-ZH')).toBe(false);
});

test('country and region codes are told apart', () => {
  expect(['NL', 'XK'].every(isCountryCode)).toBe(true);
  expect(['nl', 'NLD', 'NL-ZH', ''].some(isCountryCode)).toBe(false);
  expect(['NL-ZH', 'US-CA', 'FR-20R', 'IT-25', 'DE-HAMBURG'].every(isRegionCode)).toBe(true);
  expect(['NL', 'NL-', 'nl-zh', "NL-Z'"].some(isRegionCode)).toBe(false);
  expect(countryOf('NL-ZH')).toBe('NL');
  expect(countryOf('NL')).toBe('NL');
});

test('a code is written by its name, a region with its country, an unknown code as it is', () => {
  const names = new Map([
    ['NL', 'Netherlands'],
    ['NL-ZH', 'Zuid-Holland']
  ]);
  expect(codeLabel('NL', names)).toBe('Netherlands');
  expect(codeLabel('NL-ZH', names)).toBe('Zuid-Holland, Netherlands');
  expect(codeLabel('NL-XX', names)).toBe('NL-XX');
});

test('a point in a hole is outside, and one in a second polygon inside', () => {
  const square = (x: number, y: number, size: number): number[][] => [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y]
  ];
  const area = [[square(0, 0, 10), square(4, 4, 2)], [square(20, 0, 5)]];
  expect(isInPolygons(area, 1, 1)).toBe(true);
  expect(isInPolygons(area, 5, 5)).toBe(false);
  expect(isInPolygons(area, 22, 2)).toBe(true);
  expect(isInPolygons(area, 15, 2)).toBe(false);
  expect(isInPolygons([[[...square(0, 0, 10)].reverse()]], 1, 1)).toBe(true);
});
