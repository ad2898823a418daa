import { cellAt, cellCentre, cellResolution, isCell } from '../../geo/cell.ts';
import type { LookupTable } from '../lookups.ts';
import { DEFAULT_RESOLUTION, type MessagesSpec } from '../mapping-messages.ts';
import type { Locate, PlaceRow } from '../place-rows.ts';
import { toNumber } from '../values.ts';
import { recordFailure } from './failures.ts';

/** A place that occurs in the record, as text, with its records. */
export interface MetPlace {
  readonly key: string;
  readonly rows: number;
}

/** The cell of each key; null where the key has none. Cells in order of their H3 index. */
export interface SettledPlaces {
  readonly places: readonly PlaceRow[];
  readonly cellOf: ReadonlyMap<string, number>;
  /** Keys without a place: not in the look-up table, or no H3 index. */
  readonly unknown: readonly MetPlace[];
}

/**
 * Turns the keys of the record into numbered cells. `given`: cells that are numbered already, in their order; new ones
 * are numbered behind them. Throws CaseFailure where cells of several sizes overlap.
 */
export function settlePlaces(
  met: readonly MetPlace[],
  spec: MessagesSpec,
  lookups: ReadonlyMap<string, LookupTable>,
  locate: Locate,
  given: readonly PlaceRow[] = []
): SettledPlaces {
  const find = keyReader(spec, lookups);
  const byCell = new Map<string, FoundCell>();
  const cellByKey = new Map<string, string>();
  const unknown: MetPlace[] = [];
  for (const place of [...met].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const found = find(place.key);
    if (found === null) {
      unknown.push(place);
      continue;
    }
    cellByKey.set(place.key, found.h3);
    if (!byCell.has(found.h3)) byCell.set(found.h3, found);
  }
  refuseMixedSizes([...given.flatMap(({ h3 }) => h3 ?? []), ...byCell.keys()]);
  const numbered = new Map(given.map(({ key }, number) => [key, number]));
  const fresh = [...byCell.keys()].filter((h3) => !numbered.has(h3)).sort();
  const places = [...given];
  for (const h3 of fresh) {
    numbered.set(h3, places.length);
    places.push(placeOf(h3, byCell.get(h3), locate));
  }
  const cellOf = new Map([...cellByKey].map(([key, h3]) => [key, numbered.get(h3) ?? 0]));
  return { places, cellOf, unknown };
}

/** Country and region go together: those of the table or, where it has no country, those of the middle of the cell. */
function placeOf(h3: string, found: FoundCell | undefined, locate: Locate): PlaceRow {
  const { lat, lon } = cellCentre(h3);
  const name = found?.name ?? null;
  const where =
    found === undefined || found.country === null
      ? locate(lat, lon)
      : { country: found.country, region: found.region };
  return { h3, key: h3, lat, lon, name, ...where };
}

/** The cell of a key, and what the look-up table says of it. */
interface FoundCell {
  readonly h3: string;
  readonly name: string | null;
  readonly country: string | null;
  readonly region: string | null;
}

type KeyReader = (key: string) => FoundCell | null;

function keyReader({ place }: MessagesSpec, lookups: ReadonlyMap<string, LookupTable>): KeyReader {
  if (!('by' in place)) {
    return (key) => {
      const h3 = key.toLowerCase();
      return isCell(h3) ? { h3, name: null, country: null, region: null } : null;
    };
  }
  const table = lookups.get(place.lookup);
  const remedy = 'Add it under "lookups" in the mapping, with columns "lat" and "lon", or "h3".';
  if (table === undefined) {
    throw recordFailure('mapping-field', `There is no look-up table "${place.lookup}".`, remedy);
  }
  const has = (name: string) => table.columns.has(name);
  if (!has('h3') && !(has('lat') && has('lon'))) {
    throw recordFailure('mapping-field', `The look-up table "${place.lookup}" tells no places.`, remedy);
  }
  const resolution = place.resolution ?? DEFAULT_RESOLUTION;
  return (key) => {
    const row = table.find(key);
    if (row === undefined) return null;
    const told = { name: row.name ?? null, country: row.country ?? null, region: row.region ?? null };
    const h3 = row.h3?.toLowerCase();
    if (h3 !== undefined && isCell(h3)) return { h3, ...told };
    const [lat, lon] = [toNumber(row.lat ?? ''), toNumber(row.lon ?? '')];
    if (lat === null || lon === null || Math.abs(lon) > 180) return null;
    const cell = cellAt(lon, lat, resolution);
    return cell === null ? null : { h3: cell, ...told };
  };
}

function refuseMixedSizes(cells: readonly string[]): void {
  const sizes = [...new Set(cells.map(cellResolution))].sort((a, b) => a - b);
  if (sizes.length <= 1) return;
  throw recordFailure(
    'record-resolution',
    `The cells are of several sizes (H3 resolutions ${sizes.join(', ')}): the larger ones hold the smaller.`,
    'Prepare records of one resolution only.'
  );
}

/** More of the records than this in no country: something is wrong with the positions. */
const MOST_AT_SEA = 0.5;

/** Throws CaseFailure where most records lie in no country, but would if latitude and longitude were exchanged. */
export function refuseSwapped(
  met: readonly MetPlace[],
  { places, cellOf }: SettledPlaces,
  locate: Locate
): void {
  let [all, atSea, ashoreSwapped] = [0, 0, 0];
  for (const { key, rows } of met) {
    const cell = cellOf.get(key);
    if (cell === undefined) continue;
    const { lat, lon, country } = places[cell];
    all += rows;
    if (country !== null) continue;
    atSea += rows;
    if (Math.abs(lon) <= 90 && locate(lon, lat).country !== null) ashoreSwapped += rows;
  }
  if (atSea <= MOST_AT_SEA * all || ashoreSwapped <= MOST_AT_SEA * all) return;
  throw recordFailure(
    'record-swapped',
    `${Math.round((100 * atSea) / all)} % of the records lie in no country; with latitude and longitude exchanged, ${Math.round((100 * ashoreSwapped) / all)} % would lie in one.`,
    'Exchange "lat" and "lon" in the mapping (or in the look-up table).'
  );
}
