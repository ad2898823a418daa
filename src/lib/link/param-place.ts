import type { Corner } from '../domain/filter.ts';
import type { Param } from './param.ts';
import { readNames, readText } from './read.ts';
import { encodeText } from './text.ts';
import { fitArea, fitCamera, MAX_CORNERS, MAX_ZOOM, readNumber, regionCode } from './values.ts';

const REGION_WANTED = 'a region is a country code (NL) or a code that begins with one (NL-ZH).';
const CORNER_WANTED = 'a corner is a longitude (-180 to 180), a space and a latitude (-90 to 90): 4.1 51.8.';

export const REGION: Param = {
  name: 'region',
  write: ({ filter }) => (filter.regions.length === 0 ? null : filter.regions.map(encodeText).join(',')),
  read: (raw, report) => {
    // A code holds no comma, so that encoded commas, too, separate: some programs encode every comma.
    const pieces = raw.replace(/%2C/gi, ',').split(',');
    const regions = readNames(pieces, report, 'no filter by region', (text) => {
      const name = regionCode(text);
      return name === null ? { wrong: REGION_WANTED } : { name };
    });
    return regions.length === 0 ? {} : { filter: { regions } };
  }
};

export const AREA: Param = {
  name: 'area',
  write: ({ filter }) => filter.area?.map(([lon, lat]) => `${lon}%20${lat}`).join(',') ?? null,
  read: (raw, report) => {
    const kept = 'no area';
    const text = readText(raw, report, Infinity, kept);
    if (text === null) return {};
    const pairs = text.split(',');
    // One more than the limit, for an area that is closed by its first corner.
    if (pairs.length > MAX_CORNERS + 1) {
      report(text, `an area has at most ${MAX_CORNERS} corners; this one has ${pairs.length}.`, kept);
      return {};
    }
    const corners = pairs.map(readCorner);
    const wrong = corners.indexOf(null);
    const area = wrong >= 0 ? null : fitArea(corners.filter((corner) => corner !== null));
    if (area !== null) return { filter: { area } };
    if (wrong >= 0) report(pairs[wrong], CORNER_WANTED, kept);
    else report(text, `an area wants 3 to ${MAX_CORNERS} different corners.`, kept);
    return {};
  }
};

function readCorner(text: string): Corner | null {
  const numbers = text.trim().split(/\s+/);
  const lon = readNumber(numbers[0], -180, 180);
  const lat = readNumber(numbers[1] ?? '', -90, 90);
  return numbers.length === 2 && lon !== null && lat !== null ? [lon, lat] : null;
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
