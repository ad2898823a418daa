import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CaseFailure } from '../domain/failure.ts';
import { placeLocatorOf } from '../geo/place-locator.ts';
import { countryOutlines, regionOutlines, type Outline } from '../geo/outlines.ts';
import type { OutlinesSpec } from './mapping-schema.ts';
import type { Locate } from './place-rows.ts';

/** The outlines that come with the program, read when they are first asked for. */
let builtIn: { readonly countries: readonly Outline[]; readonly regions: readonly Outline[] } | null = null;

export function builtInOutlines(): {
  readonly countries: readonly Outline[];
  readonly regions: readonly Outline[];
} {
  builtIn ??= {
    countries: countryOutlines(readGeo('countries')),
    regions: regionOutlines(readGeo('regions'))
  };
  return builtIn;
}

function readGeo(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../static/geo/${name}.json`, import.meta.url), 'utf8'));
}

/** Points remembered at most; anonymised positions and cells come again and again. */
const MAX_REMEMBERED = 200_000;

/** Country and region of a point by the built-in outlines. */
export function makeLocate(): Locate {
  const { countries, regions } = builtInOutlines();
  const locate = placeLocatorOf(countries, regions);
  const known = new Map<string, ReturnType<Locate>>();
  return (lat, lon) => {
    const key = `${lat} ${lon}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const found = locate(lon, lat);
    if (known.size < MAX_REMEMBERED) known.set(key, found);
    return found;
  };
}

/** A built-in outline by its code, country or region. */
export function outlinesByCode(): ReadonlyMap<string, Outline> {
  const { countries, regions } = builtInOutlines();
  return new Map([...countries, ...regions].map((outline) => [outline.code, outline] as const));
}

/**
 * `regions.geojson` of a case: the outlines of these codes, from the built-in ones or from a GeoJSON file of the
 * mapping. Null where none is found. Throws CaseFailure where the file cannot be used.
 */
export function regionsFile(spec: OutlinesSpec, codes: ReadonlySet<string>, base: string): Uint8Array | null {
  const features = typeof spec === 'string' ? ownFeatures(spec, codes) : givenFeatures(spec, codes, base);
  if (features.length === 0) return null;
  return new TextEncoder().encode(`${JSON.stringify({ type: 'FeatureCollection', features })}\n`);
}

function ownFeatures(layer: 'regions' | 'countries', codes: ReadonlySet<string>): unknown[] {
  return builtInOutlines()
    [layer].filter((outline) => codes.has(outline.code))
    .map(({ code, name, country, polygons }) => ({
      type: 'Feature',
      properties: { code, name, parent: country === code ? null : country },
      geometry: { type: 'MultiPolygon', coordinates: polygons }
    }));
}

function givenFeatures(
  spec: Exclude<OutlinesSpec, string>,
  codes: ReadonlySet<string>,
  base: string
): unknown[] {
  const parsed = readJson(path.resolve(base, spec.file), spec.file);
  const list = isRecord(parsed) && Array.isArray(parsed.features) ? (parsed.features as unknown[]) : null;
  if (list === null) throw unusable(spec.file, 'The file is not a GeoJSON FeatureCollection.');
  return list.flatMap((entry) => {
    const properties = isRecord(entry) && isRecord(entry.properties) ? entry.properties : {};
    const geometry = isRecord(entry) && isRecord(entry.geometry) ? entry.geometry : {};
    const code = textOf(properties[spec.code]);
    if (code === null || !codes.has(code)) return [];
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return [];
    const name = spec.name === undefined ? code : (textOf(properties[spec.name]) ?? code);
    const parent = spec.parent === undefined ? null : textOf(properties[spec.parent]);
    return [{ type: 'Feature', properties: { code, name, parent }, geometry }];
  });
}

function readJson(at: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(at, 'utf8')) as unknown;
  } catch (error) {
    throw unusable(name, `The outlines cannot be read (${error instanceof Error ? error.message : ''}).`);
  }
}

function unusable(file: string, message: string): CaseFailure {
  const remedy = 'Give a GeoJSON file of polygons, or "outlines": "regions" for the built-in ones.';
  return new CaseFailure([{ code: 'outlines-unusable', severity: 'error', file, message, remedy }]);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
