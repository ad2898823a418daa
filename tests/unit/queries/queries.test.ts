import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FILES } from '../../../src/lib/domain/case.ts';
import { numbers, texts } from '../../../src/lib/domain/columns.ts';
import { dimensionBit, NO_FILTER } from '../../../src/lib/domain/filter.ts';
import type { Engine } from '../../../src/lib/engine/engine.ts';
import { openNative } from '../../../src/lib/engine/native.ts';
import {
  loadCountryHours,
  loadDayCube,
  loadHourCube,
  loadHours,
  loadTraffic
} from '../../../src/lib/queries/activity.ts';
import { eventById, eventsOfRows } from '../../../src/lib/queries/events.ts';
import { filteredRows } from '../../../src/lib/queries/filtered.ts';
import {
  loadEvents,
  loadGaps,
  loadPlaces,
  type EventFiles,
  type TableFile
} from '../../../src/lib/queries/load.ts';
import { messagesByPlace } from '../../../src/lib/sql/activity.ts';
import { describeColumns } from '../../../src/lib/sql/check.ts';
import { sql } from '../../../src/lib/sql/sql.ts';
import { makeTinyCase, TINY_FIRST_HOUR } from '../../fixtures/make-case.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';
import { seeded } from '../../fixtures/seeded.ts';

/** The queries of the dashboard on native DuckDB and the tiny case. */
const CELLS = 5;
const HOURS = 72;
const ALL_TRAFFIC = { kept: [], leftOut: [] };
const GAP = [34, 35, 36, 37];

async function openTiny(): Promise<{ engine: Engine; folder: string; file: (name: string) => string }> {
  const folder = await scratchFolder();
  await makeTinyCase(folder);
  const engine = await openNative({ threads: 1 });
  onTestFinished(() => engine.close());
  return { engine, folder, file: (name) => join(folder, name) };
}

/** The tables of events and items as the check at opening tells of them. */
async function eventFiles(engine: Engine, file: (name: string) => string): Promise<EventFiles> {
  const table = async (path: string): Promise<TableFile> => {
    const answer = await engine.run(describeColumns(file(path)));
    const types = texts(answer, 'column_type');
    const entries = texts(answer, 'column_name').map(
      (name, index) => [name ?? '', types[index] ?? ''] as const
    );
    return { name: file(path), types: new Map(entries) };
  };
  return { events: await table(FILES.events), items: await table(FILES.items) };
}

/** Messages of the tiny case, from the formula that it is made by; hours are counted from its first. */
function messagesAt(hour: number, cell: number): number {
  return GAP.includes(hour) ? 0 : ((TINY_FIRST_HOUR + hour) * 7 + cell * 13) % 23;
}

function messagesIn(cell: number, from: number, to: number): number {
  let sum = 0;
  for (let hour = Math.max(0, from); hour < Math.min(HOURS, to); hour++) sum += messagesAt(hour, cell);
  return sum;
}

test('events are read in order of their start, with codes, intervals and quantities', async () => {
  const { engine, file } = await openTiny();
  const events = await loadEvents(engine, await eventFiles(engine, file), 'Europe/Amsterdam');
  expect(events.count).toBe(6);
  expect(events.dated).toBe(5);
  expect(events.kind.values).toEqual(['alert', 'arrest', 'court', 'milestone', 'raid', 'seizure']);
  expect(Array.from(events.kind.codes, (code) => events.kind.values[code])).toEqual([
    'milestone',
    'raid',
    'seizure',
    'alert',
    'arrest',
    'court'
  ]);
  expect(Array.from(events.country.codes, (code) => events.country.values[code])).toEqual([
    undefined,
    'NL',
    'BE',
    undefined,
    'NL',
    'BE'
  ]);
  // ev-2 is known to the minute, ev-3 to the hour.
  expect((events.startEnd[1] as number) - (events.start[1] as number)).toBe(60_000);
  expect((events.startEnd[2] as number) - (events.start[2] as number)).toBe(3_600_000);
  expect(events.start[5]).toBeNaN();
  const { quantities } = events;
  expect(
    Array.from(quantities.row, (row, index) => {
      const measure = quantities.measures[quantities.measure[index] as number];
      return [row, measure?.commodity, measure?.unit, quantities.quantity[index]];
    })
  ).toEqual([
    [1, 'cash', 'EUR', 125000.5],
    [1, 'firearm', 'count', 4],
    [2, 'cocaine', 'kg', 1200],
    [4, 'arrest', 'count', 11],
    [4, 'vehicle', 'count', 2]
  ]);
});

test('a case without events or items has empty tables', async () => {
  const engine = await openNative({ threads: 1 });
  onTestFinished(() => engine.close());
  const events = await loadEvents(engine, { events: null, items: null }, 'UTC');
  expect([events.count, events.dated, events.quantities.row.length]).toEqual([0, 0, 0]);
  expect((await loadPlaces(engine, null)).count).toBe(0);
});

test('places and gaps are those of the files', async () => {
  const { engine, file } = await openTiny();
  const places = await loadPlaces(engine, file(FILES.cells));
  expect(places.name).toEqual(['Amsterdam', 'Rotterdam', 'Brussels', 'Antwerp', 'Eindhoven']);
  expect(places.lat[1]).toBe(51.9225);
  expect(await loadGaps(engine, file(FILES.coverage))).toEqual([
    { place: null, from: Date.UTC(2020, 5, 13, 10), to: Date.UTC(2020, 5, 13, 14), reason: 'server moved' }
  ]);
});

test('the cumulative counts equal plain SQL on any range', async () => {
  const { engine, file } = await openTiny();
  const shares: number[] = [];
  const question = {
    file: file(FILES.activity),
    hour: 'number',
    places: CELLS,
    hasTraffic: false,
    traffic: ALL_TRAFFIC
  } as const;
  const cube = await loadHourCube(engine, question, (share) => shares.push(share));
  expect(shares.at(-1)).toBe(1);
  const random = seeded(5);
  for (let trial = 0; trial < 60; trial++) {
    const ends = [Math.floor(random() * 80) - 4, Math.floor(random() * 80) - 4].sort((a, b) => a - b) as [
      number,
      number
    ];
    const [from, to] = ends.map((hour) => hour + TINY_FIRST_HOUR) as [number, number];
    const answer = await engine.run(messagesByPlace(question.file, 'number', from, to));
    const plain = new Map(
      Array.from(numbers(answer, 'place'), (place, row) => [place, numbers(answer, 'messages')[row]])
    );
    for (let place = 0; place < CELLS; place++) {
      let counted = 0;
      let before = 0;
      for (let at = cube.offset[place] as number; at < (cube.offset[place + 1] as number); at++) {
        const bin = cube.bin[at] as number;
        if (bin >= from && bin < to) counted += (cube.cumulative[at] as number) - before;
        before = cube.cumulative[at] as number;
      }
      expect(counted).toBe(plain.get(place) ?? 0);
      expect(counted).toBe(messagesIn(place, ...ends));
    }
  }
});

test('days add up to the hours they hold', async () => {
  const { engine, file } = await openTiny();
  const cube = await loadDayCube(engine, file(FILES.dayCell), CELLS);
  for (let place = 0; place < CELLS; place++) {
    const last = (cube.offset[place + 1] as number) - 1;
    expect(cube.cumulative[last]).toBe(messagesIn(place, 0, HOURS));
    expect(cube.cumulative[cube.offset[place] as number]).toBe(messagesIn(place, 0, 24));
  }
});

test('an activity file out of order is read all the same', async () => {
  const { engine, folder, file } = await openTiny();
  const shuffled = join(folder, 'shuffled.parquet');
  await engine.run(
    sql`COPY (SELECT hour, cell, messages FROM read_parquet(${file(FILES.activity)}) ORDER BY hash(hour * 10 + cell)) TO ${shuffled} (FORMAT parquet)`
  );
  const question = { hour: 'number', places: CELLS, hasTraffic: false, traffic: ALL_TRAFFIC } as const;
  const read = (name: string) => loadHourCube(engine, { ...question, file: name }, () => undefined);
  expect(await read(shuffled)).toEqual(await read(file(FILES.activity)));
});

test('traffic is told apart, and added up where it is not asked for', async () => {
  const { engine, folder, file } = await openTiny();
  const split = join(folder, 'split.parquet');
  await engine.run(
    sql`COPY (SELECT hour, cell, kind AS traffic, messages * weight AS messages FROM read_parquet(${file(FILES.activity)}),
  (VALUES ('photo', 1), ('text', 2)) AS kinds(kind, weight) ORDER BY cell, hour, kind) TO ${split} (FORMAT parquet)`
  );
  const asked = { file: split, hour: 'number', filter: NO_FILTER, fromHour: null, toHour: null } as const;
  expect(await loadTraffic(engine, asked)).toEqual([
    { value: 'photo', messages: 3744 },
    { value: 'text', messages: 7488 }
  ]);
  const total = async (kept: readonly string[], leftOut: readonly string[] = []): Promise<number> => {
    const traffic = { kept, leftOut };
    const question = { file: split, hour: 'number', places: CELLS, hasTraffic: true, traffic } as const;
    const cube = await loadHourCube(engine, question, () => undefined);
    return [0, 1, 2, 3, 4].reduce(
      (sum, place) => sum + (cube.cumulative[(cube.offset[place + 1] as number) - 1] as number),
      0
    );
  };
  expect(await total([])).toBe(3744 * 3);
  expect(await total(['text'])).toBe(3744 * 2);
  expect(await total(['text', 'photo'])).toBe(3744 * 3);
  expect(await total([], ['text'])).toBe(3744);
  expect(await total(['text'], ['photo'])).toBe(3744 * 2);
});

test('hours of the whole case and of each country are the sums of the activity', async () => {
  const { engine, file } = await openTiny();
  const all = await loadHours(engine, file(FILES.hour), 'number', true);
  expect(all.hour.length).toBe(HOURS - GAP.length);
  const byCountry = await loadCountryHours(engine, file(FILES.hourCountry), 'number', true);
  expect([...byCountry.keys()]).toEqual(['BE', 'NL']);
  for (const [index, hour] of all.hour.entries()) {
    const at = hour - TINY_FIRST_HOUR;
    const of = (cells: readonly number[]) => cells.reduce((sum, cell) => sum + messagesAt(at, cell), 0);
    expect(all.messages[index]).toBe(of([0, 1, 2, 3, 4]));
    for (const [country, cells] of [
      ['BE', [2, 3]],
      ['NL', [0, 1, 4]]
    ] as const) {
      const counts = byCountry.get(country);
      expect(counts?.messages[counts.hour.indexOf(hour)]).toBe(of(cells));
    }
  }
  expect((await loadHours(engine, file(FILES.hour), 'number', false)).devices[0]).toBeNaN();
});

test('a filter gives the mask of each event and the places that stay', async () => {
  const { engine, file } = await openTiny();
  await loadEvents(engine, await eventFiles(engine, file), 'UTC');
  const places = await loadPlaces(engine, file(FILES.cells));
  const filter = { ...NO_FILTER, regions: ['BE'], kinds: ['raid', 'seizure'] };
  const { masks, keep } = await filteredRows(engine, filter, { events: 6, places });
  const regions = dimensionBit('regions');
  const kinds = dimensionBit('kinds');
  expect([...masks]).toEqual([regions | kinds, regions, 0, regions | kinds, regions | kinds, kinds]);
  expect([...keep]).toEqual([0, 0, 1, 1, 0]);
  const byCell = await filteredRows(engine, { ...NO_FILTER, cells: [1, 3] }, { events: 6, places });
  const cells = dimensionBit('cells');
  expect([...byCell.masks]).toEqual([cells, 0, 0, cells, cells, cells]);
  expect([...byCell.keep]).toEqual([0, 1, 0, 1, 0]);
  const open = await filteredRows(engine, NO_FILTER, { events: 6, places });
  expect([[...open.masks], [...open.keep]]).toEqual([Array(6).fill(0), Array(5).fill(1)]);
});

test('an event is found by its id, with its items and sources', async () => {
  const { engine, file } = await openTiny();
  await loadEvents(engine, await eventFiles(engine, file), 'UTC');
  const found = await eventById(engine, 'ev-2');
  expect(found?.event).toMatchObject({
    row: 1,
    id: 'ev-2',
    end: Date.UTC(2020, 5, 12, 9, 30),
    precision: 'minute',
    dateBasis: 'occurred',
    placeRadiusM: 500,
    sources: ['s1', 's2'],
    sourceGrade: 'A',
    handling: 'restricted'
  });
  expect(found?.items).toEqual([
    { commodity: 'cash', quantity: 125000.5, unit: 'EUR', note: 'in a wall' },
    { commodity: 'firearm', quantity: 4, unit: 'count', note: null }
  ]);
  expect((await eventById(engine, 'ev-3'))?.event.row).toBe(2);
  for (const id of ['none', `ev-3' OR '1'='1`]) expect(await eventById(engine, id)).toBeNull();
  const undated = await eventById(engine, 'ev-6');
  expect([undated?.event.start, undated?.event.lat, undated?.items.length]).toEqual([null, null, 0]);
});

test('rows of a list come in order of the rows', async () => {
  const { engine, file } = await openTiny();
  await loadEvents(engine, await eventFiles(engine, file), 'UTC');
  expect((await eventsOfRows(engine, [5, 1])).map(({ row, id }) => [row, id])).toEqual([
    [1, 'ev-2'],
    [5, 'ev-6']
  ]);
  expect(await eventsOfRows(engine, [])).toEqual([]);
});
