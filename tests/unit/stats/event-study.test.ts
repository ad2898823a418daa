import { describe, expect, test } from 'vitest';
import { eventStudy, type EventStudyInput } from '../../../src/lib/stats/event-study.ts';
import { mulberry32 } from '../../../src/lib/stats/random.ts';
import { standardise, studyMask } from '../../../src/lib/stats/study-input.ts';
import { nansIn } from './nans.ts';

function makeResiduals(n: number, seed = 1): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from({ length: n }, () => random() - 0.5);
}

function study(r: Float64Array, events: readonly number[], change: Partial<EventStudyInput> = {}) {
  return eventStudy({
    series: [{ r, events }],
    lagsBefore: 3,
    lagsAfter: 3,
    windows: [
      { from: -3, to: -1 },
      { from: 0, to: 0 },
      { from: 1, to: 3 }
    ],
    ...change
  });
}

describe('an event study', () => {
  test('agrees with shifting the events one by one', () => {
    const n = 90;
    const r = makeResiduals(n).map((value, i) => (i % 13 === 4 ? NaN : value));
    const events = [5, 6, 40, 77];
    const shifted = Array.from({ length: n }, (_, shift) => {
      const means = [1, 2, 3].map((lag) => {
        const values = events
          .map((event) => r[(event + shift + lag) % n])
          .filter((value) => !Number.isNaN(value));
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      });
      const present = means.filter((value) => !Number.isNaN(value));
      return present.reduce((sum, value) => sum + value, 0) / present.length;
    });
    const centre = shifted.reduce((sum, value) => sum + value, 0) / n;
    const far = shifted.filter((value) => Math.abs(value - centre) >= Math.abs(shifted[0] - centre) - 1e-9);
    const { windows } = study(r, events);
    expect(windows[2].stat).toBeCloseTo(shifted[0], 12);
    expect(windows[2].exceed).toBe(far.length);
    expect(windows[2].p).toBeCloseTo(far.length / n, 12);
  });

  test('finds a planted rise, and only in its window', () => {
    const r = makeResiduals(400);
    const events = [20, 77, 130, 201, 260, 333];
    for (const event of events) r[event] += 2;
    const { windows, composite, lags } = study(r, events);
    expect(windows[1].p).toBe(1 / 400);
    expect(windows[1].pAdj).toBeCloseTo(3 / 400, 12);
    expect(windows[2].p).toBeGreaterThan(0.01);
    expect(composite[lags.indexOf(0)]).toBeGreaterThan(1.5);
  });

  test('shifts all regions together: events in two regions count as one set', () => {
    const r = makeResiduals(100);
    const apart = eventStudy({
      series: [
        { r, events: [30] },
        { r, events: [60] }
      ],
      lagsBefore: 3,
      lagsAfter: 3,
      windows: [{ from: 0, to: 3 }]
    });
    expect(apart.windows[0].stat).toBeCloseTo(
      study(r, [30, 60], { windows: [{ from: 0, to: 3 }] }).windows[0].stat ?? 0
    );
    expect(apart.windows[0].exceed).toBe(
      study(r, [30, 60], { windows: [{ from: 0, to: 3 }] }).windows[0].exceed
    );
  });

  test('lists the events too near the ends and leaves them out', () => {
    const { excludedEdge, nEventsUsed, nEvents } = study(makeResiduals(50), [2, 3, 46, 47]);
    expect(excludedEdge).toEqual([2, 47]);
    expect(nEventsUsed).toBe(2);
    expect(nEvents).toBe(4);
  });

  test('says what one event weighs, and the ratio of messages', () => {
    const r = new Float64Array(60);
    r[30] = 4;
    const y = new Float64Array(60).fill(30);
    const mu = new Float64Array(60).fill(20);
    const { windows } = eventStudy({
      series: [{ r, events: [10, 30], y, mu }],
      lagsBefore: 3,
      lagsAfter: 3,
      windows: [{ from: 0, to: 0 }]
    });
    expect(windows[0].leaveOneOut).toEqual({ least: 0, greatest: 4 });
    expect(windows[0].ratio).toBe(1.5);
  });

  test.each([
    ['no event', makeResiduals(60), []],
    ['all events at the ends', makeResiduals(60), [0, 59]],
    ['all values missing', new Float64Array(60).fill(NaN), [20, 30]],
    ['a constant series', new Float64Array(60).fill(0.25), [20, 30]],
    ['no hours at all', new Float64Array(0), []]
  ] as const)('with %s has no NaN and is not to be tested', (_name, r, events) => {
    const found = study(r, [...events]);
    expect(nansIn(found)).toEqual([]);
    expect(found.tooFew).toBe(true);
    for (const { p } of found.windows) expect(p === null || p === 1).toBe(true);
  });

  test('with whole-day shifts cuts the series to whole days', () => {
    const { windows } = study(makeResiduals(24 * 20 + 7), [100, 200], { step: 24 });
    expect(windows[0].nShifts).toBe(20);
  });

  test('refuses regions that cover different hours', () => {
    const series = [
      { r: makeResiduals(50), events: [20] },
      { r: makeResiduals(40), events: [20] }
    ];
    expect(() => eventStudy({ series, lagsBefore: 1, lagsAfter: 1, windows: [] })).toThrow('50 and 40');
  });
});

describe('the input of an event study', () => {
  test('leaves out the hours after events while 60 % remain, else none', () => {
    expect(Array.from(studyMask(20, [5], 3) ?? [])).toEqual([
      0,
      0,
      0,
      0,
      0,
      1,
      1,
      1,
      1,
      ...new Array<number>(11).fill(0)
    ]);
    expect(studyMask(20, [5, 12], 4)).toBeNull();
  });

  test('has mean 0 and standard deviation 1 per region', () => {
    const z = standardise(Float64Array.of(1, NaN, 3));
    expect(Array.from(z)).toEqual([-1, NaN, 1]);
    expect(standardise(Float64Array.of(2, 2)).every(Number.isNaN)).toBe(true);
  });
});
