import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { FILES } from '../../../src/lib/domain/case.ts';
import { numbers, texts } from '../../../src/lib/domain/columns.ts';
import { areCells } from '../../../src/lib/domain/activity.ts';
import { NO_FILTER, pointDimensions, type Filter } from '../../../src/lib/domain/filter.ts';
import { ACTIVITY_GROUPS, type ProofSubject } from '../../../src/lib/domain/proof.ts';
import type { Range } from '../../../src/lib/domain/range.ts';
import type { Engine } from '../../../src/lib/engine/engine.ts';
import { openNative } from '../../../src/lib/engine/native.ts';
import { filteredRows } from '../../../src/lib/queries/filtered.ts';
import { loadEvents, loadPlaces, type TableFile } from '../../../src/lib/queries/load.ts';
import {
  proofNumber,
  proofRows,
  proofStatements,
  type ProofStatements
} from '../../../src/lib/queries/proof.ts';
import { loadHourCube } from '../../../src/lib/queries/activity.ts';
import { describeColumns } from '../../../src/lib/sql/check.ts';
import { countsInRange } from '../../../src/lib/views/activity-cube.ts';
import { tallyEvents } from '../../../src/lib/views/tally.ts';
import { makeTinyCase } from '../../fixtures/make-case.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';
import { seeded } from '../../fixtures/seeded.ts';

/**
 * The SQL of a proof reads the files anew; the screen counts in memory, another way. Both must come to the same number
 * under any View.
 */
const ZONE = 'Europe/Paris';
const DEMO = fileURLToPath(new URL('../../../cases/demo/', import.meta.url));

interface Opened {
  readonly engine: Engine;
  readonly file: (path: string) => TableFile;
}

async function open(folder: string): Promise<Opened> {
  const engine = await openNative({ threads: 2 });
  onTestFinished(() => engine.close());
  const tables = new Map<string, TableFile>();
  for (const path of Object.values(FILES).filter((name) => name.endsWith('.parquet'))) {
    const name = join(folder, path);
    const answer = await engine.run(describeColumns(name));
    const types = texts(answer, 'column_type');
    const entries = texts(answer, 'column_name').map(
      (column, at) => [column ?? '', types[at] ?? ''] as const
    );
    tables.set(path, { name, types: new Map(entries) });
  }
  return { engine, file: (path) => tables.get(path) ?? { name: path, types: new Map() } };
}

/** A filter of some of the values, and a range of minutes, hours, days or months, or none. */
function anyView(random: () => number, values: (column: string) => readonly string[], whole: Range) {
  const some = (list: readonly string[]): readonly string[] =>
    random() < 0.7 ? [] : list.filter(() => random() < 0.4);
  const rarely = (list: readonly string[]): readonly string[] =>
    random() < 0.85 ? [] : list.filter(() => random() < 0.3);
  const corner = { lon: 2 + random() * 4, lat: 48 + random() * 4 };
  const filter: Filter = {
    ...NO_FILTER,
    regions: some([...values('country'), ...values('region').slice(0, 9)]),
    kinds: some(values('kind')),
    operations: some(values('operation')),
    agencies: some(values('agency')),
    commodities: some(['cocaine', 'cash', 'arrest', 'vehicle']),
    text: random() < 0.85 ? '' : 'a',
    areas:
      random() < 0.7
        ? []
        : [
            [
              [corner.lon, corner.lat],
              [corner.lon + 5, corner.lat],
              [corner.lon + 3, corner.lat + 4]
            ],
            [
              [4, 51],
              [5, 51],
              [5, 52]
            ]
          ],
    extent:
      random() < 0.8 ? null : { west: corner.lon, south: 50, east: corner.lon + 3, north: corner.lat + 3 },
    grades: rarely(values('grade')),
    cells: random() < 0.85 ? [] : [0, 1, 4, 77],
    not: {
      regions: rarely([...values('country'), ...values('region').slice(0, 9)]),
      kinds: rarely(values('kind')),
      operations: rarely(values('operation')),
      agencies: rarely(values('agency')),
      commodities: rarely(['cocaine', 'cash', 'arrest']),
      grades: rarely(values('grade')),
      traffic: []
    }
  };
  const unit = [60_000, 3_600_000, 86_400_000][Math.floor(random() * 3)];
  const at = (): number => Math.floor((whole.from + random() * (whole.to - whole.from)) / unit) * unit;
  const [a, b] = [at(), at()];
  const end = (time: number): number =>
    random() < 0.1 ? Math.sign(time - (a + b) / 2 || 1) * Infinity : time;
  const range = random() < 0.2 || a === b ? null : { from: end(Math.min(a, b)), to: end(Math.max(a, b)) };
  return { filter, range };
}

async function compareEvents(folder: string, rounds: number, whole: Range): Promise<number> {
  const { engine, file } = await open(folder);
  const table = await loadEvents(engine, { events: file(FILES.events), items: file(FILES.items) }, ZONE);
  const places = await loadPlaces(engine, file(FILES.cells).name);
  const starts = { from: table.start[0], to: table.start[table.dated - 1] };
  const random = seeded(11);
  let counted = 0;
  for (let round = 0; round < rounds; round++) {
    const values = (name: string) =>
      table[name as 'kind' | 'country' | 'region' | 'operation' | 'agency' | 'grade'].values;
    const { filter, range } = anyView(random, values, whole);
    const { masks } = await filteredRows(engine, filter, { events: table.count, places });
    const tally = tallyEvents(table, {
      range,
      masks,
      pointDimensions: pointDimensions(filter, areCells(places))
    });
    const ask = (subject: ProofSubject): ProofStatements => {
      const found = proofStatements({ subject, filter, places, range, zone: ZONE, starts }, file);
      if (found === null) throw new Error('No statements');
      return found;
    };
    const events = ask({ tag: 'events', measure: { on: 'events' } });
    const view = JSON.stringify({ filter, range });
    expect(await proofNumber(engine, events.number), view).toEqual(tally.events);
    const excluded = ask({ tag: 'events', measure: { on: 'excluded' } });
    expect(await proofNumber(engine, excluded.number), view).toEqual({
      certain: tally.excluded,
      possible: tally.excluded
    });
    const at = Math.floor(random() * table.quantities.measures.length);
    const quantity = ask({ tag: 'events', measure: { on: 'quantity', ...table.quantities.measures[at] } });
    const found = await proofNumber(engine, quantity.number);
    expect(found?.certain, view).toBeCloseTo(tally.quantities[at].certain, 6);
    expect(found?.possible, view).toBeCloseTo(tally.quantities[at].possible, 6);
    // Every row is either counted or left out, with a reason.
    const page = { by: 'file_row', descending: false, skip: 0, most: 1000 };
    const rows = await proofRows(engine, events.rows(page, 'row'));
    const left = events.leftOut === null ? null : await proofRows(engine, events.leftOut(page));
    expect(rows.total, view).toBe(tally.events.possible);
    expect(rows.total + (left?.total ?? 0), view).toBe(table.count);
    if (left !== null) for (const reason of texts(left.answer, 'reasons')) expect(reason).not.toBe('');
    counted += tally.events.possible;
  }
  return counted;
}

test('events of the tiny case are counted alike by SQL on the files and by the screen', async () => {
  const folder = await scratchFolder();
  await makeTinyCase(folder);
  const whole = { from: Date.UTC(2020, 3, 25), to: Date.UTC(2020, 5, 20) };
  expect(await compareEvents(folder, 120, whole)).toBeGreaterThan(60);
});

test.skipIf(!existsSync(join(DEMO, 'case.json')))('events of the demo are counted alike', async () => {
  const whole = { from: Date.UTC(2019, 11, 1), to: Date.UTC(2020, 8, 1) };
  expect(await compareEvents(DEMO, 25, whole)).toBeGreaterThan(500);
});

test('activity is added up alike, in all, by place and in one bucket, and its rows add up to it', async () => {
  const folder = await scratchFolder();
  await makeTinyCase(folder);
  const { engine, file } = await open(folder);
  await loadEvents(engine, { events: null, items: null }, ZONE);
  const places = await loadPlaces(engine, file(FILES.cells).name);
  const cube = await loadHourCube(
    engine,
    {
      file: file(FILES.activity).name,
      hour: 'number',
      places: 5,
      hasTraffic: false,
      traffic: { kept: [], leftOut: [] }
    },
    () => undefined
  );
  const values = (name: string): readonly string[] =>
    name === 'country' || name === 'region' ? [...new Set(places[name].filter((code) => code !== null))] : [];
  const random = seeded(5);
  const whole = { from: Date.UTC(2020, 5, 11), to: Date.UTC(2020, 5, 16) };
  for (let round = 0; round < 30; round++) {
    const { filter: any, range } = anyView(random, values, whole);
    const filter: Filter = { ...any, kinds: [], commodities: [], text: '' };
    const { keep } = await filteredRows(engine, filter, { events: 0, places });
    const counts = new Float64Array(5);
    const wanted = countsInRange(cube, range ?? { from: -Infinity, to: Infinity }, keep, counts);
    const ask = (subject: ProofSubject): ProofStatements => {
      const found = proofStatements({ subject, filter, places, range, zone: ZONE, starts: null }, file);
      if (found === null) throw new Error('No statements');
      return found;
    };
    const all = ask({ tag: 'activity', bucket: null, place: null });
    expect((await proofNumber(engine, all.number))?.certain).toBe(wanted);
    const one = ask({ tag: 'activity', bucket: null, place: 2 });
    expect((await proofNumber(engine, one.number))?.certain).toBe(counts[2]);
    for (const group of ACTIVITY_GROUPS) {
      const page = { by: 'messages', descending: true, skip: 0, most: 1000 };
      const { answer, total } = await proofRows(engine, all.rows(page, group));
      const found = Array.from(numbers(answer, 'messages'));
      expect(found.reduce((sum, count) => sum + count, 0)).toBe(wanted);
      expect(answer.rows).toBe(total);
    }
  }
  const bucket = { from: Date.UTC(2020, 5, 12), to: Date.UTC(2020, 5, 13) };
  const day = proofStatements(
    {
      subject: { tag: 'activity', bucket, place: null },
      filter: NO_FILTER,
      places,
      range: { from: 0, to: 1 },
      zone: ZONE,
      starts: null
    },
    file
  );
  const total = countsInRange(cube, bucket, null, new Float64Array(5));
  expect(day === null ? null : await proofNumber(engine, day.number)).toEqual({
    certain: total,
    possible: total
  });
});
