import { latLngToCell } from 'h3-js';
import { describe, expect, test } from 'vitest';
import { isInPolygons } from '../../../src/lib/geo/point-in-polygon.ts';
import { RESOLUTION } from '../../../src/lib/prepare/demo/cells.ts';
import { ALERT_HOUR, CASE_FROM, CASE_TO, FIRST_HOUR } from '../../../src/lib/prepare/demo/clock.ts';
import { ROLES } from '../../../src/lib/prepare/demo/effects.ts';
import { dealOut, DUTCH_TOTALS } from '../../../src/lib/prepare/demo/hauls.ts';
import { MARKETS } from '../../../src/lib/prepare/demo/market.ts';
import { overlapping, plantedTruth } from '../../../src/lib/prepare/demo/planted.ts';
import { SOURCES } from '../../../src/lib/prepare/demo/sources.ts';
import { makeAnew, makeDemo } from './made.ts';

const WEEK = 168;
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

describe.each(SEEDS)('with seed %d', (seed) => {
  test('the Dutch items add up exactly to the reported totals, all by the announcement', async () => {
    const { events } = await makeDemo(seed);
    const dutch = events.filter((event) => event.country === 'NL');
    const items = dutch.flatMap((event) => event.items);
    for (const { commodity, unit, total } of DUTCH_TOTALS) {
      const own = items.filter((item) => item.commodity === commodity);
      expect(own.every((item) => item.unit === unit && item.quantity > 0)).toBe(true);
      expect(
        own.reduce((sum, item) => sum + item.quantity, 0),
        commodity
      ).toBe(total);
    }
    const last = Math.max(...dutch.filter(({ items: found }) => found.length > 0).map(({ start }) => start));
    expect(last).toBeLessThan(Date.parse('2020-07-02T00:00:00Z'));
  });

  test('each planted change has its region and its cells for itself, in a window before the alert', async () => {
    const { effects, cells } = await makeDemo(seed);
    for (const [role, count] of Object.entries(ROLES)) {
      expect(effects.filter((effect) => effect.role === role)).toHaveLength(count);
    }
    expect(new Set(effects.map((effect) => effect.region)).size).toBe(effects.length);
    const changed = effects.filter((effect) => effect.ratio !== 1).flatMap((effect) => effect.cells);
    expect(new Set(changed).size).toBe(changed.length);
    for (const effect of effects) {
      expect(effect.startHour - WEEK).toBeGreaterThanOrEqual(FIRST_HOUR);
      expect(effect.toHour).toBeLessThanOrEqual(ALERT_HOUR);
      if (effect.role !== 'unexplained')
        expect(effect.toHour - effect.startHour).toBe(effect.precision === 'day' ? 192 : WEEK);
      if (effect.scope === 'region') {
        expect(effect.cells).toEqual(
          cells.filter(({ region }) => region === effect.region).map(({ cell }) => cell)
        );
      }
    }
    const ratios = (role: string) =>
      effects.filter((effect) => effect.role === role).map(({ ratio }) => ratio);
    expect([Math.min(...ratios('dip')), Math.max(...ratios('dip'))]).toEqual([0.3, 0.8]);
    expect([Math.min(...ratios('surge')), Math.max(...ratios('surge'))]).toEqual([1.3, 2]);
    expect(new Set(ratios('control'))).toEqual(new Set([1]));
  });

  test('all but three planted events have their windows to themselves, and surprises have no event near', async () => {
    const { effects, events } = await makeDemo(seed);
    const crowded = effects.filter((effect, index) => overlapping(effect, index, events).length > 0);
    expect(crowded).toHaveLength(3);
    expect(crowded.every((effect) => effect.role !== 'unexplained')).toBe(true);
  });

  test('ids are unique and in order of time; one alert; places and times lie inside the case', async () => {
    const { events } = await makeDemo(seed);
    const numbers = events.map((event) => event.id);
    expect(numbers).toEqual([...new Set(numbers)].sort());
    expect(events.map(({ start }) => start)).toEqual(events.map(({ start }) => start).sort((a, b) => a - b));
    const alerts = events.filter((event) => event.kind === 'alert');
    expect(alerts.map(({ start, precision }) => [start, precision])).toEqual([
      [ALERT_HOUR * 3_600_000, 'hour']
    ]);
    const sources = new Set(SOURCES.map((source) => source.id));
    for (const event of events) {
      expect(event.start).toBeGreaterThanOrEqual(CASE_FROM);
      expect(event.start).toBeLessThan(CASE_TO);
      if (event.end !== null) expect(event.end).toBeGreaterThan(event.start);
      expect(event.summary).toMatch(/^Synthetic: /);
      expect(event.title).not.toContain('@');
      expect(event.sources.every((source) => sources.has(source))).toBe(true);
    }
  });

  test('country and region of an event are those of its point and of the cells around it', async () => {
    const { events, cells, world } = await makeDemo(seed);
    const regionOfCell = new Map(cells.map((cell) => [cell.h3, cell.region]));
    const outlines = new Map(world.regions.map((region) => [region.code, region]));
    const countries = new Set(MARKETS.map((market) => market.country));
    for (const event of events) {
      if (event.country !== null) expect(countries.has(event.country)).toBe(true);
      if (event.region !== null) expect(outlines.get(event.region)?.country).toBe(event.country);
      if (event.lat === null || event.lon === null) {
        expect([event.lat, event.lon, event.placeRadiusM]).toEqual([null, null, null]);
        continue;
      }
      expect(event.placeRadiusM).toBeGreaterThan(0);
      expect(regionOfCell.get(latLngToCell(event.lat, event.lon, RESOLUTION))).toBe(event.region);
    }
    const inside = events.filter(
      ({ lat, lon, region }) =>
        lat !== null && lon !== null && isInPolygons(outlines.get(region ?? '')?.polygons ?? [], lon, lat)
    );
    // Towns on a coast or a border may lie just outside an outline drawn for small scales.
    expect(inside.length).toBeGreaterThan(0.95 * events.filter(({ lat }) => lat !== null).length);
  });

  test('dates and places are known more or less well', async () => {
    const { events } = await makeDemo(seed);
    const count = (of: (event: (typeof events)[number]) => boolean) => events.filter(of).length;
    for (const precision of ['minute', 'hour', 'day', 'month', 'year']) {
      expect(
        count((event) => event.precision === precision),
        precision
      ).toBeGreaterThan(1);
    }
    expect(count((event) => event.dateBasis === 'reported')).toBeGreaterThan(5);
    expect(count((event) => event.country === null)).toBeGreaterThan(3);
    expect(
      count((event) => event.country !== null && event.lat === null && event.region === null)
    ).toBeGreaterThan(3);
    expect(count((event) => event.region !== null && event.lat === null)).toBeGreaterThan(3);
    expect(count((event) => (event.placeRadiusM ?? 0) >= 8000)).toBeGreaterThan(5);
    expect(events.length).toBeGreaterThan(200);
    expect(events.length).toBeLessThan(320);
  });
});

test('the same seed plans the same case, another seed another', async () => {
  const truth = async (seed: number) => {
    const { cells, effects, events } = await makeAnew(seed);
    return plantedTruth(cells, effects, events, { seed: 0, messages: 0, devices: 0 });
  };
  expect(await truth(5)).toEqual(await truth(5));
  expect(await truth(5)).not.toEqual(await truth(6));
});

test('the truth names the event of each effect, and the cells of each gap', async () => {
  const { cells, effects, events } = await makeDemo(1);
  const truth = plantedTruth(cells, effects, events, { seed: 1, messages: 10, devices: 2 });
  const ids = new Set(events.map((event) => event.id));
  for (const effect of truth.effects) {
    if (effect.role === 'unexplained') expect(effect.event).toBeNull();
    else expect(ids.has(effect.event ?? '')).toBe(true);
    if (effect.scope === 'region') expect(effect.regionRatio).toBe(effect.ratio);
    else expect(Math.abs(Math.log(effect.regionRatio))).toBeLessThanOrEqual(Math.abs(Math.log(effect.ratio)));
  }
  expect(truth.gaps.map((gap) => gap.cells?.length ?? 'all')).toEqual([
    'all',
    cells.filter(({ country }) => country === 'IE').length
  ]);
});

test('dealing out keeps the total, the steps and at least one step each', () => {
  expect(dealOut(12, [1, 1, 2], 1)).toEqual([3, 4, 5]);
  const parts = dealOut(25_000_000, [3, 1000, 0.001, 77], 5);
  expect(parts.reduce((a, b) => a + b, 0)).toBe(25_000_000);
  expect(parts.every((part) => part >= 5 && part % 5 === 0)).toBe(true);
  expect(() => dealOut(3, [1, 1, 1, 1], 1)).toThrow(RangeError);
  expect(() => dealOut(3, [], 1)).toThrow(RangeError);
});
