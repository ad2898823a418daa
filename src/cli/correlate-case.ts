import { checkOpening, loadManifest } from '../lib/casefile/check.ts';
import { fingerprint } from '../lib/casefile/manifest.ts';
import type { OpenTable } from '../lib/casefile/open-table.ts';
import { isTimeType } from '../lib/casefile/schema.ts';
import type { CaseData, ViewData } from '../lib/correlate/input.ts';
import { FILES, type Manifest } from '../lib/domain/case.ts';
import type { ActivityCube } from '../lib/domain/activity.ts';
import { CaseFailure, isError, trafficUnknown } from '../lib/domain/failure.ts';
import { isActive } from '../lib/domain/filter.ts';
import type { View } from '../lib/domain/view.ts';
import type { Engine } from '../lib/engine/engine.ts';
import { openNative } from '../lib/engine/native.ts';
import { countedWords } from '../lib/link/counted-words.ts';
import { loadDayCube, loadHourCube, loadHours } from '../lib/queries/activity.ts';
import { correlationData, correlationView } from '../lib/queries/correlation-data.ts';
import { loadEventList } from '../lib/queries/correlation.ts';
import { filteredRows } from '../lib/queries/filtered.ts';
import { loadEvents, loadGaps, loadPlaces } from '../lib/queries/load.ts';
import { folderFiles } from './folder-files.ts';

/** A case as the statistics take it, under a View. */
export interface CorrelationCase {
  readonly manifest: Manifest;
  readonly fingerprint: string;
  readonly data: CaseData;
  readonly view: ViewData;
}

/** Reads a case folder whole, with native DuckDB. Throws CaseFailure where it cannot be used. */
export async function readCorrelationCase(
  folder: string,
  view: View,
  seed: number,
  onStage: (what: string) => void
): Promise<CorrelationCase> {
  const files = folderFiles(folder);
  onStage('reading case.json');
  const loaded = await loadManifest(files);
  if (!loaded.ok) throw new CaseFailure(loaded.failures);
  const manifest = loaded.value;
  const engine = await openNative();
  try {
    onStage('checking tables');
    const opening = await checkOpening(engine, files, manifest);
    const errors = opening.failures.filter(isError);
    if (errors.length > 0) throw new CaseFailure(errors);
    onStage('reading activity');
    const { tables } = opening;
    const name = (path: string) => tables.get(path)?.name ?? null;
    const places = await loadPlaces(engine, name(FILES.cells));
    const table = await loadEvents(
      engine,
      { events: tables.get(FILES.events) ?? null, items: tables.get(FILES.items) ?? null },
      manifest.zone
    );
    const coverage = name(FILES.coverage);
    const gaps = coverage === null ? [] : await loadGaps(engine, coverage);
    const hour = tables.get(FILES.hour);
    const hours =
      hour === undefined ? null : await loadHours(engine, hour.name, hourOf(hour), hour.types.has('devices'));
    const cube = await readCube(engine, manifest, tables, places.count, view);
    const filtered = await filteredRows(engine, view.filter, { events: table.count, places });
    const words = countedWords(view, manifest.zone);
    return {
      manifest,
      fingerprint: await fingerprint(manifest),
      data: correlationData(
        { manifest, places, gaps, hours },
        cube,
        await loadEventList(engine, table),
        isActive(view.filter, 'traffic')
      ),
      view: correlationView(view, table, filtered, { words, analysesRun: 1, seed })
    };
  } finally {
    await engine.close();
  }
}

/** By hour where the case has hours, else by day, as on the page. */
async function readCube(
  engine: Engine,
  manifest: Manifest,
  tables: ReadonlyMap<string, OpenTable>,
  places: number,
  view: View
): Promise<ActivityCube | null> {
  if (manifest.activity === null) return null;
  const days = tables.get(FILES.dayCell);
  const traffic = { kept: view.filter.traffic, leftOut: view.filter.not.traffic };
  const isByTraffic = isActive(view.filter, 'traffic');
  const byDay = manifest.activity.step !== 'hour' && days !== undefined;
  // The days of the rollup are of all kinds of traffic.
  if (byDay && !isByTraffic) return loadDayCube(engine, days.name, places);
  const activity = tables.get(FILES.activity);
  if (activity === undefined) return null;
  if (isByTraffic && !activity.types.has('traffic')) throw trafficUnknown();
  const question = {
    file: activity.name,
    hour: hourOf(activity),
    places,
    hasTraffic: activity.types.has('traffic'),
    traffic,
    byDay
  };
  return loadHourCube(engine, question, () => undefined);
}

function hourOf(table: OpenTable): 'timestamp' | 'number' {
  return isTimeType(table.types.get('hour') ?? '') ? 'timestamp' : 'number';
}
