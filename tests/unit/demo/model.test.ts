import { expect, test } from 'vitest';
import {
  ALERT_HOUR,
  caseDayOf,
  caseMidnight,
  caseMonthOf,
  FIRST_HOUR,
  hourOf,
  HOURS,
  localHoursOfWeek
} from '../../../src/lib/prepare/demo/clock.ts';
import { drawCounts, scaleFor } from '../../../src/lib/prepare/demo/counts.ts';
import { DEFAULT_MESSAGES } from '../../../src/lib/prepare/demo/demo-case.ts';
import { deviceCount, deviceHomes } from '../../../src/lib/prepare/demo/devices.ts';
import { cellsByRegion } from '../../../src/lib/prepare/demo/effects.ts';
import { expectedByCell, MODEL } from '../../../src/lib/prepare/demo/expected.ts';
import { GAPS } from '../../../src/lib/prepare/demo/gaps.ts';
import { MARKETS } from '../../../src/lib/prepare/demo/market.ts';
import { regionRatio } from '../../../src/lib/prepare/demo/planted.ts';
import { hourOfWeekProfile } from '../../../src/lib/prepare/demo/rhythm.ts';
import { makeDemo } from './made.ts';

test('the activity is 98 days, and the alert is midnight of 13 June in Paris', () => {
  expect(HOURS).toBe(98 * 24);
  expect(ALERT_HOUR * 3_600_000).toBe(caseMidnight(2020, 6, 13));
});

test('local midnights follow the clock change of 29 March', () => {
  expect(new Date(caseMidnight(2020, 3, 29)).toISOString()).toBe('2020-03-28T23:00:00.000Z');
  expect(new Date(caseMidnight(2020, 3, 30)).toISOString()).toBe('2020-03-29T22:00:00.000Z');
  expect(caseDayOf(Date.parse('2020-05-31T22:30:00Z'))).toBe(caseMidnight(2020, 6, 1));
  expect(caseMonthOf(Date.parse('2020-05-31T22:30:00Z'))).toBe(caseMidnight(2020, 6, 1));
  expect(caseMonthOf(Date.parse('2020-05-31T21:30:00Z'))).toBe(caseMidnight(2020, 5, 1));
});

test('the hour of the week is that of the local clock, which has no hour 02 on Sunday 29 March', () => {
  const sunday = 6 * 24;
  const paris = localHoursOfWeek('Europe/Paris');
  const at = hourOf('2020-03-29T00:00:00Z') - FIRST_HOUR;
  expect([...paris.subarray(at, at + 3)]).toEqual([sunday + 1, sunday + 3, sunday + 4]);
  expect(localHoursOfWeek('Europe/London')[at]).toBe(sunday);
  expect(localHoursOfWeek('Europe/Helsinki')[at + 1]).toBe(sunday + 4);
});

test('profiles have mean 1 and differ between groups of countries', () => {
  const profiles = [...new Set(MARKETS.map((market) => market.rhythm))].map(hourOfWeekProfile);
  for (const profile of profiles) expect(profile.reduce((a, b) => a + b, 0) / 168).toBeCloseTo(1, 12);
  const peaks = profiles.map((profile) =>
    profile.subarray(0, 24).indexOf(Math.max(...profile.subarray(0, 24)))
  );
  expect(new Set(peaks).size).toBeGreaterThan(2);
});

test('the cells are numbered in the order of the H3 index, lie in Europe and have country and region', async () => {
  const { cells, world } = await makeDemo(1);
  const regions = new Map(world.regions.map((region) => [region.code, region.country]));
  expect(cells).toHaveLength(2500);
  expect(cells.map((cell) => cell.h3)).toEqual([...new Set(cells.map((cell) => cell.h3))].sort());
  cells.forEach((cell, index) => {
    expect(cell.cell).toBe(index);
    expect(regions.get(cell.region)).toBe(cell.country);
    expect(cell.name).not.toBe('');
    expect(cell.lat).toBeGreaterThan(34);
    expect(cell.lat).toBeLessThan(72);
  });
  expect(cells.reduce((sum, cell) => sum + cell.weight, 0)).toBeCloseTo(1, 12);
});

test('every device has one home and every cell has one', async () => {
  const { cells } = await makeDemo(1);
  const devices = deviceCount(DEFAULT_MESSAGES, cells.length);
  const homes = deviceHomes(cells, devices);
  expect(devices).toBeGreaterThan(49_900);
  expect(devices).toBeLessThan(50_100);
  let next = 0;
  for (const home of homes) {
    expect(home.first).toBe(next);
    expect(home.count).toBeGreaterThan(0);
    next += home.count;
  }
  expect(next).toBe(devices);
});

test('what is expected carries the planted ratio in its window, nothing in gaps, and collapses after the alert', async () => {
  const { cells, effects } = await makeDemo(4);
  const planted = expectedByCell(cells, effects, 4);
  const plain = expectedByCell(cells, [], 4);
  for (const effect of effects) {
    const cell = cells[effect.cells[0]];
    const [means, others] = [Float64Array.from(planted(cell)), Float64Array.from(plain(cell))];
    const ratios = (from: number, to: number) =>
      Array.from(means.subarray(from, to), (mean, index) => mean / others[from + index])
        // 0 / 0: an hour of a gap.
        .filter((ratio) => !Number.isNaN(ratio))
        .map((ratio) => Math.round(ratio * 1e9) / 1e9);
    const [from, to] = [effect.fromHour - FIRST_HOUR, effect.toHour - FIRST_HOUR];
    expect(new Set(ratios(from, to))).toEqual(new Set([effect.ratio]));
    expect(new Set([...ratios(0, from), ...ratios(to, HOURS)])).toEqual(new Set([1]));
  }
  const ireland = cells.find((cell) => cell.country === 'IE') ?? cells[0];
  const means = planted(ireland);
  for (const gap of GAPS) {
    expect(
      [...means.subarray(gap.fromHour - FIRST_HOUR, gap.toHour - FIRST_HOUR)].every((mean) => mean === 0)
    ).toBe(true);
    expect(means[gap.toHour - FIRST_HOUR]).toBeGreaterThan(0);
  }
  const at = ALERT_HOUR - FIRST_HOUR;
  const week = (from: number) => means.subarray(from, from + 168).reduce((a, b) => a + b, 0);
  expect(week(at + 96) / week(at - 168)).toBeLessThan(1.6 * MODEL.collapse.floor);
});

test('the default has over 100 million messages, and planted regions move by about their ratio', async () => {
  const { cells, effects } = await makeDemo(1);
  const { byHour, total } = drawCounts(cells, effects, 1, DEFAULT_MESSAGES);
  expect(total).toBeGreaterThan(100_000_000);
  expect(Math.abs(total / DEFAULT_MESSAGES - 1)).toBeLessThan(0.005);
  const regions = cellsByRegion(cells);
  const sum = (inside: readonly { readonly cell: number }[], from: number) => {
    let messages = 0;
    for (let hour = from - FIRST_HOUR; hour < from - FIRST_HOUR + 168; hour += 1) {
      for (const { cell } of inside) messages += byHour[hour * cells.length + cell];
    }
    return messages;
  };
  const change = (inside: readonly { readonly cell: number }[], at: number) =>
    sum(inside, at) / sum(inside, at - 168);
  const errors = effects
    .filter((effect) => effect.role !== 'unexplained')
    .map((effect) => {
      const found =
        change(regions.get(effect.region) ?? [], effect.fromHour) / change(cells, effect.fromHour);
      return Math.log(found / regionRatio(cells, effect));
    });
  expect(errors).toHaveLength(44);
  expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.35);
  expect(Math.abs(errors.reduce((a, b) => a + b, 0) / errors.length)).toBeLessThan(0.04);
});

test('the scale makes the expected total the number of messages asked for', async () => {
  const { cells, effects } = await makeDemo(2);
  const scale = scaleFor(cells, effects, 2, 5000);
  const expected = expectedByCell(cells, effects, 2);
  const total = cells.reduce((sum, cell) => sum + expected(cell).reduce((a, b) => a + b, 0), 0);
  expect(total * scale).toBeCloseTo(5000, 6);
});
