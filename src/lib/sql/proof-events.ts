import { areCells } from '../domain/activity.ts';
import { EVENT_DIMENSIONS, pointDimensions, type EventDimension, type Filter } from '../domain/filter.ts';
import type { EventMeasure } from '../domain/proof.ts';
import type { Range } from '../domain/range.ts';
import { passes, type CellPlaces } from './filter.ts';
import { eventSource, haystack, itemQuantity, itemSource, type ColumnTypes } from './load.ts';
import { inOrder, type Page } from './proof-page.ts';
import { instant, withStartEnd, type Clock } from './proof-time.ts';
import { joinSql, sql, type Sql } from './sql.ts';

/** A Parquet file as SQL names it, with its columns. */
export interface SqlFile {
  readonly name: string;
  readonly types: ColumnTypes;
}

/** What a number about events is counted over: files and View. */
export interface EventScope {
  readonly events: SqlFile;
  readonly items: SqlFile | null;
  readonly filter: Filter;
  /** Places of the case: where its cells lie. */
  readonly places: CellPlaces;
  /** Null: no range, and undated events count too. */
  readonly range: Range | null;
  /** Of the zone of the case. */
  readonly clock: Clock;
}

/** How each reason for which an event fails the filter is named in the answers. */
const MISSES: Readonly<Record<EventDimension, string>> = {
  regions: 'region',
  areas: 'drawn area',
  kinds: 'kind',
  commodities: 'commodity',
  operations: 'operation',
  agencies: 'agency',
  text: 'search',
  grades: 'source grade',
  cells: 'cell',
  extent: 'map extent'
};

/**
 * The events of the file with `state` (`certain`, `possible`, or `no`: not counted), `reasons` why one is not counted,
 * and `lacks`: what of date and place the picture needs and the event has not, where nothing else speaks against it.
 */
function judged(scope: EventScope): Sql {
  const { events, items, range, clock } = scope;
  const found = sql`SELECT *, ${haystack()} AS haystack FROM (${eventSource(events.name, events.types, [sql`file_row_number + 1 AS file_row`])}) AS source`;
  const item =
    items === null
      ? sql`SELECT NULL::VARCHAR AS event_id, NULL::VARCHAR AS commodity, NULL::DOUBLE AS quantity, NULL::VARCHAR AS unit, NULL::VARCHAR AS note, NULL::BIGINT AS file_row WHERE FALSE`
      : itemSource(items.name, [sql`file_row_number + 1 AS file_row`]);
  return sql`WITH event AS (
  SELECT * REPLACE (start_ms::BIGINT AS start_ms)
  FROM (${found}) AS found
),
item AS (
  ${item}
),
dated AS (
  ${range === null ? sql`SELECT *, NULL::BIGINT AS start_end_ms FROM event` : withStartEnd(sql`event`, clock)}
),
judged AS (
  SELECT *, CASE WHEN fails = '' AND when_state IN ('certain', 'possible') THEN when_state ELSE 'no' END AS state,
    concat_ws(', ', CASE when_state WHEN 'outside' THEN 'began outside the range' WHEN 'undated' THEN 'no date' END,
      CASE WHEN fails <> '' THEN 'not kept: ' || fails END) AS reasons,
    CASE WHEN when_state <> 'outside' AND surely_fails = '' THEN missing ELSE '' END AS lacks
  FROM (SELECT *, ${whenState(range)} AS when_state,
      ${named(scope, false)} AS fails,
      ${named(scope, true)} AS surely_fails,
      ${missing(scope)} AS missing
    FROM dated) AS looked_at
)`;
}

function whenState(range: Range | null): Sql {
  if (range === null) return sql`'certain'`;
  const from = Number.isFinite(range.from) ? instant(range.from) : null;
  const to = Number.isFinite(range.to) ? instant(range.to) : null;
  const all = (conditions: readonly Sql[]): Sql =>
    joinSql(conditions.length === 0 ? [sql`TRUE`] : conditions, ' AND ');
  const inside = all([
    ...(from === null ? [] : [sql`start_ms >= ${from}`]),
    ...(to === null ? [] : [sql`start_end_ms <= ${to}`])
  ]);
  const partly = all([
    ...(to === null ? [] : [sql`start_ms < ${to}`]),
    ...(from === null ? [] : [sql`start_end_ms > ${from}`])
  ]);
  return sql`CASE WHEN start_ms IS NULL THEN 'undated'
      WHEN ${inside} THEN 'certain'
      WHEN ${partly} THEN 'possible'
      ELSE 'outside' END`;
}

/** The dimensions that an event fails, named; those that cannot be decided say so, or are left out (`surely`). */
function named({ filter, places }: EventScope, surely: boolean): Sql {
  const points = pointDimensions(filter, areCells(places));
  const names = EVENT_DIMENSIONS.flatMap((dimension) => {
    const condition = passes(dimension, filter, places);
    if (condition === null) return [];
    const name = MISSES[dimension];
    const needsPoint = points.includes(dimension);
    const lack = needsPoint ? sql`lat IS NULL` : undecided(dimension, filter);
    if (lack === null) return [sql`CASE WHEN NOT (${condition}) THEN ${name} END`];
    const told = surely ? sql`NULL` : sql`${`${name} (${needsPoint ? 'no point' : 'none given'})`}`;
    return [sql`CASE WHEN NOT (${condition}) THEN CASE WHEN ${lack} THEN ${told} ELSE ${name} END END`];
  });
  return names.length === 0 ? sql`''` : sql`concat_ws(', ', ${joinSql(names, ', ')})`;
}

/** When nothing can be said about a dimension: what an event lacks cannot speak against it. */
function undecided(dimension: EventDimension, { regions }: Filter): Sql | null {
  return dimension === 'regions' && regions.length > 0 ? sql`country IS NULL AND region IS NULL` : null;
}

const ASKED_PLACES: Readonly<Partial<Record<EventDimension, string>>> = {
  areas: 'the drawn area',
  extent: 'the map extent',
  cells: 'the cells kept'
};

/** What the picture needs of an event and the event has not; where the filter asks for a point, a country alone is no place. */
function missing({ filter, places }: EventScope): Sql {
  const points = pointDimensions(filter, areCells(places));
  const place = points.length === 0 ? sql`lat IS NULL AND country IS NULL` : sql`lat IS NULL`;
  const said =
    points.length === 0
      ? 'no place'
      : `no point inside or outside ${points.map((dimension) => ASKED_PLACES[dimension]).join(' and ')}`;
  return sql`concat_ws(', ', CASE WHEN start_ms IS NULL THEN 'no date' END, CASE WHEN ${place} THEN ${said} END)`;
}

/** Items with the event that each is of. */
const ITEMS_OF_EVENTS = sql`item LEFT JOIN judged ON judged.id = item.event_id`;

function isMeasure({ commodity, unit }: { readonly commodity: string; readonly unit: string }): Sql {
  return sql`commodity = ${commodity} AND coalesce(unit, '') = ${unit}`;
}

/** The number: `certain` and `possible`, as the figure shows them. */
export function eventNumber(scope: EventScope, measure: EventMeasure): Sql {
  const rows = judged(scope);
  if (measure.on === 'excluded') {
    return sql`${rows}
SELECT count(*)::DOUBLE AS certain, count(*)::DOUBLE AS possible
FROM judged
WHERE lacks <> ''`;
  }
  if (measure.on === 'events') {
    return sql`${rows}
SELECT (count(*) FILTER (WHERE state = 'certain'))::DOUBLE AS certain, (count(*) FILTER (WHERE state <> 'no'))::DOUBLE AS possible
FROM judged`;
  }
  return sql`${rows}
SELECT coalesce(sum(${itemQuantity()}) FILTER (WHERE state = 'certain'), 0)::DOUBLE AS certain,
  coalesce(sum(${itemQuantity()}) FILTER (WHERE state <> 'no'), 0)::DOUBLE AS possible
FROM ${ITEMS_OF_EVENTS}
WHERE ${isMeasure(measure)}`;
}

const EVENT_COLUMNS = sql`id, kind, title, start_ms::DOUBLE AS start_ms, time_precision, place, country, region, operation, agency`;

/** The rows that the number counts, and their number in all as `total` in each. `file_row`: 1-based row of the file. */
export function eventProofRows(scope: EventScope, measure: EventMeasure, page: Page): Sql {
  const rows = judged(scope);
  if (measure.on === 'quantity') {
    return sql`${rows}
SELECT item.file_row::DOUBLE AS file_row, ${itemQuantity()} AS quantity, note, state, ${EVENT_COLUMNS}, count(*) OVER ()::DOUBLE AS total
FROM ${ITEMS_OF_EVENTS}
WHERE ${isMeasure(measure)} AND state <> 'no'
${inOrder(page)}`;
  }
  const [condition, column] =
    measure.on === 'events' ? [sql`state <> 'no'`, sql`state`] : [sql`lacks <> ''`, sql`lacks`];
  return sql`${rows}
SELECT file_row::DOUBLE AS file_row, ${column}, ${EVENT_COLUMNS}, count(*) OVER ()::DOUBLE AS total
FROM judged
WHERE ${condition}
${inOrder(page)}`;
}

/** Rows of the file that the number does not count, with `reasons`. */
export function eventLeftOut(scope: EventScope, measure: EventMeasure, page: Page): Sql {
  return sql`${judged(scope)}
SELECT file_row::DOUBLE AS file_row, reasons, ${leftOutColumns(measure)}, count(*) OVER ()::DOUBLE AS total
FROM (${leftOut(measure)}) AS rows_left
${inOrder(page)}`;
}

/** How many rows of the file the number does not count, by `reasons`: `rows`, most first. */
export function eventReasons(scope: EventScope, measure: EventMeasure): Sql {
  return sql`${judged(scope)}
SELECT reasons, count(*)::DOUBLE AS "rows"
FROM (${leftOut(measure)}) AS rows_left
GROUP BY reasons
ORDER BY "rows" DESC, reasons`;
}

function leftOutColumns({ on }: EventMeasure): Sql {
  return on === 'quantity' ? sql`quantity, unit, note, ${EVENT_COLUMNS}` : EVENT_COLUMNS;
}

function leftOut(measure: EventMeasure): Sql {
  if (measure.on === 'excluded') return sql`SELECT * FROM judged WHERE lacks = '' AND missing <> ''`;
  if (measure.on === 'events') return sql`SELECT * FROM judged WHERE state = 'no'`;
  const { commodity, unit } = measure;
  return sql`SELECT item.file_row AS file_row, quantity, unit, note,
  judged.* EXCLUDE (file_row, reasons), CASE WHEN judged.id IS NULL THEN 'no event has this id'
    WHEN coalesce(unit, '') <> ${unit} THEN 'another unit: ' || coalesce(unit, 'none')
    ELSE reasons END AS reasons
  FROM ${ITEMS_OF_EVENTS}
  WHERE commodity = ${commodity} AND (judged.id IS NULL OR state = 'no' OR coalesce(unit, '') <> ${unit})`;
}
