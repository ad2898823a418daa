import type { CaseFiles } from '../casefile/access.ts';
import { checkOpening, loadManifest, type Opening as CheckedOpening } from '../casefile/check.ts';
import { fingerprint } from '../casefile/manifest.ts';
import type { OpenTable } from '../casefile/open-table.ts';
import { isTimeType } from '../casefile/schema.ts';
import type { ActivityCube, Gap, HourCounts, PlaceTable } from '../domain/activity.ts';
import { FILES, fileRecord, type FileRecord, type Manifest } from '../domain/case.ts';
import { CaseFailure, isError, type Failure } from '../domain/failure.ts';
import type { Engine } from '../engine/engine.ts';
import { loadDayCube, loadHours } from '../queries/activity.ts';
import { eventsOfRows, type EventRow } from '../queries/events.ts';
import { loadEvents, loadGaps, loadPlaces } from '../queries/load.ts';
import type { HourColumn } from '../sql/activity.ts';
import type { EventTable } from '../views/event-table.ts';
import { isAllCompared, isInFirstPicture, prefetched } from './case-tables.ts';

/** A case with everything that its first picture needs. Immutable; the engine belongs to it. */
export interface OpenedCase {
  readonly files: CaseFiles;
  readonly manifest: Manifest;
  readonly fingerprint: string;
  readonly engine: Engine;
  /** The tables of the first picture, as the engine names them. */
  readonly tables: ReadonlyMap<string, OpenTable>;
  readonly events: EventTable;
  /** The first lines of the list of events, unfiltered. */
  readonly firstLines: readonly EventRow[];
  readonly places: PlaceTable;
  readonly gaps: readonly Gap[];
  readonly dayCube: ActivityCube | null;
  readonly hours: HourCounts | null;
  /** The days are all there is: the full activity tells no more than the first picture, but for kinds of traffic. */
  readonly isDaily: boolean;
  /** Hours by country and the full activity, to be read behind the first picture; null where there is none. */
  readonly hourCountry: FileRecord | null;
  readonly activity: FileRecord | null;
  /** What the reader should know, though the case opens. */
  readonly notices: readonly Failure[];
}

/** What is being done to open a case. share: 0 to 1; null where the length is not known. */
export interface Stage {
  readonly label: string;
  readonly share: number | null;
}

export interface Opening {
  readonly files: CaseFiles;
  /** Starts an engine; called while the files are fetched. */
  readonly startEngine: () => Promise<Engine>;
  readonly onStage: (stage: Stage) => void;
  /** Data found sound before. */
  readonly sound: SoundCases;
  readonly signal: AbortSignal;
}

/**
 * Which data this browser has checked and found sound, by fingerprint: their bytes are compared with the manifest at
 * every opening, so the values need not be looked at twice.
 */
export interface SoundCases {
  has(fingerprint: string): boolean;
  add(fingerprint: string): void;
}

/** Opens a case. Throws CaseFailure with every finding that forbids it; the engine is closed again then. */
export async function openCase({ files, startEngine, onStage, sound, signal }: Opening): Promise<OpenedCase> {
  // The engine takes longest: it starts while the files are fetched.
  const starting = startEngine();
  starting.catch(() => undefined);
  try {
    onStage({ label: 'Reading case.json', share: null });
    const manifest = await loadManifest(files, signal);
    if (!manifest.ok) throw new CaseFailure(manifest.failures);
    onStage({ label: 'Fetching files', share: null });
    const fetched = await prefetched(files, manifest.value, signal);
    onStage({ label: 'Starting the query engine', share: null });
    const engine = await starting;
    onStage({ label: 'Checking tables', share: 0 });
    const mark = await fingerprint(manifest.value);
    const opening = await checkOpening(engine, fetched, manifest.value, {
      only: isInFirstPicture,
      isKnownSound: isAllCompared(manifest.value) && sound.has(mark),
      progress: (what, share) => onStage({ label: `Checking ${what}`, share: share * CHECKED }),
      signal
    });
    if (opening.failures.some(isError)) throw new CaseFailure(opening.failures);
    // A case with warnings is looked at again, so that they are said again.
    if (opening.failures.length === 0) sound.add(mark);
    return await loadTables({ engine, files, manifest: manifest.value, mark, opening, onStage, signal });
  } catch (error) {
    void starting.then((engine) => engine.close()).catch(() => undefined);
    throw error;
  }
}

/** Share of an opening that the check takes, by the clock, where a case has a million events. */
const CHECKED = 0.4;

/**
 * Lines read before the first picture: those that the list begins with, and in a case of no more events all whose titles
 * the timeline may show. Asked for when the timeline stands, titles come behind the first frame of the map, 0.3 s later.
 */
const FIRST_ROWS = Array.from({ length: 500 }, (_, row) => row);

interface Loading {
  readonly engine: Engine;
  readonly files: CaseFiles;
  readonly manifest: Manifest;
  /** Fingerprint. */
  readonly mark: string;
  readonly opening: CheckedOpening;
  readonly onStage: (stage: Stage) => void;
  readonly signal: AbortSignal;
}

async function loadTables(loading: Loading): Promise<OpenedCase> {
  const { engine, files, manifest, mark, opening, onStage, signal } = loading;
  const { tables } = opening;
  const progress = (share: number): void =>
    onStage({ label: 'Reading events', share: CHECKED + share * (1 - CHECKED) });
  const name = (path: string): string | null => tables.get(path)?.name ?? null;
  const eventFiles = { events: tables.get(FILES.events) ?? null, items: tables.get(FILES.items) ?? null };
  const coverage = name(FILES.coverage);
  const places = await loadPlaces(engine, name(FILES.cells), signal);
  const dayCell = name(FILES.dayCell);
  const hour = tables.get(FILES.hour);
  return {
    files,
    manifest,
    fingerprint: mark,
    engine,
    tables,
    places,
    events: await loadEvents(engine, eventFiles, manifest.zone, { progress, signal }),
    firstLines: await eventsOfRows(engine, FIRST_ROWS, signal),
    gaps: coverage === null ? [] : await loadGaps(engine, coverage, signal),
    dayCube: dayCell === null ? null : await loadDayCube(engine, dayCell, places.count, signal),
    hours:
      hour === undefined
        ? null
        : await loadHours(engine, hour.name, hourColumn(hour), hour.types.has('devices'), signal),
    hourCountry: fileRecord(manifest, FILES.hourCountry) ?? null,
    isDaily: manifest.activity?.step === 'day' && dayCell !== null,
    activity: manifest.activity === null ? null : (fileRecord(manifest, FILES.activity) ?? null),
    notices: opening.failures
  };
}

/** How a table keeps its hours. */
export function hourColumn(table: OpenTable): HourColumn {
  return isTimeType(table.types.get('hour') ?? '') ? 'timestamp' : 'number';
}
