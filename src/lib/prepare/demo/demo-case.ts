import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { MANIFEST_FILE, type Manifest } from '../../domain/case.ts';
import { CaseFailure } from '../../domain/failure.ts';
import { openNative, type NativeEngine } from '../../engine/native.ts';
import { refuseOccupied } from '../case-folder.ts';
import { DEVICE_BUCKETS } from '../messages/raw-parts.ts';
import { writeCase, type CaseDescription } from '../write-case.ts';
import { appendDay, makeActivityTables, messagesIn } from './activity-tables.ts';
import { demoCells, type DemoCell } from './cells.ts';
import { ALERT_HOUR, CASE_FROM, CASE_TO, CASE_ZONE, DAYS, END_HOUR, FIRST_HOUR } from './clock.ts';
import { drawCounts, type Counts } from './counts.ts';
import { dealer } from './deal.ts';
import { demoEvents } from './demo-events.ts';
import { deviceCount, deviceHomes, type Home } from './devices.ts';
import { plantedEffects } from './effects.ts';
import { marketOf } from './market.ts';
import { PLANTED_FILE, plantedTruth } from './planted.ts';
import { MESSAGE_KINDS, rawFiles, writeRawBuckets, writeRawDays } from './raw.ts';
import { RAW_MAPPING_FILE, rawMapping } from './raw-mapping.ts';
import { dayBatches, planDays, prepareRaw } from './raw-sql.ts';
import { SOURCES } from './sources.ts';
import { makeTables } from './tables.ts';
import { readWorld } from './world.ts';

export const DEMO_ID = 'demo';
export const DEFAULT_MESSAGES = 104_000_000;
export const DEFAULT_SEED = 1;

const HOUR_MS = 3_600_000;

export interface DemoOptions {
  readonly out: string;
  /** About how many messages the case has; the manifest has the exact number. */
  readonly messages: number;
  readonly seed: number;
  /** Folder with regions.json and places.json: `static/geo`. */
  readonly geo: string;
  /** Adds every message as a record of its own, by day and by device. */
  readonly raw?: boolean;
  /** Told what is being done and how far it is, 0 to 1. */
  readonly onProgress?: (stage: string, share: number) => void;
}

/**
 * Makes the demo case: synthetic, the same bytes for the same seed and number of messages. An earlier demo in `out`
 * is replaced in one step; anything else there is refused with a CaseFailure before work begins.
 */
export async function writeDemo(options: DemoOptions): Promise<Manifest> {
  const { out, messages, seed, raw = false, onProgress = () => undefined } = options;
  await refuseForeign(out);
  onProgress('placing cells', 0);
  const world = await readWorld(options.geo, (country) => marketOf(country) !== undefined);
  const cells = demoCells(world);
  const effects = plantedEffects(cells, world, seed);
  const events = demoEvents(cells, effects, world, seed);
  onProgress('drawing message counts', 0.05);
  const counts = drawCounts(cells, effects, seed, messages);
  const homes = deviceHomes(cells, deviceCount(messages, cells.length));
  return withDatabase(out, async (engine, scratch) => {
    await makeTables(engine, cells, events);
    const dealt = dealer(cells, counts, homes, seed);
    await makeActivityTables(engine, dealt.countries);
    // The raw record takes far longer than the counts.
    const countsDone = raw ? 0.2 : 0.8;
    for (let day = 0; day < DAYS; day += 1) {
      onProgress('dealing messages to devices', 0.15 + ((countsDone - 0.15) * day) / DAYS);
      await appendDay(engine, dealt.deal(day));
    }
    if ((await messagesIn(engine)) !== counts.total) throw new RangeError('Messages were lost on the way');
    const record = raw ? await writeRaw(engine, scratch, { cells, counts, homes }, options) : null;
    onProgress('writing Parquet', raw ? 0.95 : 0.8);
    const totals = { messages: counts.total, devices: dealt.devicesSeen() };
    const planted = plantedTruth(cells, effects, events, { seed, messages, devices: totals.devices });
    const extras = [{ path: PLANTED_FILE, bytes: jsonBytes(planted) }, ...(record?.extras ?? [])];
    const manifest = await writeCase(
      engine,
      { ...description(totals), messages: record?.record ?? null },
      out,
      extras,
      { replace: true }
    );
    onProgress('done', 1);
    return manifest;
  });
}

/** Writes the raw record into the scratch folder; the share of progress goes from 0.2 to 0.95. */
async function writeRaw(
  engine: NativeEngine,
  scratch: string,
  made: { readonly cells: readonly DemoCell[]; readonly counts: Counts; readonly homes: readonly Home[] },
  { seed, onProgress = () => undefined }: DemoOptions
): Promise<Awaited<ReturnType<typeof rawFiles>>> {
  await prepareRaw(engine, made.homes);
  for (const days of dayBatches(made.counts)) {
    onProgress('writing messages by day', 0.2 + (0.4 * days[0]) / DAYS);
    await planDays(engine, made.counts, days);
    await writeRawDays(engine, scratch, days, seed);
  }
  await writeRawBuckets(engine, scratch, (bucket) =>
    onProgress('writing messages by device', 0.6 + (0.35 * bucket) / DEVICE_BUCKETS)
  );
  const mapping = {
    path: RAW_MAPPING_FILE,
    bytes: jsonBytes(
      rawMapping(
        made.cells,
        MESSAGE_KINDS.map(({ name }) => name)
      )
    )
  };
  const { record, extras } = await rawFiles(engine, scratch);
  return { record, extras: [...extras, mapping] };
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`);
}

function description(totals: { messages: number; devices: number }): CaseDescription {
  const activity = { from: FIRST_HOUR * HOUR_MS, to: END_HOUR * HOUR_MS };
  return {
    id: DEMO_ID,
    title: 'Operation demo (synthetic)',
    summary:
      'Made-up data that plays the take-down of an encrypted phone network in 2020: messages of its handsets over Europe by hour and cell, and the raids, seizures and arrests around them. No real event, person, message or place of arrest is in it. What was planted is listed in planted.json.',
    synthetic: true,
    zone: CASE_ZONE,
    period: { from: CASE_FROM, to: CASE_TO },
    analysis: { from: activity.from, to: ALERT_HOUR * HOUR_MS },
    totals,
    activity: { step: 'hour', unit: 'messages', scale: 1, collected: [activity] },
    sources: SOURCES
  };
}

/** An earlier demo may be replaced; another case, which somebody may need, may not. */
async function refuseForeign(out: string): Promise<void> {
  await refuseOccupied(out, true);
  const manifest = path.join(out, MANIFEST_FILE);
  if (!existsSync(manifest) || (await isDemo(manifest))) return;
  throw new CaseFailure([
    {
      code: 'out-occupied',
      severity: 'error',
      message: `The folder ${out} holds a case that is not an earlier demo.`,
      remedy: 'Choose another folder: nothing in this one was touched.'
    }
  ]);
}

async function isDemo(manifest: string): Promise<boolean> {
  try {
    const found: unknown = JSON.parse(await readFile(manifest, 'utf8'));
    const { id, synthetic } = Object(found) as { id?: unknown; synthetic?: unknown };
    return id === DEMO_ID && synthetic === true;
  } catch {
    // No readable manifest: not one that this program wrote.
    return false;
  }
}

/** A database in memory, and a folder on the disk of `out` for what is too large for it; both are gone afterwards. */
async function withDatabase<T>(
  out: string,
  work: (engine: NativeEngine, scratch: string) => Promise<T>
): Promise<T> {
  const parent = path.dirname(path.resolve(out));
  await mkdir(parent, { recursive: true });
  const scratch = await mkdtemp(path.join(parent, `.${path.basename(out)}.scratch-`));
  const engine = await openNative({ scratchIn: scratch });
  try {
    return await work(engine, scratch);
  } finally {
    await engine.close();
    await rm(scratch, { recursive: true, force: true });
  }
}
