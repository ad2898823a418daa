import { EVENT_DIMENSIONS, type Corner, type EventDimension, type Filter } from '../domain/filter.ts';
import { joinSql, sql, type Sql } from './sql.ts';

/**
 * Condition under which an event (a row of table `event`) passes one dimension of the filter, or null where the
 * filter leaves that dimension free. Never NULL in the three-valued sense: an event without a country does not pass
 * a filter by country.
 */
export function passes(dimension: EventDimension, filter: Filter): Sql | null {
  switch (dimension) {
    case 'regions':
      return filter.regions.length === 0 ? null : regionIn(filter.regions);
    case 'area':
      return filter.area === null ? null : insideArea(filter.area);
    case 'kinds':
      return filter.kinds.length === 0 ? null : sql`coalesce(kind IN ${filter.kinds}, FALSE)`;
    case 'commodities':
      return filter.commodities.length === 0
        ? null
        : sql`id IN (SELECT event_id FROM item WHERE commodity IN ${filter.commodities} AND event_id IS NOT NULL)`;
    case 'operations':
      return filter.operations.length === 0 ? null : sql`coalesce(operation IN ${filter.operations}, FALSE)`;
    case 'agencies':
      return filter.agencies.length === 0 ? null : sql`coalesce(agency IN ${filter.agencies}, FALSE)`;
    case 'text': {
      const words = searchWords(filter.text);
      return words.length === 0
        ? null
        : joinSql(
            words.map((word) => sql`contains(haystack, strip_accents(lower(${word})))`),
            ' AND '
          );
    }
  }
}

/** The words of a search, each of which must occur. */
export function searchWords(text: string): readonly string[] {
  return text.split(/\s+/u).filter((word) => word.length > 0);
}

/** Whether country or region is among the codes. Works on table `event` and table `place` alike. */
export function regionIn(codes: readonly string[]): Sql {
  return sql`(coalesce(country IN ${codes}, FALSE) OR coalesce(region IN ${codes}, FALSE))`;
}

/**
 * Even-odd test of the point (lon, lat) against a polygon given by its corners, as one expression: DuckDB-WASM has no
 * spatial extension. A row without a point is outside.
 */
export function insideArea(area: readonly Corner[]): Sql {
  const crossings = area.map((corner, index) => {
    const next = area[(index + 1) % area.length] as Corner;
    const [x1, y1] = corner;
    const [x2, y2] = next;
    if (y1 === y2) return sql`0`;
    return sql`CASE WHEN (lat < ${y1}) <> (lat < ${y2}) AND lon < ${x2 - x1} * (lat - ${y1}) / ${y2 - y1} + ${x1} THEN 1 ELSE 0 END`;
  });
  return sql`(lat IS NOT NULL AND lon IS NOT NULL AND (${joinSql(crossings, ' + ')}) % 2 = 1)`;
}

/** The bits of the dimensions that an event fails, as one INTEGER expression; 0 where it passes all. */
export function failMask(filter: Filter): Sql {
  const bits = EVENT_DIMENSIONS.flatMap((dimension, index) => {
    const condition = passes(dimension, filter);
    return condition === null ? [] : [sql`CASE WHEN ${condition} THEN 0 ELSE ${1 << index} END`];
  });
  return bits.length === 0 ? sql`0` : joinSql(bits, ' | ');
}
