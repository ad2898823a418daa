import {
  DuckDBTimestampValue,
  listValue,
  VARCHAR,
  LIST,
  type DuckDBAppender,
  type DuckDBConnection
} from '@duckdb/node-api';
import { ident } from '../sql/sql.ts';
import type { ActivityTally, Count } from './activity-tally.ts';
import type { EventBook } from './collect-events.ts';
import { PLAIN_EVENT_COLUMNS } from './mapping-schema.ts';
import { placeOrder, type PlaceRow } from './place-rows.ts';
import { runs } from './activity-rows.ts';

/** Makes the tables `events` and `items` that writeCase takes. */
export async function loadEvents(connection: DuckDBConnection, book: EventBook): Promise<void> {
  await connection.run(`CREATE TABLE events (
  id VARCHAR, kind VARCHAR, title VARCHAR, "start" TIMESTAMP, "end" TIMESTAMP, time_precision VARCHAR,
  date_basis VARCHAR, lat DOUBLE, lon DOUBLE, place_radius_m DOUBLE, sources VARCHAR[],
  ${PLAIN_EVENT_COLUMNS.map((name) => `${ident(name).text} VARCHAR`).join(', ')}
)`);
  await fill(connection, 'events', book.events, (appender, event) => {
    for (const text of [event.id, event.kind, event.title]) appender.appendVarchar(text);
    appendTime(appender, event.start);
    appendTime(appender, event.end);
    appender.appendVarchar(event.precision);
    appender.appendVarchar(event.dateBasis);
    for (const value of [event.lat, event.lon, event.placeRadiusM]) appendNumber(appender, value);
    appender.appendList(listValue([...event.sources]), LIST(VARCHAR));
    for (const name of PLAIN_EVENT_COLUMNS) appendText(appender, event.plain[name]);
  });
  await connection.run(
    'CREATE TABLE items (event_id VARCHAR, commodity VARCHAR, quantity DOUBLE, unit VARCHAR, note VARCHAR)'
  );
  await fill(connection, 'items', book.items, (appender, { eventId, item }) => {
    appender.appendVarchar(eventId);
    appender.appendVarchar(item.commodity);
    appender.appendDouble(item.quantity);
    appender.appendVarchar(item.unit);
    appendText(appender, item.note);
  });
}

/**
 * Makes the tables `cells`, `activity`, `coverage` and the rollups that writeCase takes, with the places numbered in
 * order of their keys.
 */
export async function loadActivity(
  connection: DuckDBConnection,
  tally: ActivityTally,
  places: readonly PlaceRow[],
  stepHours: number
): Promise<void> {
  const order = placeOrder(places);
  await connection.run(
    'CREATE TABLE cells (cell UINTEGER, h3 VARCHAR, lat DOUBLE, lon DOUBLE, country VARCHAR, region VARCHAR, name VARCHAR)'
  );
  await fill(connection, 'cells', [...places.entries()], (appender, [number, place]) => {
    appender.appendUInteger(order[number]);
    appendText(appender, place.h3);
    appender.appendDouble(place.lat);
    appender.appendDouble(place.lon);
    for (const text of [place.country, place.region, place.name]) appendText(appender, text);
  });
  await connection.run(
    'CREATE TABLE activity (hour UINTEGER, cell UINTEGER, traffic VARCHAR, messages UINTEGER, devices UINTEGER)'
  );
  // A zero is kept by the collected periods: the format has rows only where there is something.
  const counts = [...tally.counts()].filter(({ count }) => count.messages > 0);
  await fill(connection, 'activity', counts, (appender, { hour, place, traffic, count }) => {
    appender.appendUInteger(hour);
    appender.appendUInteger(order[place]);
    appendText(appender, traffic === '' ? null : traffic);
    appendCount(appender, count);
  });
  if (tally.countsDevices) await loadRollups(connection, tally, places, order);
  await loadGaps(connection, tally, order, stepHours);
}

/** Devices are counted anew at each level; without devices writeCase adds the messages up itself. */
async function loadRollups(
  connection: DuckDBConnection,
  tally: ActivityTally,
  places: readonly PlaceRow[],
  order: readonly number[]
): Promise<void> {
  await connection.run(
    'CREATE TABLE rollup_day_cell (day UINTEGER, cell UINTEGER, messages UINTEGER, devices UINTEGER)'
  );
  const byDay = tally.rollup((hour, place) => `${Math.floor(hour / 24)} ${order[place]}`);
  await fill(connection, 'rollup_day_cell', [...byDay], (appender, [key, count]) => {
    for (const part of key.split(' ')) appender.appendUInteger(Number(part));
    appendCount(appender, count);
  });
  await connection.run(
    'CREATE TABLE rollup_hour_country (hour UINTEGER, country VARCHAR, messages UINTEGER, devices UINTEGER)'
  );
  const byCountry = tally.rollup((hour, place) => `${hour} ${places[place].country ?? ''}`);
  await fill(connection, 'rollup_hour_country', [...byCountry], (appender, [key, count]) => {
    const [hour, country] = key.split(' ');
    appender.appendUInteger(Number(hour));
    appendText(appender, country === '' ? null : country);
    appendCount(appender, count);
  });
  await connection.run('CREATE TABLE rollup_hour (hour UINTEGER, messages UINTEGER, devices UINTEGER)');
  const byHour = tally.rollup((hour) => String(hour));
  await fill(connection, 'rollup_hour', [...byHour], (appender, [key, count]) => {
    appender.appendUInteger(Number(key));
    appendCount(appender, count);
  });
}

/** Hours in which a place has no value although the hour was collected elsewhere. */
async function loadGaps(
  connection: DuckDBConnection,
  tally: ActivityTally,
  order: readonly number[],
  stepHours: number
): Promise<void> {
  const collected = new Set(tally.hours());
  const gaps = [...tally.missing].flatMap(([place, hours]) => {
    const inside = [...hours].filter((hour) => collected.has(hour)).sort((a, b) => a - b);
    return inside.length === 0 ? [] : runs(inside, stepHours).map((range) => ({ place, range }));
  });
  await connection.run(
    'CREATE TABLE coverage (cell UINTEGER, "start" TIMESTAMP, "end" TIMESTAMP, reason VARCHAR)'
  );
  await fill(connection, 'coverage', gaps, (appender, { place, range }) => {
    appender.appendUInteger(order[place]);
    appendTime(appender, range.from);
    appendTime(appender, range.to);
    appender.appendVarchar('no value in the source');
  });
}

async function fill<T>(
  connection: DuckDBConnection,
  table: string,
  rows: readonly T[],
  append: (appender: DuckDBAppender, row: T) => void
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    append(appender, row);
    appender.endRow();
  }
  appender.closeSync();
}

function appendCount(appender: DuckDBAppender, { messages, devices }: Count): void {
  appender.appendUInteger(messages);
  if (devices === null) appender.appendNull();
  else appender.appendUInteger(devices.size);
}

function appendTime(appender: DuckDBAppender, at: number | null): void {
  if (at === null) appender.appendNull();
  else appender.appendTimestamp(new DuckDBTimestampValue(BigInt(at) * 1000n));
}

function appendNumber(appender: DuckDBAppender, value: number | null): void {
  if (value === null) appender.appendNull();
  else appender.appendDouble(value);
}

function appendText(appender: DuckDBAppender, text: string | null): void {
  if (text === null) appender.appendNull();
  else appender.appendVarchar(text);
}
