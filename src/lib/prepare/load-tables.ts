import type { NativeEngine } from '../engine/native.ts';
import { runs } from './activity-rows.ts';
import type { ActivityTally, Count } from './activity-tally.ts';
import type { EventBook } from './collect-events.ts';
import { makeTable, numberColumn, textColumn, type MadeColumn } from './make-table.ts';
import { PLAIN_EVENT_COLUMNS } from './mapping-schema.ts';
import { placeOrder, type PlaceRow } from './place-rows.ts';

/** Makes the tables `events` and `items` that writeCase takes. */
export async function loadEvents(engine: NativeEngine, book: EventBook): Promise<void> {
  await makeTable(engine, 'events', book.events, [
    textColumn('id', (event) => event.id),
    textColumn('kind', (event) => event.kind),
    textColumn('title', (event) => event.title),
    numberColumn('start', 'TIMESTAMP', (event) => event.start),
    numberColumn('end', 'TIMESTAMP', (event) => event.end),
    textColumn('time_precision', (event) => event.precision),
    textColumn('date_basis', (event) => event.dateBasis),
    numberColumn('lat', 'DOUBLE', (event) => event.lat),
    numberColumn('lon', 'DOUBLE', (event) => event.lon),
    numberColumn('place_radius_m', 'DOUBLE', (event) => event.placeRadiusM),
    { name: 'sources', type: 'VARCHAR[]', of: (event) => event.sources },
    ...PLAIN_EVENT_COLUMNS.map((name) =>
      textColumn<EventBook['events'][number]>(name, ({ plain }) => plain[name])
    )
  ]);
  await makeTable(engine, 'items', book.items, [
    textColumn('event_id', ({ eventId }) => eventId),
    textColumn('commodity', ({ item }) => item.commodity),
    numberColumn('quantity', 'DOUBLE', ({ item }) => item.quantity),
    textColumn('unit', ({ item }) => item.unit),
    textColumn('note', ({ item }) => item.note)
  ]);
}

/** Makes the table `cells` out of places in the order of their numbers. */
export async function loadCells(engine: NativeEngine, places: readonly PlaceRow[]): Promise<void> {
  await makeTable(
    engine,
    'cells',
    [...places.entries()],
    [
      numberColumn('cell', 'UINTEGER', ([number]) => number),
      textColumn('h3', ([, place]) => place.h3),
      numberColumn('lat', 'DOUBLE', ([, place]) => place.lat),
      numberColumn('lon', 'DOUBLE', ([, place]) => place.lon),
      textColumn('country', ([, place]) => place.country),
      textColumn('region', ([, place]) => place.region),
      textColumn('name', ([, place]) => place.name)
    ]
  );
}

/**
 * Makes the tables `cells`, `activity`, `coverage` and the rollups that writeCase takes, with the places numbered in
 * order of their keys.
 */
export async function loadActivity(
  engine: NativeEngine,
  tally: ActivityTally,
  places: readonly PlaceRow[],
  stepHours: number
): Promise<void> {
  const order = placeOrder(places);
  const ordered: PlaceRow[] = [];
  places.forEach((place, number) => {
    ordered[order[number]] = place;
  });
  await loadCells(engine, ordered);
  // A zero is kept by the collected periods: the format has rows only where there is something.
  const counts = [...tally.counts()].filter(({ count }) => count.messages > 0);
  await makeTable(engine, 'activity', counts, [
    numberColumn('hour', 'UINTEGER', ({ hour }) => hour),
    numberColumn('cell', 'UINTEGER', ({ place }) => order[place]),
    textColumn('traffic', ({ traffic }) => (traffic === '' ? null : traffic)),
    ...countColumns<(typeof counts)[number]>(({ count }) => count)
  ]);
  if (tally.countsDevices) await loadRollups(engine, tally, places, order);
  await loadGaps(engine, tally, order, stepHours);
}

function countColumns<T>(of: (row: T) => Count): MadeColumn<T>[] {
  return [
    numberColumn('messages', 'UINTEGER', (row) => of(row).messages),
    numberColumn('devices', 'UINTEGER', (row) => of(row).devices?.size ?? null)
  ];
}

type Group = readonly [key: string, count: Count];

/** Devices are counted anew at each level; without devices writeCase adds the messages up itself. */
async function loadRollups(
  engine: NativeEngine,
  tally: ActivityTally,
  places: readonly PlaceRow[],
  order: readonly number[]
): Promise<void> {
  const counts = countColumns<Group>(([, count]) => count);
  const part = (index: number) => (group: Group) => group[0].split(' ')[index];
  const byDay = tally.rollup((hour, place) => `${Math.floor(hour / 24)} ${order[place]}`);
  await makeTable<Group>(
    engine,
    'rollup_day_cell',
    [...byDay],
    [
      numberColumn('day', 'UINTEGER', (group) => Number(part(0)(group))),
      numberColumn('cell', 'UINTEGER', (group) => Number(part(1)(group))),
      ...counts
    ]
  );
  const byCountry = tally.rollup((hour, place) => `${hour} ${places[place].country ?? ''}`);
  await makeTable<Group>(
    engine,
    'rollup_hour_country',
    [...byCountry],
    [
      numberColumn('hour', 'UINTEGER', (group) => Number(part(0)(group))),
      textColumn('country', (group) => (part(1)(group) === '' ? null : part(1)(group))),
      ...counts
    ]
  );
  const byHour = tally.rollup((hour) => String(hour));
  await makeTable<Group>(
    engine,
    'rollup_hour',
    [...byHour],
    [numberColumn('hour', 'UINTEGER', ([key]) => Number(key)), ...counts]
  );
}

/** Hours in which a place has no value although the hour was collected elsewhere. */
async function loadGaps(
  engine: NativeEngine,
  tally: ActivityTally,
  order: readonly number[],
  stepHours: number
): Promise<void> {
  const collected = new Set(tally.hours());
  const gaps = [...tally.missing].flatMap(([place, hours]) => {
    const inside = [...hours].filter((hour) => collected.has(hour)).sort((a, b) => a - b);
    return inside.length === 0 ? [] : runs(inside, stepHours).map((range) => ({ place, range }));
  });
  await makeTable(engine, 'coverage', gaps, [
    numberColumn('cell', 'UINTEGER', ({ place }) => order[place]),
    numberColumn('start', 'TIMESTAMP', ({ range }) => range.from),
    numberColumn('end', 'TIMESTAMP', ({ range }) => range.to),
    textColumn('reason', () => 'no value in the source')
  ]);
}
