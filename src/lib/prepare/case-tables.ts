import { FILES } from '../domain/case.ts';
import { ident, joinSql, sql, type Sql } from '../sql/sql.ts';

/** A column of a case table as it is written: its name and its DuckDB type. */
interface WrittenColumn {
  readonly name: string;
  readonly type: Sql;
  /** A table without this column gets it, empty. Other columns must be there. */
  readonly optional?: boolean;
}

/** A table of the case folder: where it comes from, where it goes to, how it is sorted and cut. */
export interface CaseTable {
  /** Name of the table on the connection. */
  readonly table: string;
  /** Path inside the case folder. */
  readonly path: string;
  readonly columns: readonly WrittenColumn[];
  /** Columns of the sort; together with the writer's single thread they make the bytes repeatable. */
  readonly order: readonly string[];
  /** Rows of a row group: a reader with byte ranges fetches whole groups. */
  readonly rowGroup: number;
}

const TEXT = sql`VARCHAR`;
const NUMBER = sql`DOUBLE`;
const TIME = sql`TIMESTAMP`;
const COUNT = sql`UINTEGER`;

function column(name: string, type: Sql): WrittenColumn {
  return { name, type };
}

function optional(name: string, type: Sql): WrittenColumn {
  return { name, type, optional: true };
}

/** Small tables are read whole, so their groups are as large as DuckDB's own. */
const WHOLE = 122_880;

const EVENT_COLUMNS: readonly WrittenColumn[] = [
  column('id', TEXT),
  column('kind', TEXT),
  column('title', TEXT),
  optional('summary', TEXT),
  column('start', TIME),
  optional('end', TIME),
  column('time_precision', TEXT),
  optional('date_basis', TEXT),
  optional('lat', NUMBER),
  optional('lon', NUMBER),
  optional('place', TEXT),
  optional('place_radius_m', NUMBER),
  optional('country', TEXT),
  optional('region', TEXT),
  optional('operation', TEXT),
  optional('agency', TEXT),
  optional('sources', sql`VARCHAR[]`),
  optional('source_grade', TEXT),
  optional('info_grade', TEXT),
  optional('handling', TEXT)
];

/**
 * The tables of a case folder in the order in which they are written. `cell` is 16 bits wide where the places allow
 * it. `withTraffic`: the activity is split by kind of traffic.
 */
export function caseTables(wideCell: boolean, withTraffic: boolean): readonly CaseTable[] {
  const cell = wideCell ? COUNT : sql`USMALLINT`;
  const traffic = withTraffic ? [column('traffic', TEXT)] : [];
  const counts = [column('messages', COUNT), optional('devices', COUNT)];
  return [
    {
      table: 'events',
      path: FILES.events,
      columns: EVENT_COLUMNS,
      order: ['start', 'id'],
      rowGroup: WHOLE
    },
    {
      table: 'items',
      path: FILES.items,
      columns: [
        column('event_id', TEXT),
        column('commodity', TEXT),
        column('quantity', NUMBER),
        column('unit', TEXT),
        optional('note', TEXT)
      ],
      order: ['event_id', 'commodity', 'unit', 'quantity', 'note'],
      rowGroup: WHOLE
    },
    {
      table: 'cells',
      path: FILES.cells,
      columns: [
        column('cell', cell),
        optional('h3', TEXT),
        column('lat', NUMBER),
        column('lon', NUMBER),
        optional('country', TEXT),
        optional('region', TEXT),
        optional('name', TEXT)
      ],
      order: ['cell'],
      rowGroup: WHOLE
    },
    {
      table: 'activity',
      path: FILES.activity,
      columns: [column('hour', COUNT), column('cell', cell), ...traffic, ...counts],
      order: ['cell', 'hour', ...traffic.map((entry) => entry.name)],
      rowGroup: WHOLE
    },
    {
      table: 'rollup_day_cell',
      path: FILES.dayCell,
      columns: [column('day', COUNT), column('cell', cell), ...counts],
      order: ['cell', 'day'],
      rowGroup: WHOLE
    },
    {
      table: 'rollup_hour_country',
      path: FILES.hourCountry,
      columns: [column('hour', COUNT), column('country', TEXT), ...counts],
      order: ['country', 'hour'],
      rowGroup: WHOLE
    },
    {
      table: 'rollup_hour',
      path: FILES.hour,
      columns: [column('hour', COUNT), ...counts],
      order: ['hour'],
      rowGroup: WHOLE
    },
    {
      table: 'coverage',
      path: FILES.coverage,
      columns: [column('cell', cell), column('start', TIME), column('end', TIME), column('reason', TEXT)],
      order: ['start', 'end', 'cell', 'reason'],
      rowGroup: WHOLE
    }
  ];
}

/**
 * `COPY` of one table to a Parquet file that DuckDB 0.9.1 reads: ZSTD, version 1, no Bloom filters.
 * `present`: the columns that the table has. A value that does not fit its type raises when the statement runs.
 * Throws RangeError where a column that the format wants is missing.
 */
export function copyTable(table: CaseTable, present: ReadonlySet<string>, file: string): Sql {
  const columns = table.columns.map((wanted) => {
    if (present.has(wanted.name)) {
      return sql`CAST(${ident(wanted.name)} AS ${wanted.type}) AS ${ident(wanted.name)}`;
    }
    if (wanted.optional !== true) throw new RangeError(`Table ${table.table} has no column "${wanted.name}"`);
    return sql`CAST(NULL AS ${wanted.type}) AS ${ident(wanted.name)}`;
  });
  const order = table.order.map((name) => (present.has(name) ? sql`${ident(name)} NULLS LAST` : sql`NULL`));
  return sql`COPY (
  SELECT ${joinSql(columns, ', ')}
  FROM ${ident(table.table)}
  ORDER BY ${joinSql(order, ', ')}
)
TO ${file}
(FORMAT PARQUET, COMPRESSION ZSTD, ROW_GROUP_SIZE ${table.rowGroup}, WRITE_BLOOM_FILTER FALSE)`;
}

/**
 * The three rollups of the activity, for the case maker that has none: counts are added up; `devices` is kept only
 * where one row stands alone, because distinct counts do not add.
 */
export const ROLLUPS: readonly { readonly table: string; readonly make: (devices: boolean) => Sql }[] = [
  {
    table: 'rollup_day_cell',
    make: (devices) => sql`CREATE TEMP TABLE rollup_day_cell AS
SELECT (hour::UINTEGER // 24)::UINTEGER AS day, cell, ${rollupCounts(devices)}
FROM activity
GROUP BY ALL`
  },
  {
    table: 'rollup_hour_country',
    make: (devices) => sql`CREATE TEMP TABLE rollup_hour_country AS
SELECT hour, country, ${rollupCounts(devices)}
FROM activity JOIN cells USING (cell)
GROUP BY ALL`
  },
  {
    table: 'rollup_hour',
    make: (devices) => sql`CREATE TEMP TABLE rollup_hour AS
SELECT hour, ${rollupCounts(devices)}
FROM activity
GROUP BY ALL`
  }
];

function rollupCounts(devices: boolean): Sql {
  return devices
    ? sql`sum(messages) AS messages, CASE WHEN count(*) = 1 THEN any_value(devices) END AS devices`
    : sql`sum(messages) AS messages`;
}
