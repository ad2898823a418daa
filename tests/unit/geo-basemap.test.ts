import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { VectorTile } from '@mapbox/vector-tile';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { PbfReader } from 'pbf';
import { PMTiles, type RangeResponse, type Source } from 'pmtiles';
import { expect, test } from 'vitest';
import { cutPolygon, ringArea } from '../../src/cli/geo/antimeridian.ts';
import type { Atlas } from '../../src/cli/geo/countries.ts';
import { landFeature } from '../../src/cli/geo/layers.ts';
import { rankPlaces } from '../../src/cli/geo/label-zoom.ts';
import { pmtilesArchive, type Tile } from '../../src/cli/geo/pmtiles-archive.ts';
import { isInPolygons } from '../../src/lib/geo/point-in-polygon.ts';

/** An archive in memory, read by byte ranges as from a server. */
function archiveSource(bytes: Uint8Array): Source & { readonly lengths: number[] } {
  const lengths: number[] = [];
  return {
    lengths,
    getKey: () => 'memory',
    getBytes: (offset: number, length: number): Promise<RangeResponse> => {
      lengths.push(length);
      // A copy: the slice of a Buffer is a window on the whole of it.
      const data = Uint8Array.from(bytes.subarray(offset, offset + length));
      return Promise.resolve({ data: data.buffer });
    }
  };
}

const world = readFileSync('static/basemap/world.pmtiles');
const require = createRequire(import.meta.url);

async function readTile(archive: PMTiles, z: number, x: number, y: number): Promise<VectorTile | null> {
  const tile = await archive.getZxy(z, x, y);
  return tile === undefined ? null : new VectorTile(new PbfReader(new Uint8Array(tile.data)));
}

function featuresOf(tile: VectorTile | null, layer: string, z: number, x: number, y: number): Feature[] {
  const found = tile?.layers[layer];
  return found === undefined
    ? []
    : Array.from({ length: found.length }, (_, i) => found.feature(i).toGeoJSON(x, y, z));
}

function polygonsOf(feature: Feature): Position[][][] {
  const geometry = feature.geometry as Polygon | MultiPolygon;
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

test('an archive with leaf directories gives back its tiles, and nothing where there is none', async () => {
  const tiles: Tile[] = [];
  for (let z = 0; z <= 7; z++) {
    for (let x = 0; x < 2 ** z; x++) {
      for (let y = 0; y < 2 ** z; y++) {
        // Noise, so that the directory is too large for one level; every third tile is missing, some repeat.
        const seed = (x * 73_856_093) ^ (y * 19_349_663) ^ (z * 83_492_791);
        if (z > 0 && seed % 3 === 0) continue;
        const text = seed % 5 === 0 ? 'the same' : `${z}/${x}/${y} ${'.'.repeat(Math.abs(seed) % 97)}`;
        tiles.push({ z, x, y, data: new TextEncoder().encode(text) });
      }
    }
  }
  const bytes = pmtilesArchive([...tiles].reverse(), { name: 'test' });
  const archive = new PMTiles(archiveSource(bytes));
  const header = await archive.getHeader();
  expect(header).toMatchObject({ minZoom: 0, maxZoom: 7, numAddressedTiles: tiles.length, clustered: true });
  expect(header.leafDirectoryLength ?? 0).toBeGreaterThan(0);
  expect(header.rootDirectoryOffset + header.rootDirectoryLength).toBeLessThanOrEqual(16_384);
  expect(await archive.getMetadata()).toEqual({ name: 'test' });
  const held = new Map(
    tiles.map((tile) => [`${tile.z}/${tile.x}/${tile.y}`, new TextDecoder().decode(tile.data)])
  );
  for (let z = 0; z <= 7; z++) {
    for (let x = 0; x < 2 ** z; x++) {
      for (let y = 0; y < 2 ** z; y++) {
        if (z > 5 && (x + 3 * y) % 7 !== 0) continue;
        const tile = await archive.getZxy(z, x, y);
        const text = tile === undefined ? undefined : new TextDecoder().decode(tile.data);
        if (text !== held.get(`${z}/${x}/${y}`)) expect.fail(`${z}/${x}/${y} holds ${text ?? 'nothing'}`);
      }
    }
  }
});

test('equal tiles are stored once, and an archive without tiles is refused', () => {
  const data = new Uint8Array(5000).map((_, i) => (i * i) % 251);
  const one = pmtilesArchive([{ z: 0, x: 0, y: 0, data }], {});
  const same = pmtilesArchive(
    [0, 1].flatMap((x) => [0, 1].map((y) => ({ z: 1, x, y, data }))),
    {}
  );
  expect(Math.abs(same.length - one.length)).toBeLessThan(20);
  expect(() => pmtilesArchive([], {})).toThrow(RangeError);
});

test('a square across the antimeridian is cut in two', () => {
  const ring = [
    [170, -10],
    [170, 10],
    [-170, 10],
    [-170, -10],
    [170, -10]
  ];
  const parts = cutPolygon([ring]);
  expect(parts).toHaveLength(2);
  const area = parts.reduce((sum, [outer]) => sum + Math.abs(ringArea(outer)), 0);
  expect(area).toBeGreaterThan(380);
  expect(area).toBeLessThan(410);
  for (const [outer] of parts) {
    const longitudes = outer.map((point) => point[0]);
    expect(Math.max(...longitudes) - Math.min(...longitudes)).toBeLessThan(10.1);
  }
});

test.each(['50m', '10m'])(
  'no piece of land of the %s atlas is larger than 20,000 square degrees',
  (scale) => {
    const atlas: Atlas = require(`world-atlas/countries-${scale}.json`);
    const areas = landFeature(atlas).geometry.coordinates.map(([outer]) => Math.abs(ringArea(outer)));
    expect(Math.max(...areas)).toBeLessThan(20_000);
    expect(areas.reduce((a, b) => a + b, 0)).toBeGreaterThan(20_000);
  }
);

test('the basemap is small, and its first read holds header and root directory', async () => {
  expect(world.length).toBeLessThan(4_000_000);
  const source = archiveSource(world);
  const archive = new PMTiles(source);
  const header = await archive.getHeader();
  expect(header).toMatchObject({ minZoom: 0, maxZoom: 6, tileType: 1 });
  expect(source.lengths).toHaveLength(1);
});

test('the first view of Europe reads less than a megabyte', async () => {
  const source = archiveSource(world);
  const archive = new PMTiles(source);
  for (let x = 7; x <= 9; x++) for (let y = 4; y <= 6; y++) await archive.getZxy(4, x, y);
  expect(source.lengths.reduce((a, b) => a + b, 0)).toBeLessThan(600_000);
});

test('every tile can be read, and its layers are the ones that the style draws', async () => {
  const archive = new PMTiles(archiveSource(world));
  const layers = new Set<string>();
  let count = 0;
  for (let z = 0; z <= 6; z++) {
    for (let x = 0; x < 2 ** z; x++) {
      for (let y = 0; y < 2 ** z; y++) {
        const tile = await readTile(archive, z, x, y);
        if (tile === null) continue;
        count++;
        for (const [name, layer] of Object.entries(tile.layers)) {
          expect(layer.extent).toBe(4096);
          expect(layer.length).toBeGreaterThan(0);
          layers.add(name);
        }
      }
    }
  }
  expect(count).toBe((await archive.getHeader()).numAddressedTiles);
  expect([...layers].sort()).toEqual([
    'border',
    'country-label',
    'lake',
    'land',
    'place',
    'region-border',
    'river'
  ]);
});

test.each([0, 2, 4, 6])('at zoom %i oceans are water and continents are land', async (z) => {
  const archive = new PMTiles(archiveSource(world));
  const isLand = async (lon: number, lat: number): Promise<boolean> => {
    const x = Math.min(2 ** z - 1, Math.floor((lon / 360 + 0.5) * 2 ** z));
    const sine = Math.sin((lat * Math.PI) / 180);
    const y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z);
    const land = featuresOf(await readTile(archive, z, x, y), 'land', z, x, y);
    return land.some((feature) => isInPolygons(polygonsOf(feature), lon, lat));
  };
  const sea: [number, number][] = [
    [-40, 30],
    [-150, 0],
    [175, 5],
    [-175, 60],
    [80, -30],
    [3, 56],
    [160, 75],
    [-170, -40]
  ];
  const ground: [number, number][] = [
    [5.3, 52.1],
    [25, 0],
    [100, 60],
    [-100, 45],
    [-60, -10],
    [134, -25],
    [-175, 66.4],
    [0, -80]
  ];
  for (const [lon, lat] of sea) expect(await isLand(lon, lat), `${lon} ${lat}`).toBe(false);
  for (const [lon, lat] of ground) expect(await isLand(lon, lat), `${lon} ${lat}`).toBe(true);
});

test('names keep their accents, and every country is named once', async () => {
  const archive = new PMTiles(archiveSource(world));
  const places: string[] = [];
  const codes: string[] = [];
  for (let x = 0; x < 64; x++) {
    for (let y = 0; y < 64; y++) {
      const tile = await readTile(archive, 6, x, y);
      places.push(...featuresOf(tile, 'place', 6, x, y).map(({ properties }) => String(properties?.name)));
      for (const { properties, geometry } of featuresOf(tile, 'country-label', 6, x, y)) {
        // Tiles repeat what lies just outside them.
        const [lon] = geometry.type === 'Point' ? geometry.coordinates : [NaN];
        if (Math.floor((lon / 360 + 0.5) * 64) === x) codes.push(String(properties?.code));
      }
    }
  }
  for (const name of ['São Paulo', 'Zürich', 'Düsseldorf', 'Łódź', 'Malmö', 'Kraków', 'A Coruña']) {
    expect(places).toContain(name);
  }
  expect(places.some((name) => /\ufffd|Ã/.test(name))).toBe(false);
  expect(new Set(codes).size).toBeGreaterThanOrEqual(248);
});

test('of two towns close together the larger is written first, and a capital before both', () => {
  const place = (name: string, lon: number, population: number, isCapital = false) => ({
    name,
    country: 'NL',
    lat: 52,
    lon,
    population,
    isCapital
  });
  const zooms = new Map(
    rankPlaces([
      place('small', 4.1, 500_000),
      place('large', 4, 800_000),
      place('capital', 4.05, 400_000, true)
    ]).map((ranked) => [ranked.place.name, ranked.zoom])
  );
  expect(zooms.get('capital')).toBe(4);
  expect(zooms.get('large')).toBeGreaterThan(4);
  expect(zooms.get('small')).toBeGreaterThanOrEqual(zooms.get('large') ?? Infinity);
});
