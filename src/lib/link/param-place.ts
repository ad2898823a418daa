import type { Area, Corner, Extent } from '../domain/filter.ts';
import { listParams, type Param } from './param.ts';
import type { Report } from './problem.ts';
import { readNames, readText } from './read.ts';
import {
  cellKey,
  fitArea,
  fitCamera,
  fitExtent,
  MAX_AREAS,
  MAX_CORNERS,
  MAX_ZOOM,
  readNumber,
  regionCode
} from './values.ts';

const REGION_WANTED = 'a region is a country code (NL) or a code that begins with one (NL-ZH).';
const CORNER_WANTED = 'a corner is a longitude (-180 to 180), a space and a latitude (-90 to 90): 4.1 51.8.';
const CELL_WANTED = 'a cell is the whole number of a row of cells.parquet: 123.';
const EXTENT_WANTED =
  'an extent is west, south, east and north in degrees, south below north: 3.3,51.2,7.2,53.6.';

export const REGIONS = listParams('region', 'regions', {
  // A code holds no comma, so that encoded commas, too, separate: some programs encode every comma.
  split: (raw) => raw.replace(/%2C/gi, ',').split(','),
  fit: (text) => {
    const name = regionCode(text);
    return name === null ? { wrong: REGION_WANTED } : { name };
  }
});

/** Drawn areas, parted by semicolons; each stands or falls by itself. */
export const AREA: Param = {
  name: 'area',
  write: ({ filter }) =>
    filter.areas.length === 0
      ? null
      : filter.areas.map((area) => area.map(([lon, lat]) => `${lon}%20${lat}`).join(',')).join(';'),
  read: (raw, report) => {
    const text = readText(raw, report, Infinity, 'no area');
    if (text === null) return {};
    const pieces = text.split(';', MAX_AREAS + 1).filter((piece) => piece.trim() !== '');
    if (pieces.length > MAX_AREAS)
      report(text, `there are at most ${MAX_AREAS} areas.`, `the first ${MAX_AREAS}`);
    const kept = pieces.length > 1 ? 'the other areas' : 'no area';
    const areas = pieces.slice(0, MAX_AREAS).flatMap((piece) => {
      const area = readArea(piece, report, kept);
      return area === null ? [] : [area];
    });
    return areas.length === 0 ? {} : { filter: { areas } };
  }
};

function readArea(text: string, report: Report, kept: string): Area | null {
  const pairs = text.split(',');
  // One more than the limit, for an area that is closed by its first corner.
  if (pairs.length > MAX_CORNERS + 1) {
    report(text, `an area has at most ${MAX_CORNERS} corners; this one has ${pairs.length}.`, kept);
    return null;
  }
  const corners = pairs.map(readCorner);
  const wrong = corners.indexOf(null);
  const area = wrong >= 0 ? null : fitArea(corners.filter((corner) => corner !== null));
  if (wrong >= 0) report(pairs[wrong], CORNER_WANTED, kept);
  else if (area === null) report(text, `an area wants 3 to ${MAX_CORNERS} different corners.`, kept);
  return area;
}

function readCorner(text: string): Corner | null {
  const numbers = text.trim().split(/\s+/);
  const lon = readNumber(numbers[0], -180, 180);
  const lat = readNumber(numbers[1] ?? '', -90, 90);
  return numbers.length === 2 && lon !== null && lat !== null ? [lon, lat] : null;
}

/** Keys of the cells kept. */
export const CELL: Param = {
  name: 'cell',
  write: ({ filter }) => (filter.cells.length === 0 ? null : filter.cells.join(',')),
  read: (raw, report) => {
    const pieces = raw.replace(/%2C/gi, ',').split(',');
    const names = readNames(pieces, report, 'no filter by cell', (text) => {
      const key = cellKey(text);
      return key === null ? { wrong: CELL_WANTED } : { name: String(key) };
    });
    return names.length === 0 ? {} : { filter: { cells: names.map(Number) } };
  }
};

/** The part of the map that counts. */
export const EXTENT: Param = {
  name: 'extent',
  write: ({ filter: { extent } }) =>
    extent === null ? null : [extent.west, extent.south, extent.east, extent.north].join(','),
  read: (raw, report) => {
    const kept = 'no filter by extent';
    const text = readText(raw, report, 200, kept);
    if (text === null) return {};
    const extent = readExtent(text);
    if (extent === null) report(text, EXTENT_WANTED, kept);
    return extent === null ? {} : { filter: { extent } };
  }
};

function readExtent(text: string): Extent | null {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length !== 4) return null;
  const [west, east] = [readNumber(parts[0], -180, 180), readNumber(parts[2], -180, 180)];
  const [south, north] = [readNumber(parts[1], -90, 90), readNumber(parts[3], -90, 90)];
  if (west === null || south === null || east === null || north === null) return null;
  return fitExtent({ west, south, east, north });
}

export const MAP: Param = {
  name: 'map',
  write: ({ camera }) => (camera === null ? null : `${camera.lat},${camera.lon},${camera.zoom}`),
  read: (raw, report) => {
    const kept = 'the map of the whole case';
    const text = readText(raw, report, 200, kept);
    if (text === null) return {};
    const parts = text.split(',').map((part) => part.trim());
    const [lat, lon, zoom] = parts.map((part) => readNumber(part, -999_999, 999_999));
    if (parts.length !== 3 || lat === null || lon === null || zoom === null) {
      report(text, 'the map is a latitude, a longitude and a zoom: 52.1,5.3,6.2.', kept);
    } else if (Math.abs(lat) > 90) report(text, 'the latitude lies between -90 and 90.', kept);
    else if (Math.abs(lon) > 180) report(text, 'the longitude lies between -180 and 180.', kept);
    else if (zoom < 0 || zoom > MAX_ZOOM) report(text, `the zoom lies between 0 and ${MAX_ZOOM}.`, kept);
    else return { camera: fitCamera({ lat, lon, zoom }) };
    return {};
  }
};
