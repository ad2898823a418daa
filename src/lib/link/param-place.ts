import type { Corner } from '../domain/filter.ts';
import type { Param } from './param.ts';
import { readNames, readText } from './read.ts';
import { encodeText } from './text.ts';
import { fitArea, fitCamera, MAX_CORNERS, MAX_ZOOM, readNumber, regionCode } from './values.ts';

export const REGION: Param = {
  name: 'region',
  write: ({ filter }) => (filter.regions.length === 0 ? null : filter.regions.map(encodeText).join(',')),
  read: (raw, report) => {
    // A code holds no comma, so that encoded commas, too, separate: some programs encode every comma.
    const regions = readNames(raw.replace(/%2C/gi, ',').split(','), report, (text) => {
      const code = regionCode(text);
      if (code === null)
        report(
          text,
          'a region is a country code (NL) or a code that begins with one (NL-ZH).',
          'the other regions'
        );
      return code;
    });
    return regions.length === 0 ? {} : { filter: { regions } };
  }
};

export const AREA: Param = {
  name: 'area',
  write: ({ filter }) => filter.area?.map(([lon, lat]) => `${lon}%20${lat}`).join(',') ?? null,
  read: (raw, report) => {
    const kept = 'no area';
    const text = readText(raw, report, 64 * MAX_CORNERS, kept);
    if (text === null) return {};
    const pairs = text.split(',');
    const corners = pairs.map(readCorner);
    const wrong = corners.indexOf(null);
    const area = wrong >= 0 ? null : fitArea(corners.filter((corner) => corner !== null));
    if (area !== null) return { filter: { area } };
    if (pairs.length > MAX_CORNERS)
      report(text, `an area has at most ${MAX_CORNERS} corners; this one has ${pairs.length}.`, kept);
    else if (wrong < 0) report(text, 'an area wants three different corners or more.', kept);
    else
      report(
        pairs[wrong],
        'a corner is a longitude (-180 to 180), a space and a latitude (-90 to 90): 4.1 51.8.',
        kept
      );
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
    const lat = readNumber(parts[0], -90, 90);
    const lon = readNumber(parts[1] ?? '', -180, 180);
    const zoom = readNumber(parts[2] ?? '', 0, MAX_ZOOM);
    if (parts.length === 3 && lat !== null && lon !== null && zoom !== null)
      return { camera: fitCamera({ lat, lon, zoom }) };
    report(
      text,
      `the map is a latitude (-90 to 90), a longitude (-180 to 180) and a zoom (0 to ${MAX_ZOOM}): 52.1,5.3,6.2.`,
      kept
    );
    return {};
  }
};
