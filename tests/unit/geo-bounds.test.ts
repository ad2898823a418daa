import { expect, test } from 'vitest';
import {
  boundsOfBounds,
  boundsOfPoints,
  cameraFor,
  isInBounds,
  type Bounds
} from '../../src/lib/geo/bounds.ts';

const box = (west: number, south: number, east: number, north: number): Bounds => ({
  west,
  south,
  east,
  north
});

test('the box round points skips those without coordinates', () => {
  expect(boundsOfPoints([4, NaN, 6, 50], [51, 52, 53, NaN])).toEqual(box(4, 51, 6, 53));
  expect(boundsOfPoints([NaN], [NaN])).toBeNull();
  expect(boundsOfPoints([], [])).toBeNull();
});

test('the box of one point is that point', () => {
  expect(boundsOfPoints([4.5], [51.9])).toEqual(box(4.5, 51.9, 4.5, 51.9));
});

test('points on both sides of the antimeridian share a narrow box that runs past 180', () => {
  expect(boundsOfPoints([177, -179], [-18, -16])).toEqual(box(177, -18, 181, -16));
});

test('the box round boxes takes the narrower way round the globe', () => {
  expect(boundsOfBounds([box(4, 50, 7, 53), box(2, 49, 6, 51)])).toEqual(box(2, 49, 7, 53));
  expect(boundsOfBounds([box(-125, 25, -67, 49), box(-10, 36, 3, 44)])).toEqual(box(-125, 25, 3, 49));
  expect(boundsOfBounds([box(170, -40, 178, -35), box(-178, -20, -176, -18)])).toEqual(
    box(170, -40, 184, -18)
  );
  expect(boundsOfBounds([box(177, -18, 182, -16), box(170, -40, 178, -35)])).toEqual(box(170, -40, 182, -16));
  expect(boundsOfBounds([box(-180, 40, 10, 50), box(5, 40, 180, 50)])).toEqual(box(-180, 40, 180, 50));
  expect(boundsOfBounds([])).toBeNull();
});

test('a point west of the antimeridian and one east of it lie in a box that crosses it', () => {
  const fiji = box(177, -20, 182, -15);
  expect(isInBounds(fiji, 178, -18)).toBe(true);
  expect(isInBounds(fiji, -179, -18)).toBe(true);
  expect(isInBounds(fiji, -177, -18)).toBe(false);
  expect(isInBounds(fiji, 178, -10)).toBe(false);
});

test('the camera shows a box of the whole equator at the zoom where it fills the width', () => {
  const camera = cameraFor(box(-180, -1, 180, 1), { width: 1024, height: 1024, padding: 0 });
  expect(camera.zoom).toBeCloseTo(1, 10);
  expect(camera.lat).toBeCloseTo(0, 10);
  expect(camera.lon).toBe(0);
});

test('the corners of a fitted box land inside the frame', () => {
  const bounds = box(3.3, 50.7, 7.2, 53.6);
  const { lat, lon, zoom } = cameraFor(bounds, { width: 800, height: 500, padding: 20, maxZoom: 20 });
  const y = (degrees: number): number =>
    -Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI);
  const scale = 512 * 2 ** zoom;
  const top = 250 + (y(bounds.north) - y(lat)) * scale;
  const bottom = 250 + (y(bounds.south) - y(lat)) * scale;
  const left = 400 + ((bounds.west - lon) / 360) * scale;
  expect(top).toBeCloseTo(20, 6);
  expect(bottom).toBeCloseTo(480, 6);
  expect(left).toBeGreaterThan(20);
});

test('one point is shown at the highest zoom allowed, and a camera past 180 comes back to -180 to 180', () => {
  expect(cameraFor(box(4, 52, 4, 52), { width: 800, height: 600, maxZoom: 8 })).toMatchObject({
    lon: 4,
    zoom: 8
  });
  expect(cameraFor(box(178, -18, 186, -16), { width: 800, height: 600 }).lon).toBe(-178);
});
