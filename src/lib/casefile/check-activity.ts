import { FILES, type Manifest } from '../domain/case.ts';
import { numbers, texts } from '../domain/columns.ts';
import type { Failure } from '../domain/failure.ts';
import type { Engine } from '../engine/engine.ts';
import {
  repeatedKeys,
  rollupDifferences,
  totalMessages,
  uncollectedRows,
  unsortedRows,
  type RollupKeys
} from '../sql/check-activity.ts';
import { hourNumber } from '../sql/check.ts';
import { ident, sql, type Sql } from '../sql/sql.ts';
import { knownCells, relationFailures, type OpenTables, type Relation } from './check-relations.ts';
import type { OpenTable } from './open-table.ts';
import { isTimeType } from './schema.ts';

/** Above this many periods the question itself would be slower than it is worth. */
const MAX_PERIODS = 2000;

function hourOf(table: OpenTable): Sql {
  const type = table.types.get('hour') ?? '';
  return hourNumber('hour', isTimeType(type) ? type : null);
}

/** Checks the activity as a whole: its places, keys and order, its total, and that the rollups add up to it. */
export async function activityFailures(
  engine: Engine,
  tables: OpenTables,
  manifest: Manifest,
  signal?: AbortSignal
): Promise<Failure[]> {
  const activity = tables.get(FILES.activity);
  if (activity === undefined) return [];
  const cells = tables.get(FILES.cells);
  const relations = [...(cells ? [knownCells(activity, cells)] : []), ...ownRelations(activity, manifest)];
  return [
    ...(await relationFailures(engine, relations, signal)),
    ...(await totalFailures(engine, activity, manifest, signal)),
    ...(await rollupFailures(engine, tables, activity, signal))
  ];
}

function ownRelations(activity: OpenTable, manifest: Manifest): Relation[] {
  const hour = hourOf(activity);
  const collected = manifest.activity?.collected ?? [];
  const keys = [hour, ident('cell'), ...(activity.types.has('traffic') ? [ident('traffic')] : [])];
  const relations: Relation[] = [
    {
      file: activity.path,
      column: 'hour',
      sql: repeatedKeys(activity.name, keys),
      code: 'activity-twice',
      severity: 'error',
      says: (value) => `Hour and cell ${value} are there more than once.`,
      remedy: 'Add up the messages of the rows, count their devices anew, and keep one row.'
    },
    {
      file: activity.path,
      column: 'cell',
      sql: unsortedRows(activity.name, hour),
      code: 'activity-unsorted',
      severity: 'warning',
      says: () => 'The rows are not sorted by cell and hour: the case opens, but slower.',
      remedy: 'Sort the file by cell, then hour.'
    }
  ];
  if (collected.length === 0 || collected.length > MAX_PERIODS) return relations;
  const uncollected: Relation = {
    file: activity.path,
    column: 'hour',
    sql: uncollectedRows(activity.name, hour, collected),
    code: 'activity-not-collected',
    severity: 'error',
    says: (value) => `Hour ${value} lies outside the periods in which activity was collected.`,
    remedy: 'Correct the hour, or "activity.collected" in case.json.'
  };
  return [...relations, uncollected];
}

async function totalFailures(
  engine: Engine,
  activity: OpenTable,
  manifest: Manifest,
  signal?: AbortSignal
): Promise<Failure[]> {
  const total = numbers(await engine.run(totalMessages(activity.name), signal), 'total')[0];
  if (total === manifest.totals.messages) return [];
  return [
    {
      code: 'total-different',
      severity: 'error',
      message: `The messages add up to ${total}; case.json says ${manifest.totals.messages}.`,
      remedy: 'Correct "totals.messages" in case.json, or make the case again.',
      file: activity.path,
      column: 'messages'
    }
  ];
}

interface Rollup {
  readonly path: string;
  readonly label: string;
  readonly column: string;
  readonly keys: (table: OpenTable) => RollupKeys;
  readonly activityKeys: (hour: Sql) => RollupKeys;
  readonly withCells: boolean;
}

const ROLLUPS: readonly Rollup[] = [
  {
    path: FILES.dayCell,
    label: 'Day and cell',
    column: 'messages',
    keys: () => ({ time: ident('day'), place: ident('cell') }),
    activityKeys: (hour) => ({ time: sql`(${hour}) // 24`, place: ident('cell') }),
    withCells: false
  },
  {
    path: FILES.hourCountry,
    label: 'Hour and country',
    column: 'messages',
    keys: (table) => ({ time: hourOf(table), place: ident('country') }),
    activityKeys: (hour) => ({ time: hour, place: ident('country') }),
    withCells: true
  },
  {
    path: FILES.hour,
    label: 'Hour',
    column: 'messages',
    keys: (table) => ({ time: hourOf(table), place: null }),
    activityKeys: (hour) => ({ time: hour, place: null }),
    withCells: false
  }
];

async function rollupFailures(
  engine: Engine,
  tables: OpenTables,
  activity: OpenTable,
  signal?: AbortSignal
): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const rollup of ROLLUPS) {
    const table = tables.get(rollup.path);
    const cells = tables.get(FILES.cells);
    if (table === undefined || (rollup.withCells && cells === undefined)) continue;
    const answer = await engine.run(
      rollupDifferences(
        table.name,
        rollup.keys(table),
        activity.name,
        rollup.activityKeys(hourOf(activity)),
        rollup.withCells && cells ? cells.name : null
      ),
      signal
    );
    const bad = numbers(answer, 'bad')[0];
    if (bad === 0) continue;
    const row = numbers(answer, 'row')[0];
    const [found, expected] = [numbers(answer, 'found')[0], numbers(answer, 'expected')[0]];
    const more = bad === 1 ? '' : ` And ${bad - 1} more like it.`;
    failures.push({
      code: 'rollup-different',
      severity: 'error',
      message: `${rollup.label} ${texts(answer, 'value')[0]?.trim() ?? ''} has ${found} messages; ${FILES.activity} has ${expected}.${more}`,
      remedy: 'Make the rollup again from the activity.',
      file: table.path,
      column: rollup.column,
      ...(Number.isNaN(row) ? {} : { row: row + 1 })
    });
  }
  return failures;
}
