import { HOUR_MS, type PlaceTable } from '../domain/activity.ts';
import { FILES } from '../domain/case.ts';
import { numbers, type Columns } from '../domain/columns.ts';
import { isActive, type Filter } from '../domain/filter.ts';
import type { ActivityGroup, ProofSubject } from '../domain/proof.ts';
import type { Range } from '../domain/range.ts';
import type { Engine } from '../engine/engine.ts';
import {
  activityNumber,
  activityProofRows,
  activityReasons,
  devicesNumber,
  type ActivityScope
} from '../sql/proof-activity.ts';
import {
  eventLeftOut,
  eventNumber,
  eventProofRows,
  eventReasons,
  type EventScope,
  type SqlFile
} from '../sql/proof-events.ts';
import type { Page } from '../sql/proof-page.ts';
import { clockOf } from '../sql/proof-time.ts';
import type { Sql } from '../sql/sql.ts';
import type { Amount } from '../views/tally.ts';

/** A number of the screen and what it was counted under. */
export interface ProofQuestion {
  readonly subject: ProofSubject;
  readonly filter: Filter;
  readonly places: PlaceTable;
  /** The range in force; null: none. */
  readonly range: Range | null;
  /** Zone of the case. */
  readonly zone: string;
  /** First and last start of the events; null where none is dated. */
  readonly starts: Range | null;
}

/** Each file of the case as SQL names it; null where the case has none, or where it is not needed. */
export type ProofFiles = (path: string) => SqlFile | null;

/** The statements of a proof. The same are run and shown, on files that are named differently. */
export interface ProofStatements {
  /** Answers `certain` and `possible`. */
  readonly number: Sql;
  readonly rows: (page: Page, group: ActivityGroup) => Sql;
  /** Counts what the number leaves out, by reason. Null: nothing is left out. */
  readonly reasons: Sql | null;
  /** The rows left out; null where only their number by reason is told. */
  readonly leftOut: ((page: Page) => Sql) | null;
}

/** The files that a number rests on, the first one most. `case.json` where it stands there. */
export function filesOf({ subject, filter, range }: ProofQuestion): readonly string[] {
  if (subject.tag === 'activity') return [FILES.activity, FILES.cells];
  if (subject.tag === 'events') {
    const needsItems = subject.measure.on === 'quantity' || isActive(filter, 'commodities');
    return needsItems ? [FILES.events, FILES.items] : [FILES.events];
  }
  if (range === null || devicesHour(range) === null) return [];
  return [filter.regions.length === 0 ? FILES.hour : FILES.hourCountry];
}

/** The statements; null where the number is not counted from a file (the devices of a whole case), or its file is not there. */
export function proofStatements(question: ProofQuestion, files: ProofFiles): ProofStatements | null {
  const { subject, filter, range } = question;
  if (subject.tag === 'activity') return activityStatements(question, subject, files);
  if (subject.tag === 'devices') {
    const hour = range === null ? null : devicesHour(range);
    const rollup = files(filter.regions.length === 0 ? FILES.hour : FILES.hourCountry);
    if (hour === null || rollup === null) return null;
    const number = devicesNumber({
      rollup,
      hourType: hourType(rollup),
      hour,
      country: filter.regions[0] ?? null
    });
    return { number, rows: () => number, reasons: null, leftOut: null };
  }
  const events = files(FILES.events);
  if (events === null) return null;
  const starts = question.starts ?? { from: 0, to: 0 };
  const scope: EventScope = {
    events,
    items: files(FILES.items),
    filter,
    places: question.places,
    range,
    clock: clockOf(question.zone, range ?? starts, starts)
  };
  const { measure } = subject;
  return {
    number: eventNumber(scope, measure),
    rows: (page) => eventProofRows(scope, measure, page),
    reasons: measure.on === 'excluded' ? null : eventReasons(scope, measure),
    leftOut: measure.on === 'excluded' ? null : (page) => eventLeftOut(scope, measure, page)
  };
}

function activityStatements(
  { filter, range }: ProofQuestion,
  { bucket, place }: Extract<ProofSubject, { tag: 'activity' }>,
  files: ProofFiles
): ProofStatements | null {
  const [activity, cells] = [files(FILES.activity), files(FILES.cells)];
  if (activity === null || cells === null) return null;
  const scope: ActivityScope = {
    activity,
    hourType: hourType(activity),
    cells,
    filter,
    range: bucket ?? range ?? { from: -Infinity, to: Infinity },
    place
  };
  return {
    number: activityNumber(scope),
    rows: (page, group) => activityProofRows(scope, group, page),
    reasons: activityReasons(scope),
    leftOut: null
  };
}

function hourType({ types }: SqlFile): string | null {
  const type = types.get('hour') ?? '';
  return /^(TIMESTAMP|DATE)/.test(type) ? type : null;
}

/** The hour that a range of one hour is, since 1970; null for any other. */
function devicesHour({ from, to }: Range): number | null {
  return to - from === HOUR_MS && from % HOUR_MS === 0 ? from / HOUR_MS : null;
}

/** The number that the files give; null where there is no row of it. */
export async function proofNumber(
  engine: Engine,
  statement: Sql,
  signal?: AbortSignal
): Promise<Amount | null> {
  const answer = await engine.run(statement, signal);
  const [certain, possible] = [numbers(answer, 'certain')[0], numbers(answer, 'possible')[0]];
  return certain === undefined || Number.isNaN(certain) ? null : { certain, possible: possible ?? certain };
}

/** One page of rows, and how many there are in all. */
export interface ProofRows {
  readonly answer: Columns;
  readonly total: number;
}

/** Reads a page. `total` stands in every row, so a page behind the last one tells none: 0. */
export async function proofRows(engine: Engine, statement: Sql, signal?: AbortSignal): Promise<ProofRows> {
  const answer = await engine.run(statement, signal);
  const total = answer.names.includes('total') ? (numbers(answer, 'total')[0] ?? 0) : answer.rows;
  return { answer, total };
}
