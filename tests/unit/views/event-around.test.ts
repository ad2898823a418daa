import { expect, test } from 'vitest';
import { HOUR_MS, type PlaceTable } from '../../../src/lib/domain/activity.ts';
import { cellAt, cellCentre } from '../../../src/lib/geo/cell.ts';
import { buildCube } from '../../../src/lib/views/activity-cube.ts';
import { observationOf } from '../../../src/lib/views/collection.ts';
import { activityAround, placesAround } from '../../../src/lib/views/event-activity.ts';
import { nearbyEvents } from '../../../src/lib/views/event-nearby.ts';
import { CERTAIN, HIDDEN } from '../../../src/lib/views/tally.ts';
import { makeEventTable } from './event-tables.ts';

const ROTTERDAM = [51.92, 4.48] as const;

test('events near in time and place come nearest first, hidden and far ones not at all', () => {
  const table = makeEventTable([
    { start: '2020-06-12T10:00Z', point: ROTTERDAM },
    { start: '2020-06-12T12:00Z', point: [51.92, 4.49] },
    { start: '2020-06-10T10:00Z', point: ROTTERDAM },
    { start: '2020-06-12T10:00Z', point: [52.37, 4.89] },
    { start: '2020-06-12T10:30Z', point: ROTTERDAM },
    { start: '2020-06-12T10:00Z' },
    { start: '2020-06-20T10:01Z', point: ROTTERDAM }
  ]);
  const states = new Uint8Array(table.count).fill(CERTAIN);
  states[4] = HIDDEN;
  const found = nearbyEvents(table, 0, states);
  // Row 3 is 57 km away, row 5 nowhere, row 6 more than a week later.
  expect(found.map(({ row }) => row)).toEqual([1, 2]);
  expect(found[0].apartMs).toBe(2 * HOUR_MS);
  expect(found[0].distanceKm).toBeCloseTo(0.686, 2);
  expect(found[1].apartMs).toBe(-48 * HOUR_MS);
  expect(nearbyEvents(table, 5, states)).toEqual([]);
});

test('of a vague date the least time apart is told', () => {
  const table = makeEventTable([
    { start: '2020-06-12T00:00Z', startEnd: '2020-06-13T00:00Z', point: ROTTERDAM },
    { start: '2020-06-12T18:00Z', point: ROTTERDAM },
    { start: '2020-06-14T00:00Z', point: ROTTERDAM }
  ]);
  const found = nearbyEvents(table, 0, new Uint8Array(3).fill(CERTAIN));
  expect(found.map(({ row, apartMs }) => [row, apartMs / HOUR_MS])).toEqual([
    [1, 0],
    [2, 24]
  ]);
});

/** The cell of Rotterdam, one of its neighbours by centre, and a region without a cell. */
function makePlaces(): PlaceTable {
  const first = cellAt(ROTTERDAM[1], ROTTERDAM[0], 5) ?? '';
  const second = cellAt(ROTTERDAM[1] + 0.35, ROTTERDAM[0], 5) ?? '';
  const centres = [first, second].map(cellCentre);
  return {
    count: 3,
    lat: Float64Array.of(centres[0].lat, centres[1].lat, 50),
    lon: Float64Array.of(centres[0].lon, centres[1].lon, 10),
    h3: [first, second, null],
    country: ['NL', 'NL', 'DE'],
    region: ['NL-ZH', 'NL-UT', 'DE-HE'],
    name: ['Rotterdam', 'Gouda', 'Hesse']
  };
}

test('the places around an event are its cell, those within the doubt about its point, else its region or country', () => {
  const places = makePlaces();
  const table = makeEventTable([
    { point: ROTTERDAM },
    { point: ROTTERDAM, radiusM: 60_000 },
    { country: 'DE', region: 'DE-HE' },
    { country: 'NL' },
    { point: [10, 10] },
    { country: 'FR' }
  ]);
  const of = (row: number) => {
    const found = placesAround(table, row, places);
    return found === null ? null : [found.by, ...found.keep];
  };
  expect(of(0)).toEqual(['cell', 1, 0, 0]);
  expect(of(1)).toEqual(['radius', 1, 1, 0]);
  expect(of(2)).toEqual(['region', 0, 0, 1]);
  expect(of(3)).toEqual(['country', 1, 1, 0]);
  expect(of(4)).toBeNull();
  expect(of(5)).toBeNull();
});

test('the activity around an event is summed by whole hours, and what was not collected is no data', () => {
  const hour = Date.UTC(2020, 5, 12, 10) / HOUR_MS;
  const hours = Array.from({ length: 48 }, (_, index) => hour - 24 + index);
  const cube = buildCube(
    [{ place: hours.map(() => 0), bin: hours, messages: hours.map((_, index) => index + 1) }],
    2,
    HOUR_MS
  );
  const gap = { place: null, from: (hour + 1) * HOUR_MS, to: (hour + 2) * HOUR_MS, reason: 'outage' };
  const observation = observationOf({ collected: [], gaps: [gap] });
  const start = { from: hour * HOUR_MS + 60_000, to: hour * HOUR_MS + 120_000 };
  const keep = Uint8Array.of(1, 0);
  const bars = activityAround(cube, observation, keep, start, HOUR_MS);
  expect(bars.map(({ from }) => from / HOUR_MS - hour)).toEqual([-1, 0, 1]);
  expect(bars.map(({ count }) => count)).toEqual([24, 25, NaN]);
  const sixths = activityAround(cube, observation, keep, start, 7 * 24 * HOUR_MS);
  expect(sixths[0].to - sixths[0].from).toBe(6 * HOUR_MS);
  const partly = sixths.find(({ from, to }) => from <= gap.from && to > gap.from);
  expect(partly?.known).toBeCloseTo(5 / 6, 10);
  expect(sixths.reduce((sum, { count }) => sum + (Number.isNaN(count) ? 0 : count), 0)).toBe(1176);
});
