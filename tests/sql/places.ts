import { latLngToCell } from 'h3-js';
import type { CellPlaces } from '../../src/lib/sql/filter.ts';

/** No places at all. */
export const NO_PLACES: CellPlaces = { h3: [], country: [], region: [] };

/** A cell round Rotterdam, a cell over the antimeridian (Fiji), a region and a country. */
export const SOME_PLACES: CellPlaces = {
  h3: [latLngToCell(51.9225, 4.4792, 4), latLngToCell(-16.8, 179.95, 4), null, null],
  country: ['NL', 'FJ', 'BE', 'FR'],
  region: ['NL-ZH', null, 'BE-VAN', null]
};
