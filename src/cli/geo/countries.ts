import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature, merge } from 'topojson-client';
import { topology } from 'topojson-server';
import type {
  GeometryCollection,
  MultiPolygon as TopoMulti,
  Polygon as TopoPolygon,
  Topology
} from 'topojson-specification';
import { cutPolygon, polygonsOf, type Rings } from './antimeridian.ts';
import { countryCode, countryName, TERRITORIES } from './country-codes.ts';
import { labelPoint } from './label-point.ts';

/** world-atlas: one geometry per country, with its ISO number (or none) and its name. */
export type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

export interface CountryProperties {
  readonly code: string;
  readonly name: string;
  /** Longitude, latitude of the label. */
  readonly point: readonly [number, number];
}
export type CountryFeature = Feature<MultiPolygon, CountryProperties>;

type Shape = TopoPolygon | TopoMulti;

/** A country that holds the polygon: a territory with a code of its own, or the country of the shape. */
function ownerOf(code: string, rings: Rings): string {
  const [lon, lat] = rings[0][0];
  const territory = TERRITORIES.find(
    ({ from, box: [west, south, east, north] }) =>
      from === code && west <= lon && lon <= east && south <= lat && lat <= north
  );
  return territory?.to ?? code;
}

function isShape(geometry: { type: string | null }): geometry is Shape {
  return geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
}

/** Polygons of every country by ISO code, uncut, in the winding of world-atlas, sharing the arcs of their borders. */
export function countryShapes(atlas: Atlas): { names: Map<string, string>; shapes: Map<string, Shape[]> } {
  const names = new Map<string, string>();
  const shapes = new Map<string, Shape[]>();
  for (const geometry of atlas.objects.countries.geometries) {
    if (!isShape(geometry)) continue;
    const name = geometry.properties?.name ?? '';
    const code = countryCode(geometry.id === undefined ? undefined : String(geometry.id), name);
    if (code === null) continue;
    // The shape that has the number names the country, not the parts without a code that join it.
    if (geometry.id !== undefined) names.set(code, countryName(code, name));
    const parts: TopoPolygon[] = (geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs).map(
      (arcs) => ({
        type: 'Polygon',
        arcs
      })
    );
    for (const part of parts) {
      const { geometry: drawn } = feature(atlas, part) as Feature<Polygon>;
      const owner = ownerOf(code, drawn.coordinates);
      if (!names.has(owner)) names.set(owner, countryName(owner, name));
      shapes.set(owner, [...(shapes.get(owner) ?? []), part]);
    }
  }
  return { names, shapes };
}

/** Countries as polygons cut at the antimeridian, in order of their code. */
export function countryFeatures(atlas: Atlas): CountryFeature[] {
  const { names, shapes } = countryShapes(atlas);
  return [...shapes.keys()].sort().map((code) => {
    const merged = merge(atlas, shapes.get(code) ?? []);
    const coordinates = polygonsOf(merged).flatMap(cutPolygon);
    return {
      type: 'Feature',
      id: code,
      properties: { code, name: names.get(code) ?? code, point: labelPoint(coordinates) },
      geometry: { type: 'MultiPolygon', coordinates }
    };
  });
}

/** Countries of the coarser atlas, and those that only the finer one draws (Gibraltar, Tuvalu). */
export function countryTopology(coarse: Atlas, fine: Atlas): Topology {
  const drawn = countryFeatures(coarse);
  const codes = new Set(drawn.map((country) => country.properties.code));
  const missing = countryFeatures(fine).filter((country) => !codes.has(country.properties.code));
  const features = [...drawn, ...missing].sort((a, b) => (a.properties.code < b.properties.code ? -1 : 1));
  const short = features.map(({ type, id, geometry, properties: { name, point } }) => ({
    type,
    id,
    geometry,
    properties: { name, point }
  }));
  const collection: FeatureCollection = { type: 'FeatureCollection', features: short };
  return topology({ countries: collection }, 1e5);
}
