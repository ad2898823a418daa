import type { Filter } from '../domain/filter.ts';
import { failMask, insideArea, regionIn } from './filter.ts';
import { joinSql, sql, type Sql } from './sql.ts';

/** Per event, in order of the rows: the bits of the dimensions that it fails. */
export function eventMasks(filter: Filter): Sql {
  return sql`SELECT (${failMask(filter)})::USMALLINT AS mask FROM event ORDER BY row`;
}

/** Per place, in order of the cells: 1 where the place is inside the regions and the area of the filter. */
export function placeKeep(filter: Filter): Sql {
  const conditions = [
    ...(filter.regions.length === 0 ? [] : [regionIn(filter.regions)]),
    ...(filter.area === null ? [] : [insideArea(filter.area)])
  ];
  const kept = conditions.length === 0 ? sql`TRUE` : joinSql(conditions, ' AND ');
  return sql`SELECT CASE WHEN ${kept} THEN 1 ELSE 0 END::UTINYINT AS keep FROM place ORDER BY cell`;
}
