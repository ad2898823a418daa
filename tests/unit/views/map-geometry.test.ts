import { latLngToCell, polygonToCells } from 'h3-js';
import { describe, expect, it } from 'vitest';
import type { PlaceTable } from '../../../src/lib/domain/activity.ts';
import { cellCentre } from '../../../src/lib/geo/cell.ts';
import {
  cellGeometry,
  placeRings,
  type CellGeometry,
  type Outline
} from '../../../src/lib/views/map-geometry.ts';
import { placeFinder } from '../../../src/lib/views/map-places.ts';
import { mercatorLength, mercatorX, mercatorY, wrapLongitude } from '../../../src/lib/views/mercator.ts';

function makePlaces(rows: readonly { h3?: string; region?: string; country?: string }[]): PlaceTable {
  const centres = rows.map(({ h3 }) => (h3 === undefined ? { lon: NaN, lat: NaN } : cellCentre(h3)));
  return {
    count: rows.length,
    lat: Float64Array.from(centres, (centre) => centre.lat),
    lon: Float64Array.from(centres, (centre) => centre.lon),
    h3: rows.map((row) => row.h3 ?? null),
    country: rows.map((row) => row.country ?? null),
    region: rows.map((row) => row.region ?? null),
    name: rows.map(() => null)
  };
}

function ringArea(ring: ArrayLike<number>): number {
  let twice = 0;
  for (let at = 0; at + 3 < ring.length; at += 2) {
    twice += ring[at] * ring[at + 3] - ring[at + 2] * ring[at + 1];
  }
  return Math.abs(twice) / 2;
}

function trianglesArea({ position, triangles }: CellGeometry): number {
  let area = 0;
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [...triangles.subarray(at, at + 3)].map((vertex) => [
      position[vertex * 2],
      position[vertex * 2 + 1]
    ]);
    area += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
  }
  return area;
}

const NONE = new Map<string, Outline>();
const box = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south]
];

describe('triangles of hexagons', () => {
  const cells = polygonToCells(
    [
      [51, 3],
      [53, 3],
      [53, 7],
      [51, 7]
    ],
    4
  );
  const places = makePlaces(cells.map((h3) => ({ h3 })));
  const geometry = cellGeometry(places, NONE);

  it('are a fan of six for each cell, with the middle at full inset', () => {
    expect(cells.length).toBeGreaterThan(20);
    expect(geometry.first[cells.length]).toBe(cells.length * 7);
    expect(geometry.triangles.length).toBe(cells.length * 6 * 3);
    expect([...geometry.inset.subarray(0, 7)]).toEqual([0, 0, 0, 0, 0, 0, 255]);
  });

  it('cover the same area as the cells', () => {
    const whole = cells.reduce((sum, _, place) => sum + ringArea(placeRings(places, place, NONE)[0]), 0);
    expect(trianglesArea(geometry) / whole).toBeCloseTo(1, 4);
  });

  it('lie within a tenth of a pixel of the truth at zoom 14', () => {
    const [ring] = placeRings(places, 5, NONE);
    const at = geometry.first[5];
    const off = geometry.position[at * 2] + geometry.anchor[0] - ring[0];
    expect(Math.abs(off) * 512 * 2 ** 14).toBeLessThan(0.1);
  });

  it('stay in one piece on the antimeridian', () => {
    const fiji = cellGeometry(makePlaces([{ h3: latLngToCell(-17, 180, 3) }]), NONE);
    const [west, east] = fiji.reach;
    expect(east - west).toBeLessThan(0.02);
    expect(trianglesArea(fiji)).toBeGreaterThan(0);
  });

  it('are five for a pentagon, and none for text that is no cell', () => {
    const pentagon = '831c00fffffffff';
    const odd = cellGeometry(makePlaces([{ h3: pentagon }, { h3: latLngToCell(52, 5, 4) }]), NONE);
    expect(odd.first[1]).toBeGreaterThanOrEqual(6);
    const broken = { ...makePlaces([{}]), h3: ['not a cell'] };
    expect(cellGeometry(broken, NONE).missing).toEqual([0]);
  });
});

describe('triangles of outlines', () => {
  const shell = box(0, 50, 4, 54);
  const hole = box(1, 51, 2, 52);
  const outlines = new Map<string, Outline>([
    ['NL', [[shell, hole], [box(6, 50, 7, 51)]]],
    ['NL-ZH', [[box(0, 50, 1, 51)]]]
  ]);

  it('leave holes out and add up over the parts', () => {
    const places = makePlaces([{ country: 'NL' }]);
    const geometry = cellGeometry(places, outlines);
    const [whole, inner, island] = placeRings(places, 0, outlines).map(ringArea);
    expect(trianglesArea(geometry) / (whole - inner + island)).toBeCloseTo(1, 4);
    expect(geometry.borders.length).toBe(3 * 4 * 2);
  });

  it('take the region before the country, and report what has neither', () => {
    const places = makePlaces([{ country: 'NL', region: 'NL-ZH' }, { country: 'XX' }, { country: 'NL' }]);
    const geometry = cellGeometry(places, outlines);
    expect(geometry.first[1]).toBe(4);
    expect(geometry.missing).toEqual([1]);
    expect(geometry.first[2]).toBe(geometry.first[1]);
  });

  it('is empty without places', () => {
    expect(cellGeometry(makePlaces([]), NONE).triangles.length).toBe(0);
  });
});

describe('the place under a point', () => {
  it('is found by cell first, then by the smallest outline', () => {
    const h3 = latLngToCell(52, 5, 4);
    const outlines = new Map<string, Outline>([
      ['NL', [[box(0, 50, 8, 54)]]],
      ['NL-ZH', [[box(1, 51, 2, 52)]]]
    ]);
    const find = placeFinder(makePlaces([{ country: 'NL' }, { region: 'NL-ZH' }, { h3 }]), outlines);
    expect(find(5, 52)).toBe(2);
    expect(find(1.5, 51.5)).toBe(1);
    expect(find(7.9, 50.1)).toBe(0);
    expect(find(20, 20)).toBeNull();
  });
});

describe('Mercator', () => {
  it('has Greenwich on the equator in the middle and the poles clamped to the square', () => {
    expect([mercatorX(0), mercatorY(0)]).toEqual([0.5, 0.5]);
    expect(mercatorY(90)).toBeCloseTo(0, 6);
    expect(mercatorY(-90)).toBeCloseTo(1, 6);
  });

  it('draws a metre larger towards the poles', () => {
    expect(mercatorLength(1000, 60) / mercatorLength(1000, 0)).toBeCloseTo(2, 6);
  });

  it('wraps longitudes of other worlds', () => {
    expect([190, -190, 540, 5].map(wrapLongitude)).toEqual([-170, 170, -180, 5]);
  });
});
