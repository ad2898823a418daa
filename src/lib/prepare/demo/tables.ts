import type { NativeEngine } from '../../engine/native.ts';
import { ident, joinSql, sql, type Sql } from '../../sql/sql.ts';
import type { DemoCell } from './cells.ts';
import type { DemoEvent } from './demo-event.ts';
import { cellsOfGap, GAPS } from './gaps.ts';

/** Makes the tables `cells`, `events`, `items` and `coverage` of the case. */
export async function makeTables(
  engine: NativeEngine,
  cells: readonly DemoCell[],
  events: readonly DemoEvent[]
): Promise<void> {
  const statements = [
    table(
      'cells',
      sql`cell USMALLINT, h3 VARCHAR, lat DOUBLE, lon DOUBLE, country VARCHAR, region VARCHAR, name VARCHAR`
    ),
    insert('cells', cells.map(cellRow)),
    table(
      'events',
      sql`id VARCHAR, kind VARCHAR, title VARCHAR, summary VARCHAR, start TIMESTAMP, "end" TIMESTAMP, time_precision VARCHAR, date_basis VARCHAR, lat DOUBLE, lon DOUBLE, place VARCHAR, place_radius_m DOUBLE, country VARCHAR, region VARCHAR, operation VARCHAR, agency VARCHAR, sources VARCHAR[], source_grade VARCHAR, info_grade VARCHAR, handling VARCHAR`
    ),
    insert('events', events.map(eventRow)),
    table('items', sql`event_id VARCHAR, commodity VARCHAR, quantity DOUBLE, unit VARCHAR, note VARCHAR`),
    insert('items', events.flatMap(itemRows)),
    table('coverage', sql`cell USMALLINT, start TIMESTAMP, "end" TIMESTAMP, reason VARCHAR`),
    insert('coverage', coverageRows(cells))
  ];
  for (const statement of statements) await engine.run(statement);
}

function table(name: string, columns: Sql): Sql {
  return sql`CREATE TABLE ${ident(name)} (${columns})`;
}

function insert(name: string, rows: readonly Sql[]): Sql {
  return sql`INSERT INTO ${ident(name)} VALUES ${joinSql(rows, ', ')}`;
}

function cellRow({ cell, h3, lat, lon, country, region, name }: DemoCell): Sql {
  return sql`(${cell}, ${h3}, ${lat}, ${lon}, ${country}, ${region}, ${name})`;
}

function eventRow(event: DemoEvent): Sql {
  const values = [
    sql`${event.id}`,
    sql`${event.kind}`,
    sql`${event.title}`,
    sql`${event.summary}`,
    timestamp(event.start),
    event.end === null ? sql`NULL` : timestamp(event.end),
    sql`${event.precision}`,
    sql`${event.dateBasis}`,
    sql`${event.lat}`,
    sql`${event.lon}`,
    sql`${event.place}`,
    sql`${event.placeRadiusM}`,
    sql`${event.country}`,
    sql`${event.region}`,
    sql`${event.operation}`,
    sql`${event.agency}`,
    sql`list_value(${joinSql(
      event.sources.map((source) => sql`${source}`),
      ', '
    )})`,
    sql`${event.sourceGrade}`,
    sql`${event.infoGrade}`,
    sql`${event.handling}`
  ];
  return sql`(${joinSql(values, ', ')})`;
}

function itemRows(event: DemoEvent): Sql[] {
  return event.items.map(
    ({ commodity, quantity, unit, note }) => sql`(${event.id}, ${commodity}, ${quantity}, ${unit}, ${note})`
  );
}

function coverageRows(cells: readonly DemoCell[]): Sql[] {
  return GAPS.flatMap((gap) => {
    const [start, end] = [timestamp(gap.fromHour * 3_600_000), timestamp(gap.toHour * 3_600_000)];
    const places = cellsOfGap(gap, cells) ?? [null];
    return places.map((cell) => sql`(${cell}, ${start}, ${end}, ${gap.reason})`);
  });
}

function timestamp(epochMs: number): Sql {
  return sql`make_timestamp(${epochMs} * 1000)`;
}
