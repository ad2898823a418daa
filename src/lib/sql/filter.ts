import type { PlaceTable } from '../domain/activity.ts';
import {
  EVENT_DIMENSIONS,
  isActive,
  type Area,
  type Corner,
  type EventDimension,
  type Extent,
  type Filter
} from '../domain/filter.ts';
import { cellBoundary } from '../geo/cell.ts';
import { joinSql, sql, type Sql } from './sql.ts';

/**
 * Condition under which an event (a row of table `event`) passes one dimension of the filter, or null where the
 * filter leaves that dimension free. Never NULL in the three-valued sense: an event without a country does not pass
 * a filter that keeps a country, and passes one that leaves a country out.
 * places: those of the case, which say where its cells lie.
 */
export function passes(dimension: EventDimension, filter: Filter, places: CellPlaces): Sql | null {
  if (!isActive(filter, dimension)) return null;
  const { not } = filter;
  switch (dimension) {
    case 'regions':
      return keptAndNot(filter.regions, not.regions, regionIn);
    case 'areas':
      return insideAreas(filter.areas);
    case 'extent':
      return filter.extent === null ? null : insideExtent(filter.extent);
    case 'cells':
      return insideCells(filter.cells, places);
    case 'kinds':
      return keptAndNot(filter.kinds, not.kinds, (kinds) => sql`coalesce(kind IN ${kinds}, FALSE)`);
    case 'commodities':
      return keptAndNot(filter.commodities, not.commodities, hasItemOf);
    case 'operations':
      return keptAndNot(
        filter.operations,
        not.operations,
        (operations) => sql`coalesce(operation IN ${operations}, FALSE)`
      );
    case 'agencies':
      return keptAndNot(
        filter.agencies,
        not.agencies,
        (agencies) => sql`coalesce(agency IN ${agencies}, FALSE)`
      );
    case 'grades':
      return keptAndNot(
        filter.grades,
        not.grades,
        (grades) => sql`coalesce(source_grade IN ${grades}, FALSE)`
      );
    case 'text':
      return joinSql(
        searchWords(filter.text).map((word) => sql`contains(haystack, strip_accents(lower(${word})))`),
        ' AND '
      );
  }
}

/** What has one of the values kept, and none of those left out. `isIn` is never NULL. At least one list has values. */
function keptAndNot(
  kept: readonly string[],
  leftOut: readonly string[],
  isIn: (values: readonly string[]) => Sql
): Sql {
  return joinSql(
    [
      ...(kept.length === 0 ? [] : [isIn(kept)]),
      ...(leftOut.length === 0 ? [] : [sql`NOT ${isIn(leftOut)}`])
    ],
    ' AND '
  );
}

function hasItemOf(commodities: readonly string[]): Sql {
  return sql`(id IN (SELECT event_id FROM item WHERE commodity IN ${commodities} AND event_id IS NOT NULL))`;
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
export function insideArea(area: Area): Sql {
  const crossings = area.map((corner, index) => {
    const next = area[(index + 1) % area.length] ?? corner;
    const [x1, y1] = corner;
    const [x2, y2] = next;
    if (y1 === y2) return sql`0`;
    return sql`CASE WHEN (lat < ${y1}) <> (lat < ${y2}) AND lon < ${x2 - x1} * (lat - ${y1}) / ${y2 - y1} + ${x1} THEN 1 ELSE 0 END`;
  });
  return sql`(lat IS NOT NULL AND lon IS NOT NULL AND (${joinSql(crossings, ' + ')}) % 2 = 1)`;
}

/** Whether the point lies in one of the areas, of which there is at least one. */
export function insideAreas(areas: readonly Area[]): Sql {
  return sql`(${joinSql(areas.map(insideArea), ' OR ')})`;
}

/** Whether the point lies in the box, its edges included. A row without a point is outside. */
export function insideExtent({ west, south, east, north }: Extent): Sql {
  const inLongitude =
    west <= east ? sql`lon BETWEEN ${west} AND ${east}` : sql`(lon >= ${west} OR lon <= ${east})`;
  return sql`(lat IS NOT NULL AND lon IS NOT NULL AND lat BETWEEN ${south} AND ${north} AND ${inLongitude})`;
}

/** What is known of the places of a case that cells are looked up in; row = key of the cell. */
export type CellPlaces = Pick<PlaceTable, 'h3' | 'country' | 'region'>;

/**
 * Whether an event lies in one of the cells: its point in the outline of a cell of H3, drawn with straight edges on the
 * flat map (H3's own edges bend by metres), or its code that of a place which is a region. A key that the case does not
 * have holds nothing.
 */
export function insideCells(cells: readonly number[], { h3, country, region }: CellPlaces): Sql {
  const hexagons = cells.flatMap((cell) => h3[cell] ?? []).flatMap(cellOutlines);
  const codes = cells
    .filter((cell) => (h3[cell] ?? null) === null)
    .flatMap((cell) => region[cell] ?? country[cell] ?? []);
  const conditions = [
    ...hexagons.map(insideArea),
    ...(codes.length === 0 ? [] : [regionIn([...new Set(codes)])])
  ];
  return conditions.length === 0 ? sql`FALSE` : sql`(${joinSql(conditions, ' OR ')})`;
}

/** The outline of a cell, and once more a turn of the globe away where it runs over the antimeridian. */
function cellOutlines(h3: string): readonly Area[] {
  const ring = cellBoundary(h3).map(([lon, lat]): Corner => [lon, lat]);
  const turned = (by: number) => ring.map(([lon, lat]): Corner => [lon + by, lat]);
  if (ring.some(([lon]) => lon > 180)) return [ring, turned(-360)];
  return ring.some(([lon]) => lon < -180) ? [ring, turned(360)] : [ring];
}

/** The bits of the dimensions that an event fails, as one INTEGER expression; 0 where it passes all. places: see `passes`. */
export function failMask(filter: Filter, places: CellPlaces): Sql {
  const bits = EVENT_DIMENSIONS.flatMap((dimension, index) => {
    const condition = passes(dimension, filter, places);
    return condition === null ? [] : [sql`CASE WHEN ${condition} THEN 0 ELSE ${1 << index} END`];
  });
  return bits.length === 0 ? sql`0` : joinSql(bits, ' | ');
}

/** Whether a place (a row of table `place`) counts: by region, area, cell and extent. Null: every place does. */
export function placeCounts(filter: Filter): Sql | null {
  const { regions, not, areas, cells, extent } = filter;
  const conditions = [
    ...(regions.length + not.regions.length === 0 ? [] : [keptAndNot(regions, not.regions, regionIn)]),
    ...(areas.length === 0 ? [] : [insideAreas(areas)]),
    ...(cells.length === 0 ? [] : [sql`cell IN ${cells}`]),
    ...(extent === null ? [] : [insideExtent(extent)])
  ];
  return conditions.length === 0 ? null : joinSql(conditions, ' AND ');
}
