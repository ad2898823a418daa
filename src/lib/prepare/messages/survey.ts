import { texts } from '../../domain/columns.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { ident, sql } from '../../sql/sql.ts';
import { timeSpec, type MessagesSpec } from '../mapping-messages.ts';
import type { SourceFile } from '../source-files.ts';
import { DAY_SECONDS, directDay, type DayInput } from './day-input.ts';
import { missingColumn, recordFailure } from './failures.ts';
import { readFooters, spanOf, type Footers } from './footers.ts';
import {
  csvRows,
  openRecordFile,
  parquetRows,
  reading,
  type Family,
  type RecordFile
} from './record-file.ts';
import { familyIn, usedColumns, type RecordShape } from './records.ts';
import { settleTime } from './settle-time.ts';
import { isPlausible } from './time-sql.ts';

/** The record at a first look: footers and headers alone. */
export interface Survey {
  readonly files: readonly RecordFile[];
  readonly shape: RecordShape;
  /** The days where they lie; null: the files must be split by day first. */
  readonly days: readonly DayInput[] | null;
  /** Records of all files; null where only reading them tells. */
  readonly rows: number | null;
}

/** Days that a row group may be read for on average, before splitting it once is cheaper. */
const MOST_READINGS = 2.5;

/** Rows that are looked at where times are text. */
const SAMPLE = 500;

/**
 * Looks at headers, footers and the first rows, and settles how the columns are read. Throws CaseFailure where a file
 * cannot be read, lacks a column, or has one of another type than the others.
 */
export async function surveyRecord(
  engine: NativeEngine,
  sources: readonly SourceFile[],
  spec: MessagesSpec,
  caseZone: string
): Promise<Survey> {
  const files: RecordFile[] = [];
  for (const source of sources) files.push(await openRecordFile(engine, source, spec.delimiter));
  const time = timeSpec(spec).from;
  const families = new Map(usedColumns(spec, time).map((column) => [column, commonFamily(files, column)]));
  const family = (column: string): Family => families.get(column) ?? 'other';
  const footers = files.every(({ isParquet }) => isParquet)
    ? await readFooters(engine, files, time, spec.device)
    : null;
  const sample = family(time) === 'text' ? await firstTimes(engine, files, spec, time) : [];
  const form = settleTime(spec, family(time), caseZone, { extent: footers?.timeExtent ?? null, sample });
  const { place } = spec;
  const keyColumn = 'h3' in place ? place.h3 : 'by' in place ? place.by : null;
  const shape: RecordShape = {
    spec,
    time: form,
    hasDeviceNumbers: family(spec.device) === 'whole' && footers?.hasDeviceNumbers === true,
    place: keyColumn === null ? 'point' : 'key',
    keyFamily: keyColumn === null ? 'other' : family(keyColumn),
    kinds: spec.kind === undefined ? null : family(spec.kind) === 'whole' ? 'numbers' : 'texts'
  };
  refuseFamilies(shape, family);
  return { files, shape, days: footers && daysInPlace(files, shape, footers), rows: footers?.rows ?? null };
}

/** The family of a column, which must be the same in all files: else one of them is not what it seems. */
function commonFamily(files: readonly RecordFile[], column: string): Family {
  const [first] = files;
  let common: Family | undefined;
  for (const file of files) {
    const found = familyIn(file, column);
    if (found === undefined) throw missingColumn(file.name, column, [...file.types.keys()]);
    if (common !== undefined && found !== common) {
      throw recordFailure(
        'source-mixed',
        `The column is ${file.types.get(column)}, but ${first.types.get(column)} in ${first.name}: the files do not belong together.`,
        'Write both in one type, or prepare them with mappings of their own.',
        { file: file.name, column }
      );
    }
    common = found;
  }
  return common ?? 'other';
}

function refuseFamilies({ spec, place, keyFamily }: RecordShape, family: (column: string) => Family): void {
  const wrong = (column: string, wanted: string) =>
    recordFailure('source-type', `The column is no ${wanted}.`, 'Name another column, or convert it.', {
      column
    });
  if (!['whole', 'text'].includes(family(spec.device))) throw wrong(spec.device, 'text or whole number');
  if (spec.kind !== undefined && !['whole', 'text'].includes(family(spec.kind)))
    throw wrong(spec.kind, 'text or whole number');
  if (place === 'key' && !['whole', 'text'].includes(keyFamily)) {
    throw wrong(
      'h3' in spec.place ? spec.place.h3 : 'by' in spec.place ? spec.place.by : '',
      'text or whole number'
    );
  }
  if (!('lat' in spec.place)) return;
  for (const column of [spec.place.lat, spec.place.lon])
    if (!['whole', 'number', 'text'].includes(family(column))) throw wrong(column, 'number');
}

async function firstTimes(
  engine: NativeEngine,
  files: readonly RecordFile[],
  spec: MessagesSpec,
  column: string
): Promise<readonly string[]> {
  const sample: string[] = [];
  for (const file of files.slice(0, 20)) {
    const rows = file.isParquet ? parquetRows([file], 'casewall file') : csvRows(file, spec.delimiter);
    const found = await reading(file, () =>
      engine.run(sql`SELECT trim(${ident(column)}) AS written FROM ${rows} LIMIT ${SAMPLE}`)
    );
    for (const text of texts(found, 'written')) if (text !== null && text !== '') sample.push(text);
  }
  return sample;
}

/** The days, where the footers say that each is found in few row groups; else null. */
function daysInPlace(
  files: readonly RecordFile[],
  shape: RecordShape,
  { groups, rows }: Footers
): readonly DayInput[] | null {
  if (shape.time.kind === 'text' || rows === 0) return null;
  const filesOf = new Map<number, Set<RecordFile>>();
  let readings = 0;
  for (const group of groups) {
    const span = spanOf(group, shape.time);
    if (span === null || !span.every(isPlausible)) return null;
    const [first, last] = span.map((second) => Math.floor(second / DAY_SECONDS));
    readings += group.rows * (last - first + 1);
    if (readings > MOST_READINGS * rows) return null;
    for (let day = first; day <= last; day++) {
      const known = filesOf.get(day) ?? new Set();
      filesOf.set(day, known.add(files[group.file]));
    }
  }
  return [...filesOf]
    .sort(([a], [b]) => a - b)
    .map(([day, inDay]) =>
      directDay(
        day,
        files.filter((file) => inDay.has(file)),
        shape
      )
    );
}
