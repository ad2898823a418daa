import type { Place } from './places.ts';

/** Zoom from which a place is written, 3 to 10. */
export interface RankedPlace {
  readonly place: Place;
  readonly zoom: number;
}

const WORLD_PX = 512;
/** Clear space round a name, in pixels: as wide as a short name and twice as high. */
const CLEAR_X = 84;
const CLEAR_Y = 30;

/** Fewest inhabitants of a place that is written at a zoom, and of a capital. */
const FLOORS: readonly { readonly zoom: number; readonly population: number; readonly capital: number }[] = [
  { zoom: 3, population: 4_000_000, capital: 2_000_000 },
  { zoom: 4, population: 900_000, capital: 300_000 },
  { zoom: 5, population: 250_000, capital: 20_000 },
  { zoom: 6, population: 70_000, capital: 0 },
  { zoom: 7, population: 25_000, capital: 0 },
  { zoom: 8, population: 10_000, capital: 0 },
  { zoom: 9, population: 5_000, capital: 0 },
  { zoom: 10, population: 0, capital: 0 }
];

/** Capitals go before cities up to four times their size. */
function weight(place: Place): number {
  return place.population * (place.isCapital ? 4 : 1);
}

/**
 * The zoom from which each place is written, so that names thicken evenly: the largest come first, and at each zoom a
 * place waits while a name that is already there stands too close. Places that never find room come at the last zoom.
 */
export function rankPlaces(places: readonly Place[]): RankedPlace[] {
  const waiting = new Set([...places].sort((a, b) => weight(b) - weight(a)));
  const ranked: RankedPlace[] = [];
  for (const { zoom, population, capital } of FLOORS) {
    const scale = WORLD_PX * 2 ** zoom;
    const taken = new Map<string, { x: number; y: number }[]>();
    const point = ({ lon, lat }: Place): { x: number; y: number } => ({
      x: (lon / 360 + 0.5) * scale,
      y: (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * scale
    });
    const square = (x: number, y: number): string => `${Math.floor(x / CLEAR_X)},${Math.floor(y / CLEAR_Y)}`;
    const take = ({ x, y }: { x: number; y: number }): void => {
      const key = square(x, y);
      taken.set(key, [...(taken.get(key) ?? []), { x, y }]);
    };
    const isFree = ({ x, y }: { x: number; y: number }): boolean => {
      for (let dx = -1; dx <= 1; dx++) {
        for (let dy = -1; dy <= 1; dy++) {
          for (const other of taken.get(square(x + dx * CLEAR_X, y + dy * CLEAR_Y)) ?? []) {
            if (Math.abs(other.x - x) < CLEAR_X && Math.abs(other.y - y) < CLEAR_Y) return false;
          }
        }
      }
      return true;
    };
    for (const { place } of ranked) take(point(place));
    for (const place of waiting) {
      if (place.population < (place.isCapital ? capital : population)) continue;
      const at = point(place);
      if (zoom < 10 && !isFree(at)) continue;
      take(at);
      ranked.push({ place, zoom });
      waiting.delete(place);
    }
  }
  return ranked;
}

/** Zoom from which a country is named, by the area of its largest part in square kilometres. */
export function countryZoom(km2: number): number {
  if (km2 > 2_000_000) return 1;
  if (km2 > 700_000) return 2;
  if (km2 > 90_000) return 3;
  if (km2 > 20_000) return 4;
  if (km2 > 2_000) return 5;
  return 6;
}
