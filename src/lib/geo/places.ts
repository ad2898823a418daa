/** A city or town of GeoNames (CC BY 4.0: credit GeoNames where places are shown). */
export interface Place {
  readonly name: string;
  /** ISO alpha-2. */
  readonly country: string;
  /** Code of the first-level region; null where it lies in none. */
  readonly region: string | null;
  readonly lat: number;
  readonly lon: number;
  readonly population: number;
}

interface PlaceColumns {
  readonly name: readonly string[];
  readonly country: string;
  readonly regions: readonly string[];
  readonly region: readonly number[];
  readonly lat: readonly number[];
  readonly lon: readonly number[];
  readonly population: readonly number[];
}

/** The places of the parsed `geo/places.json` (15,000 inhabitants and more), the largest first. Throws TypeError for anything else. */
export function placesFrom(parsed: unknown): Place[] {
  const columns = parsed as PlaceColumns | null;
  if (!Array.isArray(columns?.name) || !Array.isArray(columns.lat) || typeof columns.country !== 'string') {
    throw new TypeError('places.json does not hold columns of places; build it with npm run geo');
  }
  const { name, country, regions, region, lat, lon, population } = columns;
  return name.map((text, i) => ({
    name: text,
    country: country.slice(2 * i, 2 * i + 2),
    region: region[i] < 0 ? null : regions[region[i]],
    lat: lat[i] / 1000,
    lon: lon[i] / 1000,
    population: population[i]
  }));
}

/** Lower case without accents, so that `Koln` finds Köln. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .toLowerCase();
}

/** Places whose name begins with the text, the largest first; case and accents do not matter. Empty text finds nothing. */
export function placesNamed(places: readonly Place[], text: string, limit = 8): Place[] {
  const start = plain(text.trim());
  if (start === '') return [];
  const found: Place[] = [];
  for (const place of places) {
    if (plain(place.name).startsWith(start) && found.push(place) === limit) break;
  }
  return found;
}
