import { numbers, texts } from '../../domain/columns.ts';
import type { NativeEngine } from '../../engine/native.ts';
import { joinSql, sql, type Sql } from '../../sql/sql.ts';
import type { LookupTable } from '../lookups.ts';
import type { Locate, PlaceRow } from '../place-rows.ts';
import { censusFiles, type DayCensus } from './census.ts';
import { recordFailure } from './failures.ts';
import { pathList } from './record-file.ts';
import type { RecordShape } from './records.ts';
import { refuseSwapped, settlePlaces, type MetPlace } from './place-keys.ts';
import type { WorkFolder } from './work-folder.ts';

/** What has a number already, in a case that grows. */
export interface GivenNumbers {
  readonly places: readonly PlaceRow[];
  readonly kinds: readonly string[];
  /** File with the numbered devices (device, id); null: devices number themselves. */
  readonly devices: string | null;
}

/** What every record is turned into: cells, devices and kinds by number. */
export interface Numbering {
  readonly places: readonly PlaceRow[];
  /** Keys that have no place, with their records. */
  readonly unknown: readonly MetPlace[];
  /** Names of the kinds, by number. */
  readonly kinds: readonly string[];
  /** How a device gets its number: it is one, it is written as one, or by the file of numbered devices. */
  readonly devices: 'numbers' | 'digits' | 'named';
  /** Records of each day that can be used, in the order of the days. */
  readonly usable: readonly number[];
}

/** Files of numbers in the work folder: `place` to `cell`, `cell` to `country` (its position), `device` and `id`. */
export const NUMBER_FILES = {
  places: 'numbers/places.parquet',
  countries: 'numbers/countries.parquet',
  devices: 'numbers/devices.parquet'
};

/** Most kinds that a number of 8 bits tells apart; one is kept for "none". */
const MOST_KINDS = 255;

/** Numbers all places, kinds and devices of the days, and writes the numbers for the workers. */
export async function numberAll(
  engine: NativeEngine,
  work: WorkFolder,
  days: readonly DayCensus[],
  shape: RecordShape,
  context: { readonly lookups: ReadonlyMap<string, LookupTable>; readonly locate: Locate },
  given: GivenNumbers | null
): Promise<Numbering> {
  if (days.length === 0) return { places: [], unknown: [], kinds: [], devices: 'numbers', usable: [] };
  const files = days.map(({ day }) => work.at(censusFiles(day).places));
  const isHex = 'h3' in shape.spec.place && shape.keyFamily === 'whole';
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE met AS
SELECT place, ${isHex ? sql`lower(to_hex(place))` : sql`place::VARCHAR`} AS key, sum(rows)::DOUBLE AS rows
FROM read_parquet(${pathList(files)}, hive_partitioning = FALSE)
GROUP BY ALL`);
  const answer = await engine.run(sql`SELECT key, rows FROM met ORDER BY key`);
  const rows = numbers(answer, 'rows');
  const met = texts(answer, 'key').map((key, index) => ({ key: key ?? '', rows: rows[index] }));
  const settled = settlePlaces(met, shape.spec, context.lookups, context.locate, given?.places);
  if (!('h3' in shape.spec.place)) refuseSwapped(met, settled, context.locate);
  await writePlaces(engine, work, settled.cellOf, settled.places);
  const usable = await usableByDay(engine, work, files);
  const devices = await numberDevices(engine, work, days, shape, given);
  return {
    places: settled.places,
    unknown: settled.unknown,
    kinds: numberKinds(days, shape, given?.kinds ?? []),
    devices,
    usable
  };
}

async function writePlaces(
  engine: NativeEngine,
  work: WorkFolder,
  cellOf: ReadonlyMap<string, number>,
  places: readonly PlaceRow[]
): Promise<void> {
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE settled (key VARCHAR, cell UINTEGER)`);
  await engine.append('settled', [
    { type: 'VARCHAR', values: [...cellOf.keys()] },
    { type: 'UINTEGER', values: [...cellOf.values()] }
  ]);
  await save(
    engine,
    work,
    NUMBER_FILES.places,
    sql`SELECT place, cell FROM met JOIN settled USING (key) ORDER BY cell, place`
  );
  const countries = countriesOf(places);
  await engine.run(sql`CREATE OR REPLACE TEMP TABLE country (cell UINTEGER, country UTINYINT)`);
  await engine.append('country', [
    { type: 'UINTEGER', values: places.map((_, cell) => cell) },
    {
      type: 'UTINYINT',
      values: places.map(({ country }) => (country === null ? null : countries.indexOf(country)))
    }
  ]);
  await save(engine, work, NUMBER_FILES.countries, sql`SELECT cell, country FROM country ORDER BY cell`);
}

/** Countries of the places in order of their codes: by position in the rollup of a day. */
export function countriesOf(places: readonly PlaceRow[]): readonly string[] {
  return [...new Set(places.flatMap(({ country }) => country ?? []))].sort();
}

async function usableByDay(
  engine: NativeEngine,
  work: WorkFolder,
  files: readonly string[]
): Promise<readonly number[]> {
  const answer = await engine.run(sql`SELECT counted.filename AS filename, sum(counted.rows)::DOUBLE AS rows
FROM read_parquet(${pathList(files)}, hive_partitioning = FALSE, filename = TRUE) AS counted
JOIN read_parquet(${work.at(NUMBER_FILES.places)}) AS numbered ON numbered.place = counted.place
GROUP BY counted.filename`);
  const rows = numbers(answer, 'rows');
  const byFile = new Map(texts(answer, 'filename').map((name, index) => [name, rows[index]]));
  return files.map((file) => byFile.get(file) ?? 0);
}

/** Names of the kinds by number. Throws CaseFailure where there are too many. */
export function numberKinds(
  days: readonly Pick<DayCensus, 'kinds'>[],
  { spec, kinds }: Pick<RecordShape, 'spec' | 'kinds'>,
  given: readonly string[]
): readonly string[] {
  if (kinds === null) return given;
  const met = [...new Set(days.flatMap((day) => day.kinds))].sort();
  if (kinds === 'numbers') {
    const highest = Math.max(-1, ...met.map(Number), (spec.kinds?.length ?? 0) - 1, given.length - 1);
    return Array.from(
      { length: highest + 1 },
      (_, kind) => spec.kinds?.[kind] ?? given[kind] ?? String(kind)
    );
  }
  const all = [...given, ...met.filter((kind) => !given.includes(kind))];
  if (all.length <= MOST_KINDS) return all;
  throw recordFailure(
    'record-kinds',
    `There are ${all.length} different kinds of message, more than ${MOST_KINDS}.`,
    'Name a coarser column as "kind", or none.',
    { column: spec.kind }
  );
}

/** Devices that are no numbers are numbered in the order of their texts, those of a case that grows behind the known. */
async function numberDevices(
  engine: NativeEngine,
  work: WorkFolder,
  days: readonly DayCensus[],
  shape: RecordShape,
  given: GivenNumbers | null
): Promise<Numbering['devices']> {
  const isNamed = (given?.devices ?? null) !== null;
  if (shape.hasDeviceNumbers && !isNamed) return 'numbers';
  const areDigits = days.every(({ oddDevices }) => oddDevices === 0);
  if (!shape.hasDeviceNumbers && areDigits && given === null) return 'digits';
  if (given !== null && !isNamed) {
    if (areDigits) return 'digits';
    throw recordFailure(
      'record-devices',
      'Devices of the case are whole numbers, and some of the new records are not.',
      'Check that this is the column of the devices.',
      { column: shape.spec.device }
    );
  }
  const files = days.map(({ day }) => work.at(censusFiles(day).devices));
  const met = sql`SELECT DISTINCT device AS id FROM read_parquet(${pathList(files)}, hive_partitioning = FALSE)`;
  const known = given === null || given.devices === null ? null : sql`read_parquet(${given.devices})`;
  await save(engine, work, NUMBER_FILES.devices, numbered(met, known));
  return 'named';
}

function numbered(met: Sql, known: Sql | null): Sql {
  if (known === null) {
    return sql`SELECT (row_number() OVER (ORDER BY id) - 1)::UINTEGER AS device, id FROM (${met}) ORDER BY id`;
  }
  const parts = [
    sql`SELECT device, id FROM ${known}`,
    sql`SELECT ((SELECT coalesce(max(device)::BIGINT, -1) FROM ${known}) + row_number() OVER (ORDER BY id))::UINTEGER AS device, id
FROM (${met}) WHERE id NOT IN (SELECT id FROM ${known})`
  ];
  return sql`SELECT device, id FROM (${joinSql(parts, ' UNION ALL ')}) ORDER BY device`;
}

async function save(engine: NativeEngine, work: WorkFolder, name: string, query: Sql): Promise<void> {
  await work.finish(name, async (part) => {
    await engine.run(sql`COPY (${query}) TO ${part} (FORMAT PARQUET, COMPRESSION ZSTD)`);
  });
}
