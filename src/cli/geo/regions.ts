import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { feature, merge, quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import { presimplify, simplify } from 'topojson-simplify';
import type {
  GeometryCollection,
  MultiPolygon as TopoMulti,
  Polygon as TopoPolygon,
  Topology
} from 'topojson-specification';
import { polygonsOf, ringArea, type Rings } from './antimeridian.ts';
import { isInEurope } from './europe.ts';
import { labelPoint } from './label-point.ts';
import { regionOf, type AdminRecord, type RegionName } from './region-rules.ts';

type RegionObjects = { regions: GeometryCollection<{ name: string }> };
type Triangle = [[number, number], [number, number], [number, number]];

export type AdminUnits = FeatureCollection<Polygon | MultiPolygon, AdminRecord>;
export type RegionFeature = Feature<MultiPolygon, { readonly code: string; readonly name: string }>;

/** Countries smaller than this have no regions: the country is the region. Luxembourg (2,586) has them. */
const SMALLEST_COUNTRY_KM2 = 2000;
const KM_PER_DEGREE = 111.2;

function areaKm2(geometry: Polygon | MultiPolygon): number {
  return polygonsOf(geometry).reduce((sum, rings) => {
    const shrink = Math.cos((rings[0][0][1] * Math.PI) / 180);
    return sum + Math.abs(ringArea(rings[0])) * KM_PER_DEGREE ** 2 * shrink;
  }, 0);
}

/** Country of a region code; a unit that lies in another country than its code says belongs to the code's. */
export function countryOfRegion(code: string): string {
  return code.slice(0, 2);
}

function codedUnits(units: AdminUnits): Feature<Polygon | MultiPolygon, RegionName>[] {
  const sizes = new Map<string, number>();
  const coded = [];
  for (const { geometry, properties } of units.features) {
    const region = regionOf(properties);
    if (region === null) continue;
    const country = countryOfRegion(region.code);
    sizes.set(country, (sizes.get(country) ?? 0) + areaKm2(geometry));
    coded.push({ type: 'Feature' as const, geometry, properties: { code: region.code, name: region.name } });
  }
  return coded.filter(
    ({ properties: { code } }) => (sizes.get(countryOfRegion(code)) ?? 0) >= SMALLEST_COUNTRY_KM2
  );
}

/** Territories that have a country code of their own (Svalbard, Bonaire, Guadeloupe): a country, not a region. */
const TERRITORY_REGIONS = new Set(
  'NO-21 NL-BQ1 NL-BQ2 NL-BQ3 NL-SX US-PR FR-GUF FR-MTQ FR-GUA FR-LRE FR-MAY'.split(' ')
);

/** Regions of the world dissolved from the units of Natural Earth, in full detail, in order of their code. */
export function regionFeatures(units: AdminUnits): RegionFeature[] {
  const collection: FeatureCollection = { type: 'FeatureCollection', features: codedUnits(units) };
  const world = topology({ units: collection }, 1e6) as Topology<{ units: GeometryCollection<RegionName> }>;
  const groups = new Map<string, { name: string; shapes: (TopoPolygon | TopoMulti)[] }>();
  for (const geometry of world.objects.units.geometries) {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') continue;
    const { code = '', name = '' } = geometry.properties ?? {};
    if (TERRITORY_REGIONS.has(code)) continue;
    const group = groups.get(code) ?? { name, shapes: [] };
    group.shapes.push(geometry);
    groups.set(code, group);
  }
  return [...groups.keys()].sort().map((code) => {
    const { name, shapes } = groups.get(code) ?? { name: code, shapes: [] };
    return { type: 'Feature', id: code, properties: { code, name }, geometry: merge(world, shapes) };
  });
}

/** Islands and holes below this are left out of the outline (the largest part always stays). */
const SMALLEST_PART_KM2 = { europe: 12, elsewhere: 400 };

function ringKm2(ring: readonly Position[]): number {
  return Math.abs(ringArea(ring)) * KM_PER_DEGREE ** 2 * Math.cos((ring[0][1] * Math.PI) / 180);
}

function withoutCrumbs(polygons: readonly Rings[]): Rings[] {
  const isLarge = (ring: Position[]): boolean =>
    ringKm2(ring) >
    (isInEurope(ring[0][0], ring[0][1]) ? SMALLEST_PART_KM2.europe : SMALLEST_PART_KM2.elsewhere);
  const largest = polygons.reduce((a, b) => (ringKm2(b[0]) > ringKm2(a[0]) ? b : a));
  return polygons
    .filter((rings) => rings === largest || isLarge(rings[0]))
    .map(([outer, ...holes]) => [outer, ...holes.filter(isLarge)]);
}

/** Triangles below this are dropped from an outline, in square kilometres. */
const SMALLEST_CORNER_KM2 = 300;
/** Corners in Europe count this many times their size. */
const EUROPE_FINER = 24;

function cornerKm2([[ax, ay], [bx, by], [cx, cy]]: Triangle): number {
  const area = Math.abs((ax - cx) * (by - ay) - (ax - bx) * (cy - ay)) / 2;
  const km2 = area * KM_PER_DEGREE ** 2 * Math.cos((by * Math.PI) / 180);
  return isInEurope(bx, by) ? km2 * EUROPE_FINER : km2;
}

/** Parts smaller than this count their corners as many times larger as they are smaller: a city keeps its shape. */
const SMALL_PART_KM2 = 5000;

/** Raises the weights of the corners of small parts, in place; an arc takes the most that a part of it asks for. */
function favourSmallParts(weighted: Topology<RegionObjects>): void {
  const factors = new Map<number, number>();
  for (const geometry of weighted.objects.regions.geometries) {
    if (geometry.type !== 'MultiPolygon') continue;
    for (const [outer] of geometry.arcs) {
      const part = feature(weighted, { type: 'Polygon', arcs: [outer] }) as Feature<Polygon>;
      const factor = SMALL_PART_KM2 / ringKm2(part.geometry.coordinates[0]);
      if (factor <= 1) continue;
      for (const arc of outer.map((index) => (index < 0 ? ~index : index))) {
        factors.set(arc, Math.max(factor, factors.get(arc) ?? 1));
      }
    }
  }
  for (const [arc, factor] of factors) for (const point of weighted.arcs[arc]) point[2] *= factor;
}

/** The regions simplified together, so that neighbours keep one border: what `regions.json` holds. */
export function regionTopology(features: readonly RegionFeature[]): Topology {
  const short = features.map(({ type, id, geometry, properties: { name } }) => {
    const coordinates = withoutCrumbs(geometry.coordinates);
    const properties = { name, point: labelPoint(coordinates) };
    return { type, id, geometry: { type: geometry.type, coordinates }, properties };
  });
  const collection: FeatureCollection = { type: 'FeatureCollection', features: short };
  const full = topology({ regions: collection }, 1e6);
  const weighted = presimplify(full as Topology<RegionObjects>, cornerKm2);
  favourSmallParts(weighted);
  return quantize(simplify(weighted, SMALLEST_CORNER_KM2), 2e4);
}
