import { GeoJSONVT, type GeoJSONVTTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature } from 'geojson';
import type { Tile } from './pmtiles-archive.ts';

export interface TileLayer {
  readonly name: string;
  readonly features: readonly Feature[];
  readonly fromZoom: number;
  readonly toZoom: number;
  /** Coarseness of lines and polygons, in units of 4096 to the tile. */
  readonly tolerance: number;
}

const EXTENT = 4096;

interface Index {
  readonly layer: TileLayer;
  readonly tiles: GeoJSONVT;
}

/** Names that have a zoom of their own wait for it; the last level holds all that come later. */
function ripeFeatures(tile: GeoJSONVTTile, z: number, last: number): GeoJSONVTTile {
  const features = tile.features.filter(({ tags }) => z === last || !(Number(tags?.z) > z));
  return { ...tile, features } as GeoJSONVTTile;
}

/** Vector tiles of all layers from zoom 0 to `last`; tiles that hold nothing are left out. */
export function vectorTiles(layers: readonly TileLayer[], last: number): Tile[] {
  const indexes: Index[] = layers.map((layer) => ({
    layer,
    tiles: new GeoJSONVT(
      { type: 'FeatureCollection', features: [...layer.features] },
      // One zoom more than is written: geojson-vt keeps every corner at its last one.
      { maxZoom: last + 1, indexMaxZoom: 0, tolerance: layer.tolerance, extent: EXTENT, buffer: 64 }
    )
  }));
  const tiles: Tile[] = [];
  const visit = (z: number, x: number, y: number): void => {
    const parts: Record<string, GeoJSONVTTile> = {};
    let isEmpty = true;
    for (const { layer, tiles: index } of indexes) {
      const tile = index.getTile(z, x, y);
      if (tile === null || tile.features.length === 0) continue;
      isEmpty = false;
      if (z < layer.fromZoom || z > layer.toZoom) continue;
      const ripe = ripeFeatures(tile, z, last);
      if (ripe.features.length > 0) parts[layer.name] = ripe;
    }
    if (isEmpty) return;
    if (Object.keys(parts).length > 0) {
      tiles.push({ z, x, y, data: fromGeojsonVt(parts, { version: 2, extent: EXTENT }) });
    }
    if (z === last) return;
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1]
    ])
      visit(z + 1, 2 * x + dx, 2 * y + dy);
  };
  visit(0, 0, 0);
  return tiles;
}
