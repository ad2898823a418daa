import { FILES } from '../domain/case.ts';
import { CaseFailure } from '../domain/failure.ts';
import { openNative, type NativeEngine } from '../engine/native.ts';
import { makeActivityReader, settleCollected, type Incomplete } from './activity-rows.ts';
import type { ActivityTally } from './activity-tally.ts';
import { refuseOccupied } from './case-folder.ts';
import { makeEventBook, type EventBook } from './collect-events.ts';
import { describeCase, type PreparedActivity } from './describe-case.ts';
import { makeEventReader, type EventRow } from './event-rows.ts';
import { makeItemReader } from './item-rows.ts';
import { loadActivity, loadEvents } from './load-tables.ts';
import { readLookups, type LookupTable } from './lookups.ts';
import type { ActivitySpec, EventsSpec, ItemsSpec, Mapping, TableSpec } from './mapping-schema.ts';
import { makeLocate, outlinesByCode, regionsFile } from './outline-files.ts';
import type { Locate, PlaceBook } from './place-rows.ts';
import { Rejects } from './rejects.ts';
import { reportExtras, type PrepareReport, type TableName } from './report-files.ts';
import { sourceFiles } from './source-files.ts';
import { forEachRow, openTable, type SourceTable, type TableTally } from './source-table.ts';
import { makeValue, UnusableRow } from './values.ts';
import { writeCase, type ExtraFile } from './write-case.ts';

/** What to prepare a case from. */
export interface PrepareInput {
  readonly mapping: Mapping;
  /** Folder that relative paths of the mapping count from. */
  readonly base: string;
  /** Files or patterns in place of those of the mapping; relative ones count from the working folder. */
  readonly files?: Partial<Record<TableName, readonly string[]>>;
  readonly out: string;
  readonly replace?: boolean;
  /** Told what is going on, a line at a time. */
  readonly progress?: (line: string) => void;
}

/**
 * Makes a case folder out of tabular files. Rows and values that cannot be used are listed in `rejected.csv` of the
 * case and counted in its `prepare.json`. Throws CaseFailure where the files or the mapping cannot be used.
 */
export async function prepareCase(input: PrepareInput): Promise<PrepareReport> {
  await refuseOccupied(input.out, input.replace ?? false);
  const engine = await openNative();
  try {
    return await prepareOn(engine, input);
  } finally {
    await engine.close();
  }
}

async function prepareOn(engine: NativeEngine, input: PrepareInput): Promise<PrepareReport> {
  const { mapping } = input;
  const lookups = await readLookups(engine, mapping.lookups, input.base);
  const work: Work = { engine, input, lookups, rejects: new Rejects(), tables: {} };
  const book = mapping.events === undefined ? null : await collectEvents(work, mapping.events);
  if (book !== null && mapping.items !== undefined) await collectItems(work, mapping.items, book);
  const activity = mapping.activity === undefined ? null : await collectActivity(work, mapping.activity);
  if ((book?.events.length ?? 0) === 0 && activity === null) throw nothingLeft(work);
  if (mapping.activity !== undefined && activity === null) {
    input.progress?.('warning: no activity could be used; the case has its events only');
  }
  if (book !== null) await loadEvents(engine, book);
  if (activity !== null) {
    await loadActivity(engine, activity.tally, activity.book.places, activity.stepHours);
  }
  const report = {
    tables: work.tables,
    rejects: work.rejects,
    incomplete: activity?.incomplete ?? []
  };
  const description = describeCase(mapping, book?.events ?? [], activity);
  input.progress?.('writing the case folder');
  const extras = [...outlineExtras(mapping, input.base, book, activity), ...reportExtras(report)];
  const options = { replace: input.replace };
  return { ...report, manifest: await writeCase(engine, description, input.out, extras, options) };
}

interface Work {
  readonly engine: NativeEngine;
  readonly input: PrepareInput;
  readonly lookups: ReadonlyMap<string, LookupTable>;
  readonly rejects: Rejects;
  readonly tables: Partial<Record<TableName, TableTally>>;
}

async function open(work: Work, name: TableName, spec: TableSpec): Promise<SourceTable> {
  const given = work.input.files?.[name];
  const patterns = given ?? spec.files ?? [];
  if (patterns.length === 0 && spec.rows === undefined) {
    throw new CaseFailure([
      {
        code: 'source-missing',
        severity: 'error',
        column: name,
        message: `The mapping has "${name}", but no file for it.`,
        remedy: `Name one behind --${name}, or as "files" in the mapping.`
      }
    ]);
  }
  const base = given === undefined ? work.input.base : process.cwd();
  const files = patterns.length === 0 ? [] : await sourceFiles(patterns, base);
  work.input.progress?.(`reading ${name}: ${files.length} ${files.length === 1 ? 'file' : 'files'}`);
  return inMapping(() => openTable(spec, files, work.lookups));
}

/** A mapping that names what is not there is the user's mistake: it is shown without a stack. */
function inMapping<T>(compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const remedy = 'Correct the mapping; see `casewall prepare --help`.';
    throw new CaseFailure([{ code: 'mapping-field', severity: 'error', message: error.message, remedy }]);
  }
}

async function collectEvents(work: Work, spec: EventsSpec): Promise<EventBook> {
  const table = await open(work, 'events', spec);
  const { zone, sources } = work.input.mapping.case;
  const ids = new Set(sources.map((source) => source.id));
  const read = inMapping(() => makeEventReader(spec, table.scope, zone, ids));
  const items = inMapping(() => makeItemReader(spec.items, table.scope));
  const locate = spec.locate ? makeLocate() : null;
  const book = makeEventBook(spec.repeatedIds);
  work.tables.events = await forEachRow(work.engine, table, work.rejects, (context) => {
    const event = read(context);
    const plain = withLocation(event, locate);
    book.add({ ...event, plain }, items(context), context);
  });
  book.refuse();
  return book;
}

/** Country and region of the point where the mapping gives none; never a region of another country than the event's. */
function withLocation({ plain, lat, lon }: EventRow, locate: Locate | null): EventRow['plain'] {
  const found = locate === null || lat === null || lon === null ? null : locate(lat, lon);
  if (found === null) return plain;
  const country = plain.country ?? found.country;
  const region = plain.region ?? (found.country === country ? found.region : null);
  return { ...plain, country, region };
}

async function collectItems(work: Work, spec: ItemsSpec, book: EventBook): Promise<void> {
  const table = await open(work, 'items', spec);
  const read = inMapping(() => makeItemReader(spec.items, table.scope));
  const eventOf = inMapping(() => makeValue(spec.event, table.scope));
  work.tables.items = await forEachRow(work.engine, table, work.rejects, (context) => {
    const id = eventOf(context);
    if (id === null || !book.has(id)) throw new UnusableRow('No event has this id.', 'event', id ?? '');
    for (const item of read(context)) book.items.push({ eventId: id, item });
  });
}

interface CollectedActivity extends PreparedActivity {
  readonly tally: ActivityTally;
  readonly book: PlaceBook;
  readonly incomplete: readonly Incomplete[];
  readonly stepHours: number;
}

async function collectActivity(work: Work, spec: ActivitySpec): Promise<CollectedActivity | null> {
  const table = await open(work, 'activity', spec);
  const book: PlaceBook = {
    places: [],
    numbers: new Map(),
    outlines: outlinesByCode(),
    locate: makeLocate()
  };
  const { zone } = work.input.mapping.case;
  const reader = inMapping(() => makeActivityReader(spec, table.scope, zone, book));
  work.tables.activity = await forEachRow(work.engine, table, work.rejects, reader.take);
  const { collected, incomplete } = settleCollected(spec, reader.tally);
  const { messages, devices } = reader.tally.totals();
  if (messages === 0) return null;
  const stepHours = spec.step === 'hour' ? 1 : 24;
  return { spec, tally: reader.tally, book, collected, incomplete, stepHours, messages, devices };
}

function nothingLeft(work: Work): CaseFailure {
  const [most] = work.rejects.byReason();
  return new CaseFailure([
    {
      code: 'nothing-usable',
      severity: 'error',
      message: `No row could be used.${most === undefined ? '' : ` Most often: ${most.reason}`}`,
      remedy: 'Check the mapping against the columns of the files; no case was written.'
    }
  ]);
}

function outlineExtras(
  mapping: Mapping,
  base: string,
  book: EventBook | null,
  activity: CollectedActivity | null
): ExtraFile[] {
  if (mapping.outlines === undefined) return [];
  const codes = new Set<string>();
  for (const { plain } of book?.events ?? []) {
    for (const code of [plain.country, plain.region]) if (code !== null) codes.add(code);
  }
  for (const { key, country, region } of activity?.book.places ?? []) {
    for (const code of [key, country, region]) if (code !== null) codes.add(code);
  }
  const bytes = regionsFile(mapping.outlines, codes, base);
  return bytes === null ? [] : [{ path: FILES.regions, bytes }];
}
