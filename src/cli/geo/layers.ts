import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Position } from 'geojson';
import { merge, mesh } from 'topojson-client';
import { topology } from 'topojson-server';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { cutPolygon, ringArea } from './antimeridian.ts';
import { countryFeatures, countryShapes, type Atlas } from './countries.ts';
import { countryZoom, type RankedPlace } from './label-zoom.ts';
import { countryOfRegion, type RegionFeature } from './regions.ts';

/** Land of the world, without the borders on it, cut at the antimeridian. */
export function landFeature(atlas: Atlas): Feature<MultiPolygon> {
  const shapes = [...countryShapes(atlas).shapes.values()].flat();
  const coordinates = merge(atlas, shapes).coordinates.flatMap(cutPolygon);
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates } };
}

function lines(geometry: MultiLineString): Feature<MultiLineString> {
  return { type: 'Feature', properties: {}, geometry };
}

/** Borders between countries, not their coasts. */
export function countryBorders(atlas: Atlas): Feature<MultiLineString> {
  const collection: GeometryCollection<{ code: string }> = {
    type: 'GeometryCollection',
    geometries: [...countryShapes(atlas).shapes].map(([code, shapes]) => ({
      type: 'MultiPolygon',
      properties: { code },
      arcs: shapes.flatMap((shape) => (shape.type === 'Polygon' ? [shape.arcs] : shape.arcs))
    }))
  };
  return lines(mesh(atlas, collection, (a, b) => a !== b));
}

/** Borders between the regions of one country. */
export function regionBorders(regions: readonly RegionFeature[]): Feature<MultiLineString> {
  const features: FeatureCollection = { type: 'FeatureCollection', features: [...regions] };
  const world = topology({ regions: features }, 1e6) as Topology<{ regions: GeometryCollection }>;
  const country = (geometry: { id?: string | number }): string => countryOfRegion(String(geometry.id));
  return lines(mesh(world, world.objects.regions, (a, b) => a !== b && country(a) === country(b)));
}

/** Countries so small on the screen that their name would hide their capital: it is written beside it. */
const BESIDE_THE_CAPITAL: Readonly<Record<string, readonly [number, number]>> = {
  BE: [4.9, 50.32],
  GB: [-1.7, 53.3],
  NL: [5.6, 52.95]
};

/** One label per country, at the deepest point of its largest part. */
export function countryLabels(atlas: Atlas): Feature[] {
  return countryFeatures(atlas).map(({ properties: { code, name, point }, geometry }) => {
    const squareKm = (ring: Position[]): number =>
      Math.abs(ringArea(ring)) * 111.2 ** 2 * Math.cos((point[1] * Math.PI) / 180);
    const area = Math.max(...geometry.coordinates.map((rings) => squareKm(rings[0])));
    return {
      type: 'Feature',
      properties: { code, name, z: countryZoom(area), area: Math.round(area) },
      geometry: { type: 'Point', coordinates: [...(BESIDE_THE_CAPITAL[code] ?? point)] }
    };
  });
}

export function placeLabels(ranked: readonly RankedPlace[]): Feature[] {
  return ranked.map(({ place, zoom }) => ({
    type: 'Feature',
    // Population in two digits: it orders the labels, and short numbers keep the tiles small.
    properties: {
      name: place.name,
      z: zoom,
      pop: Number(place.population.toPrecision(2)),
      ...(place.isCapital ? { capital: 1 } : {})
    },
    geometry: { type: 'Point', coordinates: [place.lon, place.lat] }
  }));
}
