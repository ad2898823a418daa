import type { Filter } from '../domain/filter.ts';
import { failMask, placeCounts, type CellPlaces } from './filter.ts';
import { sql, type Sql } from './sql.ts';

/** Per event, in order of the rows: the bits of the dimensions that it fails. places: see `passes`. */
export function eventMasks(filter: Filter, places: CellPlaces): Sql {
  return sql`SELECT (${failMask(filter, places)})::USMALLINT AS mask FROM event ORDER BY row`;
}

/** Per place, in order of the cells: 1 where the place counts under the filter. */
export function placeKeep(filter: Filter): Sql {
  const kept = placeCounts(filter) ?? sql`TRUE`;
  return sql`SELECT CASE WHEN ${kept} THEN 1 ELSE 0 END::UTINYINT AS keep FROM place ORDER BY cell`;
}
