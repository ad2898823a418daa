import { describe, expect, test } from 'vitest';
import { METHODS, type CorrelationRecord, type Method } from '../../../src/lib/domain/correlation.ts';
import type { CaseData, ViewData } from '../../../src/lib/correlate/input.ts';
import { expectSound } from './sound-record.ts';
import { DAY, START, makeCase, runOn, viewOf, type Made, type MadeEvent } from './synthetic.ts';

const MIDDLE = 35 * 24;
const many = (count: number, make: (i: number) => Partial<MadeEvent>): MadeEvent[] =>
  Array.from({ length: count }, (_, i) => ({ at: MIDDLE, place: i % 8, ...make(i) }));
const gapOf = (from: number, to: number, place: number | null = null) => ({
  place,
  from: START + from * DAY,
  to: START + to * DAY,
  reason: 'test'
});

const CASES: readonly (readonly [string, Made])[] = [
  ['no event', {}],
  ['one event', { events: [{ at: MIDDLE, place: 0 }] }],
  ['all events at the same minute', { events: many(12, () => ({ precision: 'minute' })) }],
  [
    'an event outside the period',
    {
      events: [
        { at: -500, place: 0 },
        { at: 5000, place: 1 }
      ]
    }
  ],
  ['an event without a place', { events: [{ at: MIDDLE, place: null }] }],
  ['an event without a date', { events: [{ at: null, place: 0 }] }],
  ['an event inside a gap', { events: [{ at: MIDDLE, place: 0 }], gaps: [gapOf(30, 44)] }],
  ['a series of zeros', { level: (place) => (place === 0 ? 0 : 20), events: [{ at: MIDDLE, place: 0 }] }],
  ['nothing but zeros', { level: 0, events: many(12, (i) => ({ at: MIDDLE + 30 * i })) }],
  [
    'messages before the event only',
    { level: (_, hour) => (hour < MIDDLE ? 20 : 0), events: [{ at: MIDDLE, place: 0 }] }
  ],
  [
    'messages after the event only',
    { level: (_, hour) => (hour < MIDDLE ? 0 : 20), events: [{ at: MIDDLE, place: 0 }] }
  ],
  ['one cell', { places: 1, events: [{ at: MIDDLE, place: 0 }] }],
  ['three days of data', { days: 3, events: [{ at: 36, place: 0 }] }],
  ['one hour of data', { days: 1 / 24, events: [{ at: 0, place: 0 }] }],
  ['a baseline that is all gap', { events: [{ at: 66 * 24, place: 0 }], gaps: [gapOf(0, 65)] }],
  ['a gap over everything', { events: [{ at: MIDDLE, place: 0 }], gaps: [gapOf(0, 70)] }],
  ['a place whose gap is everything', { events: [{ at: MIDDLE, place: 0 }], gaps: [gapOf(0, 70, 0)] }],
  ['counts of 1e8', { level: 1e8, places: 4, events: many(4, () => ({})) }],
  ['constant counts', { level: 7, noise: 'exact', events: many(12, (i) => ({ at: 300 + 80 * i })) }],
  ['sparse counts', { level: 0.02, events: many(12, (i) => ({ at: 300 + 80 * i })) }],
  [
    'a daily case',
    { binMs: DAY, level: 400, events: many(12, (i) => ({ at: 240 + 96 * i, precision: 'day' })) }
  ],
  ['months only', { events: many(12, () => ({ precision: 'month' })) }],
  ['reported dates only', { events: many(12, () => ({ reported: true })) }],
  [
    'an analysis before the data',
    { analysis: { from: START - 9 * DAY, to: START - DAY }, events: many(3, () => ({})) }
  ],
  [
    'an analysis of two hours',
    { analysis: { from: START, to: START + 7_200_000 }, events: [{ at: 1, place: 0 }] }
  ]
];

async function allMethods(data: CaseData, view: ViewData): Promise<readonly CorrelationRecord[]> {
  const records: CorrelationRecord[] = [];
  const keep = (record: unknown) => records.push(record as CorrelationRecord);
  for (const method of METHODS)
    keep(await runOn(data, method, method === 'spacetime' ? { B: 99 } : {}, view));
  for (const W of [3, 14] as const) keep(await runOn(data, 'impact', { W, calibrate: true }, view));
  keep(await runOn(data, 'impact', { scope: { tag: 'network' }, counts: 'devices' }, view));
  keep(await runOn(data, 'impact', { scope: { tag: 'radius', km: 40 } }, view));
  keep(await runOn(data, 'impact', { eventId: 'ev-0' }, view));
  keep(await runOn(data, 'impact', { eventId: 'no such' }, view));
  keep(await runOn(data, 'surges', { unit: 'region' }, view));
  keep(await runOn(data, 'response', { step: 24 }, view));
  return records;
}

describe('bad input gets an answer without NaN', () => {
  test.each(CASES)('%s', async (_, made) => {
    const data = makeCase(made);
    for (const record of await allMethods(data, viewOf(data))) expectSound(record);
  });

  test('no activity at all', async () => {
    const data: CaseData = { ...makeCase({ events: [{ at: MIDDLE, place: 0 }] }), cube: null };
    for (const record of await allMethods(data, viewOf(data))) {
      expectSound(record);
      expect(record.insufficient).toBe('the case has no activity');
    }
  });

  test('a filter that leaves no place, or no event', async () => {
    const data = makeCase({ events: [{ at: MIDDLE, place: 0 }] });
    const none = { placeKeep: new Uint8Array(8) };
    for (const record of await allMethods(data, viewOf(data, none))) {
      expectSound(record);
      expect(record.insufficient).toBe('the filter leaves no place');
    }
    for (const record of await allMethods(data, viewOf(data, { eventKeep: new Uint8Array(1) }))) {
      expectSound(record);
    }
  });
});

describe('what cannot be said is said so', () => {
  const insufficient = async (method: Method, made: Made) => {
    const data = makeCase(made);
    return (await runOn(data, method, {})).insufficient;
  };
  const reasons = async (made: Made) => {
    const data = makeCase(made);
    return (await runOn(data, 'impact', {})).leftOut.map(({ code }) => code);
  };

  test('each reason to leave an event out', async () => {
    expect(await reasons({ events: [{ at: null, place: 0 }] })).toEqual(['no-date']);
    expect(await reasons({ events: [{ at: MIDDLE, place: 0, precision: 'month' }] })).toEqual([
      'date-too-coarse'
    ]);
    expect(await reasons({ events: [{ at: MIDDLE, place: 0, reported: true }] })).toEqual(['date-reported']);
    expect(await reasons({ events: [{ at: MIDDLE, place: null }] })).toEqual(['no-place']);
    expect(await reasons({ events: [{ at: 9000, place: 0 }] })).toEqual(['outside-period']);
    expect(await reasons({ events: [{ at: MIDDLE, place: 0 }], gaps: [gapOf(30, 44)] })).toEqual(['in-gap']);
    const twice = [0, 5].map((later) => ({ at: MIDDLE + later, place: 0, operation: 'Tide' }));
    expect(await reasons({ events: twice })).toEqual(['merged']);
  });

  test('three days, no event, and a network that was never collected', async () => {
    expect(await insufficient('impact', {})).toBe('there is no event under the filter');
    expect(await insufficient('breaks', { days: 3 })).toMatch(/28 are needed/);
    expect(await insufficient('surges', { days: 3 })).toMatch(/28 reference days/);
    expect(await insufficient('leadlag', {})).toBe('there is no day with an event');
    expect(await insufficient('response', { events: [{ at: MIDDLE, place: 0 }] })).toMatch(/5 are needed/);
    expect(await insufficient('impact', { gaps: [gapOf(0, 70)] })).toMatch(/nothing was collected/);
  });
});
