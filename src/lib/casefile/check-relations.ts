import { FILES, type Manifest } from '../domain/case.ts';
import { numbers, texts } from '../domain/columns.ts';
import type { Failure } from '../domain/failure.ts';
import { QueryFailure, type Engine } from '../engine/engine.ts';
import { disorderedH3, misnumberedCells, orphans, repeatedValues, unknownSources } from '../sql/check.ts';
import type { Sql } from '../sql/sql.ts';
import { rowFailure } from './check-values.ts';
import { firstLine, MAKE_AGAIN, type OpenTable } from './open-table.ts';

/** The tables of a case that could be opened, by path. */
export type OpenTables = ReadonlyMap<string, OpenTable>;

/** One question about rows that contradict other rows or files. */
export interface Relation {
  /** File and column of the wrong rows. */
  readonly file: string;
  readonly column: string;
  readonly sql: Sql;
  readonly code: string;
  readonly severity: Failure['severity'];
  readonly says: (value: string) => string;
  readonly remedy: string;
}

/** Asks each question and gives a failure for those that found rows. */
export async function relationFailures(
  engine: Engine,
  relations: readonly Relation[],
  signal?: AbortSignal
): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const relation of relations) {
    const answer = await engine.run(relation.sql, signal).catch(queryFailureOnly);
    if (answer instanceof QueryFailure) {
      failures.push(unanswered(relation, answer));
      continue;
    }
    const bad = numbers(answer, 'bad')[0];
    if (bad === 0) continue;
    const row = numbers(answer, 'row')[0];
    const value = answer.names.includes('value') ? (texts(answer, 'value')[0] ?? '') : '';
    failures.push(rowFailure(relation.file, relation.column, relation, { bad, row, value }));
  }
  return failures;
}

function queryFailureOnly(error: unknown): QueryFailure {
  if (error instanceof QueryFailure) return error;
  throw error;
}

function unanswered({ file, column, code }: Relation, error: QueryFailure): Failure {
  const message = `The check "${code}" could not be made: ${firstLine(error.reason)}`;
  return { code: 'check-failed', severity: 'error', message, remedy: MAKE_AGAIN, file, column };
}

/** Questions that are quick even for a million events: ids, references, the numbering of cells. */
export function quickRelations(tables: OpenTables, manifest: Manifest): Relation[] {
  const events = tables.get(FILES.events);
  const items = tables.get(FILES.items);
  const cells = tables.get(FILES.cells);
  const coverage = tables.get(FILES.coverage);
  return [
    ...(events ? eventRelations(events, manifest) : []),
    ...(events && items ? [itemRelation(events, items)] : []),
    ...(cells ? cellRelations(cells) : []),
    ...(cells && coverage ? [knownCells(coverage, cells)] : [])
  ];
}

function eventRelations(events: OpenTable, manifest: Manifest): Relation[] {
  const ids: Relation = {
    file: events.path,
    column: 'id',
    sql: repeatedValues(events.name, 'id'),
    code: 'event-id-twice',
    severity: 'error',
    says: (value) => `The id "${value}" is there more than once.`,
    remedy: 'Give every event an id of its own, or remove the repeated row.'
  };
  if (!events.types.has('sources')) return [ids];
  const sources: Relation = {
    file: events.path,
    column: 'sources',
    sql: unknownSources(
      events.name,
      manifest.sources.map(({ id }) => id)
    ),
    code: 'source-unknown',
    severity: 'warning',
    says: (value) => `The source "${value}" is not among the sources of case.json.`,
    remedy: 'Add it to "sources" in case.json, or correct the id.'
  };
  return [ids, sources];
}

function itemRelation(events: OpenTable, items: OpenTable): Relation {
  return {
    file: items.path,
    column: 'event_id',
    sql: orphans(items.name, 'event_id', events.name, 'id'),
    code: 'item-without-event',
    severity: 'error',
    says: (value) => `No event has the id "${value}".`,
    remedy: `Correct the event id, or add the event to ${FILES.events}.`
  };
}

function cellRelations(cells: OpenTable): Relation[] {
  const at = { file: cells.path, severity: 'error' as const, column: 'cell' };
  const numbering = 'Number the cells from 0 without holes, in the order of their H3 index.';
  return [
    {
      ...at,
      sql: repeatedValues(cells.name, 'cell'),
      code: 'cell-twice',
      says: (value) => `Cell ${value} is there more than once.`,
      remedy: numbering
    },
    {
      ...at,
      sql: misnumberedCells(cells.name),
      code: 'cell-number',
      says: (value) => `Cell ${value} does not fit ${cells.rows} cells numbered 0 to ${cells.rows - 1}.`,
      remedy: numbering
    },
    {
      ...at,
      column: 'h3',
      sql: disorderedH3(cells.name),
      code: 'cell-order',
      says: (value) => `The H3 index ${value} does not come after that of the cell before it.`,
      remedy: numbering
    }
  ];
}

/** Every cell named in a table has its place in cells.parquet. */
export function knownCells(table: OpenTable, cells: OpenTable): Relation {
  return {
    file: table.path,
    column: 'cell',
    sql: orphans(table.name, 'cell', cells.name, 'cell'),
    code: 'cell-unknown',
    severity: 'error',
    says: (value) => `Cell ${value} has no place: ${FILES.cells} does not hold it.`,
    remedy: `Add the cell to ${FILES.cells}, or correct its number.`
  };
}
