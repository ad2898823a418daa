import { gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, test } from 'vitest';
import { DAY, START, makeCase, runOn, type MadeEvent } from './synthetic.ts';

const HOUR = 3_600_000;
/** A cell, its six neighbours, then others far away. */
const HOME = latLngToCell(52, 5, 4);
const CELLS = [HOME, ...gridDisk(HOME, 1).filter((cell) => cell !== HOME), latLngToCell(45, 5, 4)];

describe('surges and silences', () => {
  const surge = (place: number, hour: number) => {
    const day = Math.floor(hour / 24);
    if (place < 3 && day >= 50 && day < 53) return 60;
    return place === 7 && day >= 55 && day < 57 ? 60 : 20;
  };

  test('alerts of places that touch and of days in a row are one episode, with its range and counts', async () => {
    const { result } = await runOn(makeCase({ level: surge, h3: CELLS }), 'surges', { kinds: ['surge'] });
    const [first, second] = result.episodes;
    expect(first.places).toEqual([0, 1, 2]);
    expect([first.from, first.to]).toEqual([50, 53].map((day) => new Date(START + day * DAY).toISOString()));
    expect(first.alertsFound).toBe(9);
    expect(first.observed).toBe(first.alerts.reduce((sum, { observed }) => sum + observed, 0));
    expect(second.places).toEqual([7]);
    expect(first.observed / first.expected).toBeCloseTo(3, 0);
  });

  test('the unexplained ones come first, though weaker; a filter cannot make one unexplained', async () => {
    const events: MadeEvent[] = [{ at: 49 * 24, place: 0 }];
    const made = makeCase({ level: surge, events });
    // Places on a line: the event lies in place 0 and is near to places 0 and 1.
    const data = { ...made };
    const hidden = {
      eventKeep: new Uint8Array(1),
      placeKeep: null,
      isAllTraffic: true,
      words: [],
      analysesRun: 1,
      seed: 1
    };
    for (const view of [{ ...hidden, eventKeep: Uint8Array.of(1) }, hidden]) {
      const { result } = await runOn(data, 'surges', { kinds: ['surge'] }, view);
      const own = result.episodes.find(({ places }) => places.includes(0));
      expect(own?.isUnexplained).toBe(false);
      expect(own?.near.map(({ event, days }) => [event.id, days])).toEqual([['ev-0', 1]]);
      const flags = result.episodes.map(({ isUnexplained }) => isUnexplained);
      expect(flags).toEqual([...flags].sort((a, b) => Number(b) - Number(a)));
      expect(flags[0]).toBe(true);
    }
  });

  test('an event known to the month may be near, but explains nothing', async () => {
    const events: MadeEvent[] = [{ at: 40 * 24, place: 0, precision: 'month' }];
    const { result } = await runOn(makeCase({ level: surge, events }), 'surges', { kinds: ['surge'] });
    const own = result.episodes.find(({ places }) => places.includes(0));
    expect(own).toMatchObject({ isUnexplained: true });
    expect(own?.near).toHaveLength(1);
  });

  test('a silence of a place is found, and after a warning to the network it is explained by that', async () => {
    const level = (_: number, hour: number) => (hour >= 60 * 24 ? 0.5 : 20);
    const events: MadeEvent[] = [{ at: 60 * 24 - 2, place: null, kind: 'alert' }];
    const { result } = await runOn(makeCase({ level, events }), 'surges', { kinds: ['silence'] });
    const late = result.episodes.filter(({ from }) => Date.parse(from) >= START + 59 * DAY);
    expect(late.length).toBeGreaterThan(0);
    expect(late.every(({ isUnexplained, near }) => !isUnexplained && near[0].event.kind === 'alert')).toBe(
      true
    );
  });

  test('chance gives few alerts where nothing was planted', async () => {
    const { result } = await runOn(makeCase({ places: 40, level: 30, seed: 3 }), 'surges', {});
    expect(result.quietRate.surge).toBeLessThan(25);
    expect(result.shown).toBeLessThan(0.02 * result.tested);
  });
});

describe('breaks', () => {
  test('the nearest events of the scope are named, with their distance in days', async () => {
    const level = (place: number, hour: number) => (place === 0 && hour >= 40 * 24 ? 60 : 20);
    const events: MadeEvent[] = [
      { at: 39 * 24 + 5, place: 0 },
      { at: 39 * 24, place: 1 },
      { at: 10 * 24, place: 0 }
    ];
    const { result } = await runOn(makeCase({ level, events }), 'breaks', {});
    const [region] = result.regions;
    expect(region.scope).toBe('NL-A');
    expect(region.changepoints[0].date).toBe(new Date(START + 40 * DAY).toISOString());
    expect(region.changepoints[0].near.map(({ event, days }) => [event.id, days])).toEqual([['ev-0', 1]]);
    expect(result.regions.slice(1).every(({ changepoints }) => changepoints.length === 0)).toBe(true);
  });
});

describe('response', () => {
  const at = (i: number) => 200 + 60 * i;
  const events: MadeEvent[] = Array.from({ length: 20 }, (_, i) => ({
    at: at(i),
    place: 0,
    kind: i % 2 === 0 ? 'raid' : 'seizure'
  }));

  test('a dip in the cell of raids is found there and for raids, not around, not for seizures', async () => {
    const dips = events.filter(({ kind }) => kind === 'raid').map((event) => event.at ?? 0);
    const level = (place: number, hour: number) =>
      place === 0 && dips.some((start) => hour >= start && hour < start + 24) ? 15 : 30;
    const data = makeCase({ level, events, h3: CELLS, perRegion: 8, seed: 4 });
    const { result } = await runOn(data, 'response', {});
    const same = (kind: string) => result.byKind.find((study) => study.kind === kind)?.windows[1];
    const ring = (name: string) => result.byRing.find((study) => study.ring === name)?.windows[1];
    expect(ring('cell')?.p).toBeLessThan(0.01);
    expect(ring('cell')?.ratio).toBeLessThan(0.9);
    expect(ring('neighbours')?.pAdj).toBeGreaterThan(0.05);
    expect(same('raid')?.ratio ?? 1).toBeLessThan(same('seizure')?.ratio ?? 0);
    expect(result.overall?.lags).toHaveLength(241);
  });

  test('events too near the ends are left out by name', async () => {
    const data = makeCase({ events: [...events, { at: 30, place: 0 }, { at: 69 * 24, place: 1 }] });
    const record = await runOn(data, 'response', {});
    const edge = record.leftOut.filter(({ code }) => code === 'near-the-edge').map(({ eventId }) => eventId);
    expect(edge).toEqual(['ev-20', 'ev-21']);
    expect(record.n.eventsUsed).toBe(20);
  });
});

describe('lead and lag', () => {
  test('activity that falls the day after events is found at lag 1', async () => {
    const days = [5, 9, 14, 18, 23, 27, 32, 36, 41, 45, 50, 55, 59, 64, 68, 75, 79, 84];
    const events = days.map((day) => ({ at: 24 * day + 10, place: null }));
    const level = (_: number, hour: number) => (days.includes(Math.floor(hour / 24) - 1) ? 15 : 30);
    const record = await runOn(makeCase({ days: 90, level, events }), 'leadlag', {});
    const { lags, ccfPrewhitened } = record.result;
    const strongest = ccfPrewhitened.reduce<number>(
      (best, r, i) => (Math.abs(r ?? 0) > Math.abs(ccfPrewhitened[best] ?? 0) ? i : best),
      0
    );
    expect(lags[strongest]).toBe(1);
    expect(record.sentences[0]).toContain('lower 1 day after days with more events');
  });
});

describe('space and time', () => {
  test('surges planted after events are found, the same for a seed, all nine settings shown', async () => {
    const days = Array.from({ length: 14 }, (_, i) => 42 + 2 * i);
    const events = days.map((day, i) => ({ at: 24 * day + 3, place: (5 * i) % 14 }));
    const level = (place: number, hour: number) =>
      days.some((day, i) => (5 * i) % 14 === place && [1, 2].includes(Math.floor(hour / 24) - day)) ? 80 : 20;
    const data = makeCase({ places: 14, days: 75, level, events });
    const first = await runOn(data, 'spacetime', { B: 999 });
    expect(first.result.interaction?.p).toBeLessThan(0.01);
    expect(first.result.grid).toHaveLength(9);
    expect(first.seed).toBe(1);
    expect(JSON.stringify(await runOn(data, 'spacetime', { B: 999 }))).toBe(JSON.stringify(first));
    const lastHour = START + 75 * 24 * HOUR;
    expect(Date.parse(first.period?.to ?? '')).toBe(lastHour);
  });
});
