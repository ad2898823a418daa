import type { Area, Corner, Extent } from '../domain/filter.ts';
import type { Range } from '../domain/range.ts';
import type { Camera } from '../domain/view.ts';
import { parseInstant } from '../time/parse.ts';
import { DAY_MS, MINUTE_MS, TIME_LIMITS } from '../time/zone.ts';
import { cleanText, MAX_NAME } from './text.ts';

/** Most corners of a drawn area in a link, most areas, and most values of one list. */
export const MAX_CORNERS = 500;
export const MAX_AREAS = 20;
export const MAX_VALUES = 1000;
export const MAX_ZOOM = 22;
export const MAX_STEP = 9999;

/** A plain decimal number inside [min, max], or null: no exponents, no NaN, no Infinity. */
export function readNumber(text: string, min: number, max: number): number | null {
  if (!/^[+-]?(?:\d{1,6}(?:\.\d{0,20})?|\.\d{1,20})$/.test(text)) return null;
  const value = Number(text);
  return value >= min && value <= max ? value + 0 : null;
}

/** Rounds to so many decimals; never minus zero. */
export function roundTo(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale + 0;
}

/** An instant at the nearest whole minute inside the years 1 to 9999; null for what is no number. */
export function wholeMinute(at: number | null): number | null {
  if (at === null || Number.isNaN(at)) return null;
  const clamped = Math.min(Math.max(at, TIME_LIMITS.from), TIME_LIMITS.to - MINUTE_MS);
  return Math.round(clamped / MINUTE_MS) * MINUTE_MS + 0;
}

/** Reads a date of the address, in UTC; a `+` of an offset, which decoding turned into a space, is put back. */
export function readTime(text: string): number | null {
  return parseInstant(text.replace(/(:\d{2}(?:\.\d+)?) (\d{2}:?\d{2})$/, '$1+$2'), 'UTC');
}

/** A bare date at a UTC midnight, else a UTC minute: `2020-06-14`, `2020-06-14T12:00Z`. */
export function writeTime(at: number): string {
  const text = new Date(at).toISOString();
  return at % DAY_MS === 0 ? text.slice(0, 10) : `${text.slice(0, 16)}Z`;
}

/** A span at whole minutes, of one minute at least; null where it has no length. */
export function wholeSpan(span: Range | null): Range | null {
  if (span === null || !(span.from < span.to)) return null;
  const from = wholeMinute(span.from);
  const to = wholeMinute(span.to);
  if (from === null || to === null) return null;
  if (from < to) return { from, to };
  return to + MINUTE_MS < TIME_LIMITS.to ? { from, to: to + MINUTE_MS } : { from: from - MINUTE_MS, to };
}

/**
 * The corners at 4 decimals, each once where it repeats, not closed; null where fewer than 3 are left, more than
 * MAX_CORNERS, or one lies off the globe.
 */
export function fitArea(corners: readonly Corner[]): Corner[] | null {
  const fitted: Corner[] = [];
  for (const [lon, lat] of corners) {
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return null;
    const corner: Corner = [roundTo(lon, 4), roundTo(lat, 4)];
    if (!sameCorner(corner, fitted.at(-1))) fitted.push(corner);
  }
  while (fitted.length > 1 && sameCorner(fitted[0], fitted.at(-1))) fitted.pop();
  return fitted.length >= 3 && fitted.length <= MAX_CORNERS ? fitted : null;
}

/** The areas that are some, MAX_AREAS at most. */
export function fitAreas(areas: readonly Area[]): Area[] {
  return areas
    .map(fitArea)
    .filter((area) => area !== null)
    .slice(0, MAX_AREAS);
}

/** The extent at 4 decimals; null where it lies off the globe or south is not below north. */
export function fitExtent(extent: Extent | null): Extent | null {
  if (extent === null) return null;
  const { west, south, east, north } = extent;
  if (!(Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90)) return null;
  const fitted = {
    west: roundTo(west, 4),
    south: roundTo(south, 4),
    east: roundTo(east, 4),
    north: roundTo(north, 4)
  };
  return fitted.south < fitted.north && fitted.west !== fitted.east ? fitted : null;
}

/** The key of a cell, or null where the text is none. */
export function cellKey(text: string): number | null {
  return /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : null;
}

/** Keys of cells, each once, MAX_VALUES at most. */
export function fitCells(cells: readonly number[]): number[] {
  const keys = cells.filter((cell) => cellKey(String(cell)) !== null).map((cell) => cell + 0);
  return [...new Set(keys)].slice(0, MAX_VALUES);
}

function sameCorner(a: Corner, b: Corner | undefined): boolean {
  return b !== undefined && a[0] === b[0] && a[1] === b[1];
}

/** The camera at 5 decimals (1 m) and the zoom at 2; a longitude beyond the antimeridian comes round. */
export function fitCamera(camera: Camera | null): Camera | null {
  if (camera === null) return null;
  const { lat, lon, zoom } = camera;
  if (![lat, lon, zoom].every(Number.isFinite)) return null;
  const round = Math.abs(lon) <= 180 ? lon : ((((lon + 180) % 360) + 360) % 360) - 180;
  return {
    lat: roundTo(Math.min(Math.max(lat, -90), 90), 5),
    lon: roundTo(round, 5),
    zoom: roundTo(Math.min(Math.max(zoom, 0), MAX_ZOOM), 2)
  };
}

/** Clean names, each once, MAX_VALUES at most; the empty ones and those longer than MAX_NAME are left out. */
export function fitNames(names: readonly string[]): string[] {
  const clean = names
    .map((name) => cleanText(name, Infinity))
    .filter((name) => name !== '' && name.length <= MAX_NAME);
  return [...new Set(clean)].slice(0, MAX_VALUES);
}

/** The code of a country (`NL`) or region (`NL-ZH`) with the country in capitals, or null. */
export function regionCode(text: string): string | null {
  const found = /^([A-Za-z]{2})(-[^\s,]{1,60})?$/u.exec(cleanText(text, MAX_NAME));
  return found === null ? null : found[1].toUpperCase() + (found[2] ?? '');
}

/** An event id, or `cell:` and a number; null where it is neither. */
export function selectionOf(text: string): string | null {
  const clean = cleanText(text, Infinity);
  if (clean === '' || clean.length > MAX_NAME) return null;
  if (clean.startsWith('cell:') && !/^cell:(?:0|[1-9]\d{0,8})$/.test(clean)) return null;
  return clean;
}

/** The id of a briefing: it names a file, so it is letters, digits, dots, dashes and underscores, or null. */
export function briefingId(text: string): string | null {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(text) && !text.includes('..') ? text : null;
}

export function fingerprintOf(text: string): string | null {
  return /^[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : null;
}
