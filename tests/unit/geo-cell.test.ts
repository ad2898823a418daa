import { expect, test } from 'vitest';
import {
  cellAt,
  cellBoundary,
  cellNeighbours,
  cellCentre,
  cellResolution,
  isCell
} from '../../src/lib/geo/cell.ts';
import { isInRing } from '../../src/lib/geo/point-in-polygon.ts';

test('a point lies inside the boundary of its cell', () => {
  const cell = cellAt(4.4777, 51.9244, 5);
  expect(cell).toMatch(/^85[0-9a-f]{13}$/);
  const boundary = cellBoundary(cell ?? '');
  expect(boundary).toHaveLength(6);
  expect(isInRing(boundary, 4.4777, 51.9244)).toBe(true);
  expect(isInRing(boundary, 5.4777, 51.9244)).toBe(false);
});

test('a cell across the antimeridian is a hexagon and not a band round the globe', () => {
  for (const lon of [179.99, -179.99, 180, -180]) {
    const cell = cellAt(lon, -17, 3) ?? '';
    const longitudes = cellBoundary(cell).map((corner) => corner[0]);
    expect(Math.max(...longitudes) - Math.min(...longitudes)).toBeLessThan(3);
    expect(
      Math.abs((Math.max(...longitudes) + Math.min(...longitudes)) / 2 - cellCentre(cell).lon)
    ).toBeLessThan(1);
  }
});

test('the centre of a cell lies in the cell, and its resolution is the one asked for', () => {
  const cell = cellAt(-70.6, -33.4, 7) ?? '';
  const { lon, lat } = cellCentre(cell);
  expect(cellAt(lon, lat, 7)).toBe(cell);
  expect(cellResolution(cell)).toBe(7);
});

test('a point without a place on earth has no cell', () => {
  expect(cellAt(NaN, 52, 5)).toBeNull();
  expect(cellAt(4, NaN, 5)).toBeNull();
  expect(cellAt(4, 95, 5)).toBeNull();
});

test('text that is no cell is refused by name', () => {
  expect(isCell('85196953fffffff')).toBe(true);
  expect(isCell('hello')).toBe(false);
  expect(() => cellBoundary('hello')).toThrow('"hello" is not the H3 index of a cell');
});

test('six cells touch a cell, five a pentagon, none of them itself', () => {
  const cell = '84196bdffffffff';
  const neighbours = cellNeighbours(cell);
  expect(new Set(neighbours).size).toBe(6);
  expect(neighbours).not.toContain(cell);
  expect(neighbours.every((other) => cellNeighbours(other).includes(cell))).toBe(true);
  expect(cellNeighbours('8009fffffffffff')).toHaveLength(5);
  expect(() => cellNeighbours('nonsense')).toThrow('"nonsense" is not the H3 index of a cell');
});
