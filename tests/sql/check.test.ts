import { expect, test } from 'vitest';
import { folderFiles } from '../../src/cli/folder-files.ts';
import { checkCase } from '../../src/lib/casefile/check-case.ts';
import { checkOpening, loadManifest } from '../../src/lib/casefile/check.ts';
import { FILES } from '../../src/lib/domain/case.ts';
import type { Failure } from '../../src/lib/domain/failure.ts';
import { openNative } from '../../src/lib/engine/native.ts';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { makeTinyCase, type CaseChanges } from '../fixtures/make-case.ts';
import { scratchFolder } from '../fixtures/scratch.ts';
import { openWasmInNode } from '../fixtures/wasm-in-node.ts';

async function both(
  changes: CaseChanges,
  look: (open: () => Promise<Engine>, folder: string) => Promise<readonly Failure[]>
) {
  const folder = await scratchFolder();
  await makeTinyCase(folder, changes);
  const wasm = await openWasmInNode();
  try {
    // Starting it takes a second, and the files of these tests do not break it: one for all.
    const shared = () => Promise.resolve({ ...wasm, close: () => Promise.resolve() });
    return { native: await look(() => openNative({ threads: 1 }), folder), wasm: await look(shared, folder) };
  } finally {
    await wasm.close();
  }
}

async function whole(open: () => Promise<Engine>, folder: string): Promise<readonly Failure[]> {
  const files = folderFiles(folder);
  const manifest = await loadManifest(files);
  return manifest.ok ? checkCase(open, files, manifest.value) : manifest.failures;
}

async function opening(open: () => Promise<Engine>, folder: string): Promise<readonly Failure[]> {
  const files = folderFiles(folder);
  const manifest = await loadManifest(files);
  if (!manifest.ok) return manifest.failures;
  const engine = await open();
  try {
    return (await checkOpening(engine, files, manifest.value)).failures;
  } finally {
    await engine.close();
  }
}

/** Nearly every rule broken at once. */
const BROKEN: readonly string[] = [
  `UPDATE events SET lat = 95 WHERE id IN ('ev-3', 'ev-5')`,
  `UPDATE events SET lon = 'nan' WHERE id = 'ev-2'`,
  `UPDATE events SET lon = NULL WHERE id = 'ev-5'`,
  `UPDATE events SET "end" = "start" - INTERVAL 1 MINUTE WHERE id = 'ev-2'`,
  `UPDATE events SET time_precision = 'week', date_basis = 'x', source_grade = 'G', info_grade = '9' WHERE id = 'ev-1'`,
  `UPDATE events SET region = 'Holland' WHERE id = 'ev-5'`,
  `UPDATE events SET country = 'be' WHERE id = 'ev-3'`,
  `UPDATE events SET place_radius_m = -1, kind = ' ' WHERE id = 'ev-2'`,
  `UPDATE events SET "start" = TIMESTAMP '1999-01-01 00:00:00' WHERE id = 'ev-4'`,
  `UPDATE events SET id = 'ev-1' WHERE id = 'ev-4'`,
  `CREATE OR REPLACE TABLE events AS SELECT * REPLACE (CASE id WHEN 'ev-5' THEN ['s1', 's9'] ELSE sources END AS sources) FROM events`,
  `UPDATE items SET event_id = 'ev-99', quantity = 'infinity', unit = 'g' WHERE commodity = 'cocaine'`,
  `UPDATE cells SET h3 = '8' WHERE cell = 3`,
  'UPDATE cells SET lat = NULL, cell = 9 WHERE cell = 4',
  'UPDATE coverage SET "end" = "start", cell = 12',
  'UPDATE rollup_day_cell SET messages = messages + 1 WHERE cell = 2',
  `UPDATE rollup_hour_country SET country = 'DE' WHERE country = 'BE'`,
  'DELETE FROM rollup_hour WHERE hour % 24 = 5',
  'UPDATE rollup_hour SET devices = messages + 1 WHERE hour % 24 = 7',
  `INSERT INTO activity SELECT ${Date.UTC(2020, 5, 13, 11) / 3_600_000}, 4, 5, 1`,
  'INSERT INTO activity SELECT * FROM activity WHERE cell = 1 LIMIT 2'
];

test('the DuckDB of the page finds nothing in a sound case', async () => {
  const { native, wasm } = await both({}, whole);
  expect(wasm).toEqual([]);
  expect(native).toEqual([]);
});

test('both engines give the same findings on a case that breaks nearly every rule', async () => {
  const { native, wasm } = await both({ after: BROKEN }, whole);
  expect(native.length).toBeGreaterThan(25);
  expect(wasm).toEqual(native);
});

test('both engines give the same findings at opening', async () => {
  const { native, wasm } = await both({ after: BROKEN }, opening);
  expect(native.length).toBeGreaterThan(15);
  expect(wasm).toEqual(native);
});

test('both engines read hours as times, times with zones and dates alike', async () => {
  const after = [
    'ALTER TABLE activity ALTER hour TYPE TIMESTAMP USING make_timestamp(hour::BIGINT * 3600000000)',
    'ALTER TABLE rollup_hour ALTER hour TYPE TIMESTAMP USING make_timestamp(hour::BIGINT * 3600000000)',
    'ALTER TABLE events ALTER "start" TYPE TIMESTAMPTZ USING "start"::TIMESTAMPTZ',
    'ALTER TABLE events ALTER "end" TYPE DATE',
    `UPDATE events SET "end" = DATE '2020-06-11' WHERE id = 'ev-2'`,
    `UPDATE events SET "start" = 'infinity' WHERE id = 'ev-3'`,
    `UPDATE activity SET hour = hour + INTERVAL 30 MINUTE WHERE cell = 3`,
    'UPDATE rollup_hour SET messages = 0, devices = 0'
  ];
  const { native, wasm } = await both({ after }, whole);
  expect(native.map(({ code, file }) => `${code} ${file ?? ''}`)).toEqual([
    `hour-not-whole ${FILES.activity}`,
    `time-range ${FILES.events}`,
    `end-before-start ${FILES.events}`,
    `rollup-different ${FILES.hour}`
  ]);
  expect(wasm).toEqual(native);
});
