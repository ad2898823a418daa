import { countryOutlines, regionOutlines, type Outline } from '../geo/outlines.ts';
import { placeLocatorOf, type PlaceCodes } from '../geo/place-locator.ts';
import { codeLabel, countryOf, namesByCode } from '../geo/region.ts';
import type { OutlinesByCode } from '../views/map-geometry.ts';

export interface CountryLabel {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
}

/** Names and outlines of countries and their regions, from the files that come with the page. */
export class Atlas {
  readonly #folder: string;
  readonly #locale: string;
  readonly #countryNames: Intl.DisplayNames;
  #countries = $state.raw<readonly Outline[]>([]);
  #regions = $state.raw<readonly Outline[]>([]);
  #labels = $state.raw<ReadonlyMap<string, readonly [lon: number, lat: number]> | null>(null);
  #isLoaded = $state(false);
  #failure = $state.raw<string | null>(null);
  #asked = false;

  /** folder: address of `geo/`, with the last slash. */
  constructor(folder: string, locale: string) {
    this.#folder = folder;
    this.#locale = locale;
    this.#countryNames = new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'none' });
  }

  /** Where the names of countries go: small, and asked for at once. */
  async loadLabels(): Promise<void> {
    try {
      this.#labels = readLabels(await this.#read('country-labels.json'));
    } catch (error) {
      this.#failure = wordsOf(error);
    }
  }

  /** Half a megabyte of outlines that the first picture of most cases can do without: asked for when needed, or afterwards. */
  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    try {
      const [countries, regions] = await Promise.all([
        this.#read('countries.json'),
        this.#read('regions.json')
      ]);
      this.#countries = countryOutlines(countries);
      this.#regions = regionOutlines(regions);
    } catch (error) {
      this.#failure = wordsOf(error);
    }
    this.#isLoaded = true;
  }

  async #read(file: string): Promise<unknown> {
    const answer = await fetch(new URL(file, this.#folder));
    if (!answer.ok) throw new Error(`${file}: the server answers ${answer.status}`);
    return answer.json();
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  get failure(): string | null {
    return this.#failure;
  }

  #names = $derived.by(() => namesByCode(this.#countries, this.#regions));

  outlines = $derived.by(
    (): OutlinesByCode =>
      new Map([...this.#countries, ...this.#regions].map(({ code, polygons }) => [code, polygons]))
  );

  labels = $derived.by((): ReadonlyMap<string, CountryLabel> => {
    const points = [...(this.#labels ?? [])];
    return new Map(points.map(([code, [lon, lat]]) => [code, { name: this.countryName(code), lon, lat }]));
  });

  get hasLabels(): boolean {
    return this.#labels !== null || this.#failure !== null;
  }

  #locate = $derived.by(() => placeLocatorOf(this.#countries, this.#regions));

  countryName(code: string): string {
    return (
      (/^[A-Z]{2}$/.test(code) ? this.#countryNames.of(code) : undefined) ?? this.#names.get(code) ?? code
    );
  }

  /** `Netherlands` for NL, `Zuid-Holland, Netherlands` for NL-ZH; the code where no name is known. */
  codeName(code: string): string {
    return countryOf(code) === code ? this.countryName(code) : codeLabel(code, this.#names);
  }

  /** Name of a region without its country. */
  regionName(code: string): string {
    return this.#names.get(code) ?? code;
  }

  locate(lon: number, lat: number): PlaceCodes {
    return this.#locate(lon, lat);
  }

  get locale(): string {
    return this.#locale;
  }
}

function readLabels(parsed: unknown): ReadonlyMap<string, readonly [lon: number, lat: number]> {
  const isPoint = (value: unknown): value is [number, number] =>
    Array.isArray(value) && value.length === 2 && value.every((number) => typeof number === 'number');
  const entries: [string, unknown][] =
    typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return new Map(entries.flatMap(([code, point]) => (isPoint(point) ? [[code, point] as const] : [])));
}

function wordsOf(error: unknown): string {
  return `The outlines of countries cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
