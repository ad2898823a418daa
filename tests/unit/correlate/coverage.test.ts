import { describe, expect, test } from 'vitest';
import { gridOf } from '../../../src/lib/correlate/grid.ts';
import { prepareCase } from '../../../src/lib/correlate/prepared.ts';
import { DAY, START, makeCase, runOn, viewOf } from './synthetic.ts';

const HOUR = 3_600_000;
const gap = (from: number, to: number, place: number | null = null) => ({
  place,
  from: START + from,
  to: START + to,
  reason: 'x'
});

function prepared(made: Parameters<typeof makeCase>[0]) {
  const data = makeCase(made);
  const ready = prepareCase(data, viewOf(data));
  if (ready === null) throw new Error('nothing to prepare');
  return ready;
}

describe('what was not collected is never zero', () => {
  test('hours of a gap are missing, hours half covered keep their share as exposure', () => {
    const ready = prepared({ gaps: [gap(10 * HOUR, 12 * HOUR), gap(20 * HOUR, 20.25 * HOUR)] });
    const { y, exposure } = ready.series(0, ready.whole);
    expect([y[9], y[10], y[11], y[12]].map(Number.isNaN)).toEqual([false, true, true, false]);
    expect([exposure?.[9], exposure?.[20]]).toEqual([1, 0.75]);
  });

  test('between collected periods there is no data', () => {
    const collected = [0, 20].map((day) => ({ from: START + day * DAY, to: START + (day + 10) * DAY }));
    const ready = prepared({ collected });
    const { y } = ready.series(0, ready.whole);
    expect(y).toHaveLength(30 * 24);
    expect(Array.from(y).findIndex((value) => Number.isNaN(value))).toBe(240);
    expect(Array.from(y).filter(Number.isNaN)).toHaveLength(240);
  });

  test('a gap of one of two like places halves the exposure of their region, not its rate', () => {
    const made = {
      perRegion: 2,
      places: 4,
      level: 30,
      noise: 'exact',
      gaps: [gap(10 * DAY, 12 * DAY, 0)]
    } as const;
    const ready = prepared(made);
    const { exposure } = ready.series(0, ready.whole);
    expect(exposure?.[9 * 24]).toBe(1);
    // The two days that are lacking are not quite like the other days of the week.
    expect(exposure?.[11 * 24]).toBeCloseTo(0.5, 2);
    const missing = prepared({ ...made, gaps: [gap(10 * DAY, 12 * DAY, 0), gap(10 * DAY, 12 * DAY, 1)] });
    expect(missing.series(0, missing.whole).y[11 * 24]).toBeNaN();
  });

  test('a day of which an hour or more is lacking gives no alert, and a gap is no break', async () => {
    const gaps = [gap(50 * DAY, 52 * DAY)];
    const record = await runOn(makeCase({ level: 50, gaps }), 'surges', {});
    const dates = record.result.episodes.flatMap(({ alerts }) => alerts.map(({ date }) => Date.parse(date)));
    expect(dates.filter((date) => date >= START + 50 * DAY && date < START + 52 * DAY)).toEqual([]);
    const breaks = await runOn(makeCase({ level: 50, gaps }), 'breaks', {});
    expect(breaks.result.network.changepoints).toEqual([]);
    expect(breaks.result.network.n).toBe(68);
  });
});

describe('the rule of suspected gaps', () => {
  const silence = (from: number, to: number) => (_: number, hour: number) =>
    hour >= from && hour < to ? 0.2 : 30;

  test('hours in which the whole network falls silent and comes back are listed and taken as not collected', async () => {
    const record = await runOn(makeCase({ level: silence(800, 805) }), 'breaks', {});
    expect(record.suspectedGaps).toEqual([
      { from: new Date(START + 800 * HOUR).toISOString(), to: new Date(START + 805 * HOUR).toISOString() }
    ]);
    expect(record.warnings.join(' ')).toContain('taken as not collected');
  });

  test('a filter does not make a silent region look like a failure of the collection', async () => {
    const data = makeCase({ level: (place, hour) => (place === 0 && hour >= 800 && hour < 805 ? 0 : 30) });
    const placeKeep = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0);
    expect((await runOn(data, 'breaks', {}, viewOf(data, { placeKeep }))).suspectedGaps).toEqual([]);
  });

  test('a collapse of 95 % inside the period survives and is found as a break', async () => {
    const record = await runOn(makeCase({ level: (_, hour) => (hour >= 1000 ? 1.5 : 30) }), 'breaks', {});
    expect(record.suspectedGaps).toEqual([]);
    const { collapse } = record.result.network;
    expect(collapse?.ratio).toBeLessThan(0.1);
    expect(Math.abs(Date.parse(collapse?.date ?? '') - (START + 1000 * HOUR))).toBeLessThanOrEqual(1.5 * DAY);
  });

  test('after the end of the analysis nothing is suspected', async () => {
    const analysis = { from: START, to: START + 40 * DAY };
    const record = await runOn(makeCase({ level: silence(1200, 1205), analysis }), 'breaks', {});
    expect(record.suspectedGaps).toEqual([]);
  });
});

describe('time', () => {
  test('the end of the analysis is an exact instant: an hour that it cuts is left out', () => {
    const ready = prepared({ analysis: { from: START, to: START + 40 * DAY + 90 * 60_000 } });
    expect(ready.analysis).toEqual({ from: 0, to: 40 * 24 + 1 });
  });

  test('a case that names no analysis ends it at the first alert', () => {
    const made = makeCase({ events: [{ at: 960, place: null, kind: 'alert' }] });
    const data = { ...made, analysis: made.period };
    const ready = prepareCase(data, viewOf(data));
    expect(ready?.analysis.to).toBe(960);
    expect(ready?.warnings.join(' ')).toContain('ends with the first alert');
  });

  test('days laid out over hours add up to the days', () => {
    const data = makeCase({ binMs: DAY, level: 1234 });
    const ready = prepared({ binMs: DAY, level: 1234 });
    const { y } = ready.series(0, ready.whole);
    const [count] = data.cube?.cumulative ?? [];
    const day = Array.from(y).slice(0, 24);
    expect(day.reduce((sum, value) => sum + value, 0)).toBeCloseTo(count ?? NaN, 8);
    expect(gridOf(data)?.isDaily).toBe(true);
  });

  test('a change in a daily case is found at its day', async () => {
    const level = (place: number, day: number) => (place === 0 && day > 35 && day <= 42 ? 200 : 400);
    const events = [{ at: 35 * 24, place: 0, precision: 'day' as const }];
    const data = makeCase({ binMs: DAY, level, events });
    const { result } = await runOn(data, 'impact', { eventId: 'ev-0' });
    const [effect] = result.effects;
    expect(effect.gap).toBe(1);
    expect(effect.lo).toBeLessThan(0.5);
    expect(effect.hi).toBeGreaterThan(0.5);
    expect(effect.messagesPost).toBe(Math.round(effect.messagesPost));
    expect(result.detail?.series.stepHours).toBe(24);
  });

  test('the week is that of the region: a country of several zones is read in UTC, and that is said', () => {
    expect(prepared({}).units[0].zone).toBe('Europe/Amsterdam');
    const data = makeCase({});
    const places = { ...data.places, country: data.places.country.map(() => 'US') };
    const ready = prepareCase({ ...data, places }, viewOf(data));
    expect(ready?.units[0].zone).toBe('UTC');
    expect(ready?.warnings.join(' ')).toContain('that of UTC, not of local clocks, in US');
  });
});
