import { sql, type Sql } from './sql.ts';

/** What a list of events shows, for rows of table `event` (at most a few hundred at a time), in order of the rows. */
export function eventRows(rows: readonly number[]): Sql {
  return sql`SELECT row, id, kind, title, start_ms, end_ms, time_precision, place, country, region, operation, agency
FROM event
WHERE row IN ${rows}
ORDER BY row`;
}

/** Everything about one event. */
export function eventDetail(id: string): Sql {
  return sql`SELECT row, id, kind, title, summary, start_ms, end_ms, time_precision, date_basis, lat, lon, place, place_radius_m, country, region,
  operation, agency, sources, source_grade, info_grade, handling
FROM event
WHERE id = ${id}
ORDER BY row
LIMIT 1`;
}

/** Items of one event, largest first within a commodity. */
export function eventItems(id: string): Sql {
  return sql`SELECT commodity, quantity, unit, note FROM item WHERE event_id = ${id} ORDER BY commodity, quantity DESC NULLS LAST, note`;
}
