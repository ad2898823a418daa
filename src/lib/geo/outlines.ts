import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { boundsOfPoints, type Bounds } from './bounds.ts';
import type { PolygonRings } from './point-in-polygon.ts';

/** The outline of a country or of a first-level region. Longitude comes before latitude, in degrees. */
export interface Outline {
  /** `NL` for a country, `NL-ZH` for a region. */
  readonly code: string;
  readonly name: string;
  /** Code of the country; of a country, its own. */
  readonly country: string;
  /** Where to write the name: deep inside the largest part. */
  readonly point: readonly [lon: number, lat: number];
  /** Cut at the antimeridian: every longitude lies in -180 to 180. */
  readonly polygons: readonly PolygonRings[];
  readonly bounds: Bounds;
}

interface OutlineProperties {
  readonly name: string;
  readonly point: readonly [number, number];
}

function outlinesIn(parsed: unknown, layer: 'countries' | 'regions'): Outline[] {
  const topology = parsed as Topology<Record<string, GeometryCollection<OutlineProperties>>> | null;
  const collection = topology?.objects?.[layer];
  if (topology?.type !== 'Topology' || collection === undefined) {
    throw new TypeError(
      `${layer}.json is not a TopoJSON file with an object "${layer}"; build it with npm run geo`
    );
  }
  return feature(topology, collection).features.flatMap(({ id, properties, geometry }) => {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return [];
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const corners = polygons.flatMap((rings) => rings[0]);
    const bounds = boundsOfPoints(
      corners.map((corner) => corner[0]),
      corners.map((corner) => corner[1])
    );
    const code = String(id);
    if (bounds === null) return [];
    return [
      { code, name: properties.name, country: code.slice(0, 2), point: properties.point, polygons, bounds }
    ];
  });
}

/** The countries of the parsed `geo/countries.json`, in order of their code. Throws TypeError for anything else. */
export function countryOutlines(parsed: unknown): Outline[] {
  return outlinesIn(parsed, 'countries');
}

/** The first-level regions of the parsed `geo/regions.json`, in order of their code. Throws TypeError for anything else. */
export function regionOutlines(parsed: unknown): Outline[] {
  return outlinesIn(parsed, 'regions');
}
