import { DEVICES_FILE, FILES } from '../domain/case.ts';
import { INFO_GRADES, SOURCE_GRADES, TIME_PRECISIONS } from '../domain/event.ts';
import {
  between,
  COUNTRY,
  DEVICES_IN_MESSAGES,
  filled,
  LATITUDE,
  like,
  LONGITUDE,
  notBefore,
  notNegative,
  oneOf,
  REAL_TIME,
  REGION,
  REGION_IN_COUNTRY,
  WHOLE_HOUR,
  WHOLE_PLACE,
  type ValueRule
} from './rules.ts';

/** What a column holds, whatever the width of its Parquet type. `code`: text or whole numbers. */
export type Family = 'text' | 'code' | 'textList' | 'whole' | 'number' | 'time' | 'hour';

export interface ColumnSchema {
  readonly name: string;
  readonly family: Family;
  /** False: the file may do without the column, and all of its values are missing then. */
  readonly required: boolean;
  readonly rules: readonly ValueRule[];
}

export interface TableSchema {
  /** Path inside the case folder; a pattern where there are many files of the kind. */
  readonly path: string | RegExp;
  readonly columns: readonly ColumnSchema[];
}

const WHOLE = [
  ...['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT'],
  ...['UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT', 'UHUGEINT']
];
const TIME = ['TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS', 'TIMESTAMP WITH TIME ZONE', 'DATE'];
const TEXT = ['VARCHAR', 'UUID'];

/** DuckDB types of each family; a type with parameters goes by its name, `DECIMAL(18,3)` by `DECIMAL`. */
const ACCEPTED: Readonly<Record<Family, readonly string[]>> = {
  text: TEXT,
  code: [...TEXT, ...WHOLE],
  textList: ['VARCHAR[]'],
  whole: WHOLE,
  number: [...WHOLE, 'DOUBLE', 'FLOAT', 'DECIMAL'],
  time: TIME,
  hour: [...WHOLE, ...TIME]
};

/** What a person should cast a column of the family to. */
export const FAMILY_TYPE: Readonly<Record<Family, string>> = {
  text: 'VARCHAR',
  code: 'VARCHAR',
  textList: 'VARCHAR[]',
  whole: 'UINTEGER',
  number: 'DOUBLE',
  time: 'TIMESTAMP',
  hour: 'UINTEGER (whole UTC hours since 1970) or TIMESTAMP'
};

/** Whether a column of this DuckDB type (as DESCRIBE names it) may hold the family. */
export function accepts(family: Family, type: string): boolean {
  return ACCEPTED[family].includes(type.replace(/\(.*\)$/, ''));
}

export function isTimeType(type: string): boolean {
  return TIME.includes(type);
}

function required(name: string, family: Family, ...rules: readonly ValueRule[]): ColumnSchema {
  return { name, family, required: true, rules };
}

function optional(name: string, family: Family, ...rules: readonly ValueRule[]): ColumnSchema {
  return { name, family, required: false, rules };
}

const count = (code: string, name: string) =>
  between(code, name, 0, 4_294_967_295, 'Write a whole number from 0 to 4,294,967,295.');

const MESSAGES = required(
  'messages',
  'whole',
  filled('number of messages'),
  count('messages-range', 'Messages')
);
const DEVICES = optional('devices', 'whole', count('devices-range', 'Devices'), DEVICES_IN_MESSAGES);
const HOUR = required('hour', 'hour', filled('hour'), WHOLE_HOUR);
const CELL = required('cell', 'whole', filled('cell'));
const DEVICE = required('device', 'whole', filled('device'), count('device-range', 'Device'));

/** A file of the raw record. */
export const MESSAGE_PART = /^messages\/(?:day|device)=[^/]+\.parquet$/;

/** The tables of a case folder of version 1: the one list of what their columns may be. */
export const TABLES: readonly TableSchema[] = [
  {
    path: FILES.events,
    columns: [
      required('id', 'text', filled('id')),
      required('kind', 'text', filled('kind')),
      required('title', 'text'),
      optional('summary', 'text'),
      required('start', 'time', REAL_TIME),
      optional('end', 'time', REAL_TIME, notBefore('end-before-start', 'start', false)),
      required(
        'time_precision',
        'text',
        filled('time precision'),
        oneOf('precision-unknown', 'Time precision', TIME_PRECISIONS)
      ),
      optional('date_basis', 'text', oneOf('date-basis-unknown', 'Date basis', ['occurred', 'reported'])),
      optional('lat', 'number', LATITUDE, WHOLE_PLACE),
      optional('lon', 'number', LONGITUDE),
      optional('place', 'text'),
      optional('place_radius_m', 'number', notNegative('radius-range', 'Place radius')),
      optional('country', 'text', COUNTRY),
      optional('region', 'text', REGION, REGION_IN_COUNTRY),
      optional('operation', 'text'),
      optional('agency', 'text'),
      optional('sources', 'textList'),
      optional('source_grade', 'text', oneOf('grade-unknown', 'Source grade', Object.keys(SOURCE_GRADES))),
      optional('info_grade', 'code', oneOf('grade-unknown', 'Information grade', Object.keys(INFO_GRADES))),
      optional('handling', 'text')
    ]
  },
  {
    path: FILES.items,
    columns: [
      required('event_id', 'text', filled('event id')),
      required('commodity', 'text', filled('commodity')),
      required('quantity', 'number', notNegative('quantity-range', 'Quantity')),
      required('unit', 'text'),
      required('note', 'text')
    ]
  },
  {
    path: FILES.cells,
    columns: [
      CELL,
      required(
        'h3',
        'text',
        like(
          'h3-invalid',
          'H3 index',
          '8[0-9a-f]{14}',
          'Write the H3 index as 15 lower-case hexadecimal digits.'
        )
      ),
      required('lat', 'number', filled('latitude'), LATITUDE),
      required('lon', 'number', filled('longitude'), LONGITUDE),
      required('country', 'text', COUNTRY),
      required('region', 'text', REGION, REGION_IN_COUNTRY),
      required('name', 'text')
    ]
  },
  { path: FILES.activity, columns: [HOUR, CELL, optional('traffic', 'text'), MESSAGES, DEVICES] },
  {
    path: FILES.coverage,
    columns: [
      required('cell', 'whole'),
      required('start', 'time', filled('start'), REAL_TIME),
      required('end', 'time', filled('end'), REAL_TIME, notBefore('gap-end', 'start', true)),
      required('reason', 'text')
    ]
  },
  {
    path: FILES.dayCell,
    columns: [required('day', 'whole', filled('day'), count('day-range', 'Day')), CELL, MESSAGES, DEVICES]
  },
  { path: FILES.hourCountry, columns: [HOUR, required('country', 'text', COUNTRY), MESSAGES, DEVICES] },
  { path: FILES.hour, columns: [HOUR, MESSAGES, DEVICES] },
  {
    path: MESSAGE_PART,
    columns: [
      required('t', 'whole', filled('time'), count('time-range', 'Time')),
      DEVICE,
      CELL,
      optional('kind', 'whole')
    ]
  },
  { path: DEVICES_FILE, columns: [DEVICE, required('id', 'text', filled('id'))] }
];

/** The schema of a file of a case, or undefined where it is no table that Casewall reads. */
export function tableSchema(path: string): TableSchema | undefined {
  return TABLES.find((table) =>
    typeof table.path === 'string' ? table.path === path : table.path.test(path)
  );
}
