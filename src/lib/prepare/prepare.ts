import { existsSync } from 'node:fs';
import { FILES } from '../domain/case.ts';
import { CaseFailure } from '../domain/failure.ts';
import { openNative, type NativeEngine } from '../engine/native.ts';
import { makeActivityReader, settleCollected, type Incomplete } from './activity-rows.ts';
import type { ActivityTally } from './activity-tally.ts';
import { refuseOccupied } from './case-folder.ts';
import { collectRecord, engineBytes, meansOf, ofMessages } from './collect-record.ts';
import { makeEventBook, type EventBook } from './collect-events.ts';
import { describeCase, type PreparedActivity } from './describe-case.ts';
import { makeEventReader, type EventRow } from './event-rows.ts';
import { makeItemReader } from './item-rows.ts';
import { loadActivity, loadEvents } from './load-tables.ts';
import { readLookups } from './lookups.ts';
import type { ActivitySpec, EventsSpec, ItemsSpec, Mapping } from './mapping-schema.ts';
import type { CollectedMessages } from './messages/collected.ts';
import { loadDays } from './messages/load-days.ts';
import { workFolderOf } from './messages/work-folder.ts';
import { makeLocate, outlinesByCode, regionsFile } from './outline-files.ts';
import type { Locate, PlaceBook, PlaceRow } from './place-rows.ts';
import { Rejects } from './rejects.ts';
import { reportExtras, type PrepareReport } from './report-files.ts';
import { forEachRow } from './source-table.ts';
import { makeValue, UnusableRow } from './values.ts';
import { inMapping, openSource, type PrepareInput, type Work } from './work.ts';
import { worldFailure } from './world-failure.ts';
import { writeCase, type ExtraFile } from './write-case.ts';

/**
 * Makes a case folder out of tabular files. Rows and values that cannot be used are listed in `rejected.csv` of the
 * case and counted in its `prepare.json`. Throws CaseFailure where the files or the mapping cannot be used.
 */
export async function prepareCase(input: PrepareInput): Promise<PrepareReport> {
  await refuseOccupied(input.out, input.replace ?? false);
  const engine = await openNative({ memoryLimit: `${engineBytes(meansOf(input).memory)}B` });
  try {
    return await prepareOn(engine, input);
  } catch (error) {
    const work = workFolderOf(input.out);
    throw worldFailure(error, existsSync(work) ? work : null);
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
  const counted = mapping.activity === undefined ? null : await collectActivity(work, mapping.activity);
  const record = mapping.messages === undefined ? null : await collectRecord(work, mapping.messages);
  try {
    const report = await writeAll(work, book, counted, record);
    await record?.work.close();
    return report;
  } finally {
    await record?.work.leave();
  }
}

async function writeAll(
  work: Work,
  book: EventBook | null,
  counted: CollectedActivity | null,
  record: CollectedMessages | null
): Promise<PrepareReport> {
  const { engine, input } = work;
  const { mapping } = input;
  const activity = counted ?? (record && ofMessages(record));
  if ((book?.events.length ?? 0) === 0 && activity === null) throw nothingLeft(work);
  if (mapping.activity !== undefined && counted === null) {
    input.progress?.('warning: no activity could be used; the case has its events only');
  }
  if (book !== null) await loadEvents(engine, book);
  if (counted !== null) await loadActivity(engine, counted.tally, counted.places, counted.stepHours);
  if (record !== null) await loadDays(engine, record);
  const report = {
    tables: work.tables,
    rejects: work.rejects,
    incomplete: counted?.incomplete ?? []
  };
  const description = {
    ...describeCase(mapping, book?.events ?? [], activity),
    messages: record?.raw?.record ?? null
  };
  input.progress?.('writing the case folder');
  const extras = [
    ...outlineExtras(mapping, input.base, book, activity?.places ?? []),
    ...reportExtras(report),
    ...(record?.raw?.extras ?? [])
  ];
  const options = { replace: input.replace };
  return { ...report, manifest: await writeCase(engine, description, input.out, extras, options) };
}

async function collectEvents(work: Work, spec: EventsSpec): Promise<EventBook> {
  const table = await openSource(work, 'events', spec);
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
  const table = await openSource(work, 'items', spec);
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
  readonly places: readonly PlaceRow[];
  readonly incomplete: readonly Incomplete[];
  readonly stepHours: number;
}

async function collectActivity(work: Work, spec: ActivitySpec): Promise<CollectedActivity | null> {
  const table = await openSource(work, 'activity', spec);
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
  return {
    ...spec,
    tally: reader.tally,
    places: book.places,
    collected,
    incomplete,
    stepHours,
    messages,
    devices
  };
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
  places: readonly PlaceRow[]
): ExtraFile[] {
  if (mapping.outlines === undefined) return [];
  const codes = new Set<string>();
  for (const { plain } of book?.events ?? []) {
    for (const code of [plain.country, plain.region]) if (code !== null) codes.add(code);
  }
  for (const { key, country, region } of places) {
    for (const code of [key, country, region]) if (code !== null) codes.add(code);
  }
  const bytes = regionsFile(mapping.outlines, codes, base);
  return bytes === null ? [] : [{ path: FILES.regions, bytes }];
}
