import {
  DEFAULT_RESOLUTION,
  timeSpec,
  type MessagesSpec,
  type MessageTableSpec
} from '../mapping-messages.ts';
import { missingColumn, recordFailure } from '../messages/failures.ts';
import type { Family } from '../messages/record-file.ts';
import { settleTime } from '../messages/settle-time.ts';
import { END_SECOND, FIRST_SECOND } from '../messages/zone-sql.ts';
import type { Server } from './server.ts';
import { chName, chText } from './text.ts';

/** The columns of the record as expressions of ClickHouse. */
export interface RecordSql {
  /** What follows FROM. */
  readonly source: string;
  /** Epoch seconds; right where `isTimed` holds. */
  readonly seconds: string;
  readonly isTimed: string;
  readonly hasDevice: string;
  readonly hasPlace: string;
  readonly device: string;
  readonly key: string;
  /** Keys are H3 indexes as whole numbers. */
  readonly isWholeH3: boolean;
  readonly isTextKey: boolean;
  readonly kind: string | null;
  /** Kinds are whole numbers, each its own position. */
  readonly hasKindNumbers: boolean;
  /** A condition on the column of the times that lets whole parts be skipped. */
  within(fromSecond: number, toSecond: number): string;
}

interface Column {
  readonly family: Family;
  readonly isNullable: boolean;
}

/** The name of the records in messages. */
export function sourceName(spec: MessageTableSpec): string {
  if ('table' in spec) return spec.table;
  return 's3' in spec ? spec.s3 : 'url' in spec ? spec.url : spec.file;
}

function sourceSql(spec: MessageTableSpec): string {
  if ('table' in spec) return spec.table.split('.').map(chName).join('.');
  const [call, place] =
    's3' in spec ? ['s3', spec.s3] : 'url' in spec ? ['url', spec.url] : ['file', spec.file];
  const parts = [place, spec.format, ...(spec.columns === undefined ? [] : [spec.columns])];
  return `${call}(${parts.map(chText).join(', ')})`;
}

/** Looks at the columns and settles how the record is read. Throws CaseFailure where a column cannot be used. */
export async function recordSql(
  server: Server,
  spec: MessagesSpec,
  table: MessageTableSpec,
  caseZone: string
): Promise<RecordSql> {
  const source = sourceSql(table);
  const described = await server.ask(`DESCRIBE TABLE ${source}`);
  const columns = new Map(described.map(([name, type]) => [name ?? '', columnOf(type ?? '')]));
  const named = (name: string): Column => {
    const column = columns.get(name);
    if (column === undefined) throw missingColumn(sourceName(table), name, [...columns.keys()]);
    return column;
  };
  const time = await timeOf(server, source, spec, named(timeSpec(spec).from), caseZone);
  const device = named(spec.device);
  const kind = spec.kind === undefined ? null : named(spec.kind);
  for (const [name, { family }] of [
    [spec.device, device],
    [spec.kind, kind ?? device]
  ] as const)
    if (!['whole', 'text'].includes(family)) throw wrongType(name ?? '', 'text or whole number');
  return {
    source,
    ...time,
    hasDevice: isThere(chName(spec.device), device),
    device: chName(spec.device),
    ...(await placeOf(server, spec, named)),
    kind: spec.kind === undefined ? null : chName(spec.kind),
    hasKindNumbers: kind?.family === 'whole'
  };
}

function columnOf(type: string): Column {
  const wrapped = /^(LowCardinality|Nullable)\((.*)\)$/.exec(type);
  if (wrapped !== null) {
    const inner = columnOf(wrapped[2]);
    return { ...inner, isNullable: inner.isNullable || wrapped[1] === 'Nullable' };
  }
  return { family: familyOf(type), isNullable: false };
}

function familyOf(type: string): Family {
  if (/^U?Int(8|16|32|64)$/.test(type)) return 'whole';
  if (/^Float(32|64)$|^Decimal/.test(type)) return 'number';
  if (/^DateTime(64)?(\(|$)/.test(type)) return 'zoned';
  return /^(String|FixedString)/.test(type) ? 'text' : 'other';
}

function isThere(name: string, { family, isNullable }: Column): string {
  const parts = [
    ...(isNullable ? [`isNotNull(${name})`] : []),
    ...(family === 'text' ? [`${name} != ''`] : [])
  ];
  return parts.length === 0 ? '1' : `(${parts.join(' AND ')})`;
}

/** The value itself, where the record has one: what may be missing is missing as well in what is made of it. */
function valueOf(name: string, { isNullable }: Column): string {
  return isNullable ? `assumeNotNull(${name})` : name;
}

type TimeSql = Pick<RecordSql, 'seconds' | 'isTimed' | 'within'>;

async function timeOf(
  server: Server,
  source: string,
  spec: MessagesSpec,
  column: Column,
  caseZone: string
): Promise<TimeSql> {
  const { from } = timeSpec(spec);
  const name = chName(from);
  const there = column.isNullable ? `isNotNull(${name}) AND ` : '';
  const value = valueOf(name, column);
  if (column.family === 'zoned') {
    const within = (first: number, end: number) =>
      `${name} >= toDateTime(${first}) AND ${name} < toDateTime(${end})`;
    const bounds = within(FIRST_SECOND, END_SECOND);
    return { seconds: `toUInt32(toDateTime(${value}))`, isTimed: `(${there}${bounds})`, within };
  }
  if (column.family !== 'whole') {
    throw recordFailure(
      'record-time',
      'The times are neither DateTime nor whole numbers.',
      'Add a column of DateTime, e.g. by parseDateTimeBestEffort, and name that one.',
      { column: from }
    );
  }
  const [[low, high]] = await server.ask(`SELECT min(${name}), max(${name}) FROM ${source}`);
  const extent = { low: Number(low), high: Number(high) };
  const form = settleTime(spec, 'whole', caseZone, { extent, sample: [] });
  const unit = form.kind === 'epoch' ? form.perSecond : 1;
  const within = (first: number, end: number) => `${name} >= ${first * unit} AND ${name} < ${end * unit}`;
  return {
    seconds: unit === 1 ? `toUInt32(${value})` : `toUInt32(intDiv(${value}, ${unit}))`,
    isTimed: `(${there}${within(FIRST_SECOND, END_SECOND)})`,
    within
  };
}

async function placeOf(
  server: Server,
  { place }: MessagesSpec,
  named: (name: string) => Column
): Promise<Pick<RecordSql, 'key' | 'hasPlace' | 'isWholeH3' | 'isTextKey'>> {
  if ('lat' in place) {
    if (!(await server.hasFunction('geoToH3'))) {
      throw recordFailure(
        'cluster-h3',
        'This version of ClickHouse does not know H3, so it cannot put points in cells.',
        'Use ClickHouse 20 or later, or a column of cells or masts ("h3", or "by" with a look-up table).'
      );
    }
    const [lat, lon] = [place.lat, place.lon].map((name) => {
      const column = named(name);
      if (!['whole', 'number'].includes(column.family)) throw wrongType(name, 'number');
      return {
        name: chName(name),
        value: valueOf(chName(name), column),
        there: isThere(chName(name), column)
      };
    });
    const isReal = `${lat.name} BETWEEN -90 AND 90 AND ${lon.name} BETWEEN -180 AND 180 AND NOT (${lat.name} = 0 AND ${lon.name} = 0)`;
    return {
      key: `geoToH3(toFloat64(${lon.value}), toFloat64(${lat.value}), toUInt8(${place.resolution ?? DEFAULT_RESOLUTION}))`,
      hasPlace: `(${lat.there} AND ${lon.there} AND ${isReal})`,
      isWholeH3: true,
      isTextKey: false
    };
  }
  const name = 'h3' in place ? place.h3 : place.by;
  const column = named(name);
  if (!['whole', 'text'].includes(column.family)) throw wrongType(name, 'text or whole number');
  return {
    key: valueOf(chName(name), column),
    hasPlace: isThere(chName(name), column),
    isWholeH3: 'h3' in place && column.family === 'whole',
    isTextKey: column.family === 'text'
  };
}

function wrongType(column: string, wanted: string) {
  return recordFailure('source-type', `The column is no ${wanted}.`, 'Name another column.', { column });
}
