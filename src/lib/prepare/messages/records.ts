import { ident, sql, type Sql } from '../../sql/sql.ts';
import { timeSpec, type MessagesSpec } from '../mapping-messages.ts';
import { csvRows, familyOf, parquetRows, type Family, type RecordFile } from './record-file.ts';
import { timeSql, type TimeForm } from './time-sql.ts';

/** How the columns of the record are read, settled once for all files. */
export interface RecordShape {
  readonly spec: MessagesSpec;
  readonly time: TimeForm;
  /** Devices are whole numbers that fit 32 bits, and number themselves; else they are texts. */
  readonly hasDeviceNumbers: boolean;
  /** A point, to be put in a cell, or a key that names its place. */
  readonly place: 'point' | 'key';
  readonly keyFamily: Family;
  /** Kinds are whole numbers already, or texts; null: the record has none. */
  readonly kinds: 'numbers' | 'texts' | null;
}

/** Name of the column that tells the file of a row. */
const FILE = 'casewall file';

/**
 * The records of some files as a relation: `t` (epoch seconds, NULL where there is no time), `device`, `kind`, and
 * `key` or `lat` and `lon`; `file` is the path of the file. Only these columns of the source are read. `where`: a
 * condition on the source's own columns, which lets whole row groups be skipped.
 */
export function recordsOf(files: readonly RecordFile[], shape: RecordShape, where: Sql = sql`TRUE`): Sql {
  const { spec } = shape;
  const { raw, seconds } = timeSql(timeSpec(spec).from, shape.time);
  const [first] = files;
  const rows = first.isParquet
    ? parquetRows(files, FILE)
    : sql`(SELECT *, ${first.at} AS ${ident(FILE)} FROM ${csvRows(first, spec.delimiter)})`;
  return sql`(SELECT ${seconds} AS t, device, kind, ${shape.place === 'point' ? sql`lat, lon` : sql`key`}, file
FROM (SELECT ${raw}, ${deviceOf(shape)} AS device, ${kindOf(shape)} AS kind, ${placeOf(shape)}, ${ident(FILE)} AS file
  FROM ${rows}
  WHERE ${where}))`;
}

function deviceOf({ spec, hasDeviceNumbers }: RecordShape): Sql {
  const name = ident(spec.device);
  return hasDeviceNumbers ? sql`${name}::UINTEGER` : sql`nullif(trim(${name}::VARCHAR), '')`;
}

function kindOf({ spec, kinds }: RecordShape): Sql {
  if (spec.kind === undefined || kinds === null) return sql`NULL::UTINYINT`;
  return kinds === 'numbers'
    ? sql`${ident(spec.kind)}::UTINYINT`
    : sql`nullif(trim(${ident(spec.kind)}), '')`;
}

function placeOf({ spec: { place }, keyFamily }: RecordShape): Sql {
  if ('lat' in place) {
    return sql`TRY_CAST(${ident(place.lat)} AS DOUBLE) AS lat, TRY_CAST(${ident(place.lon)} AS DOUBLE) AS lon`;
  }
  const name = ident('h3' in place ? place.h3 : place.by);
  return keyFamily === 'text' ? sql`nullif(trim(${name}), '') AS key` : sql`${name} AS key`;
}

/** The columns of the source that the record is made of. */
export function usedColumns({ time: _, ...spec }: MessagesSpec, timeColumn: string): readonly string[] {
  const { place } = spec;
  const places = 'lat' in place ? [place.lat, place.lon] : 'h3' in place ? [place.h3] : [place.by];
  return [timeColumn, spec.device, ...places, ...(spec.kind === undefined ? [] : [spec.kind])];
}

/** Family of a column in a file; undefined where the file does not have it. */
export function familyIn(file: RecordFile, column: string): Family | undefined {
  const type = file.types.get(column);
  return type === undefined ? undefined : familyOf(type);
}
