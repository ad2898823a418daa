import { describe, expect, test } from 'vitest';
import type { EventEffect } from '../../../src/lib/domain/correlation-impact.ts';
import { expectSound } from './sound-record.ts';
import { DAY, START, makeCase, runOn, viewOf, type Made, type MadeEvent } from './synthetic.ts';

const MIDDLE = 35 * 24 + 10;
const HALVED = (place: number, hour: number) =>
  place === 0 && hour >= MIDDLE && hour < MIDDLE + 7 * 24 ? 25 : 50;
const RAID: MadeEvent = { at: MIDDLE, place: 0 };

async function effectOf(made: Made, options = {}): Promise<EventEffect> {
  const data = makeCase(made);
  const { result } = await runOn(data, 'impact', { eventId: 'ev-0', ...options });
  const [effect] = result.effects;
  if (effect === undefined) throw new Error('no effect');
  return effect;
}

describe('one event', () => {
  test('a fall to half is found, its interval covers it, and it is graded supported', async () => {
    const effect = await effectOf({ level: HALVED, events: [RAID] });
    expect(effect).toMatchObject({
      W: 7,
      gap: 0,
      scope: 'NL-A',
      blocksPre: 7,
      blocksPost: 7,
      grade: 'supported'
    });
    expect(effect.rr).toBeCloseTo(0.5, 1);
    expect(effect.lo).toBeLessThan(0.5);
    expect(effect.hi).toBeGreaterThan(0.5);
    expect(effect.relative).toMatchObject({ nControls: 7 });
    expect(effect.sentence).toMatch(
      /^In the 7 days after “Event 0” on 6 April 2020, NL-A showed [\d,]+ messages where/
    );
    expect(effect.sentence).toMatch(/\d+ % fewer \(95 % interval −\d+ % to −\d+ %\)/);
    expect(effect.sentence).toContain('Compared with 7 regions without such an event');
    expect(effect.sentence).toMatch(/it does not show that the event brought it about\.$/);
  });

  test('the counts are those of the hours before and after, and the numbers of the ratio', async () => {
    const effect = await effectOf({
      level: (_, hour) => (hour < MIDDLE ? 40 : 60),
      noise: 'exact',
      events: [RAID]
    });
    const { rr, messagesPre, messagesPost, expectedPre, expectedPost } = effect;
    expect(rr).toBeCloseTo(messagesPost / expectedPost / (messagesPre / expectedPre), 12);
    expect(rr).toBeCloseTo(1.5, 2);
    expect(effect.expectedAtPreLevel).toBeCloseTo((expectedPost * messagesPre) / expectedPre, 8);
  });

  test('a fall of all regions is no change against the others', async () => {
    const all = (_: number, hour: number) => (hour >= MIDDLE ? 25 : 50);
    const effect = await effectOf({ level: all, events: [RAID] });
    expect(effect.rr).toBeLessThan(0.6);
    expect(effect.relative?.lo).toBeLessThan(1);
    expect(effect.relative?.hi).toBeGreaterThan(1);
    expect(effect.grade).not.toBe('supported');
  });

  test('without a change nothing is shown, and the least change that could be seen is told', async () => {
    const effect = await effectOf({ level: 50, events: [RAID] });
    expect(effect.grade).toBe('not shown');
    expect(effect.sentence).toMatch(
      /No change was shown; a drop of less than \d+ % could well have been missed\./
    );
  });

  test('where only the day is known, that day belongs to neither window', async () => {
    const at = 35 * 24;
    const level = (place: number, hour: number) => (place === 0 && hour >= at && hour < at + 24 ? 500 : 20);
    const effect = await effectOf({ level, events: [{ at, place: 0, precision: 'day' }] });
    expect(effect).toMatchObject({ gap: 1, blocksPre: 7, blocksPost: 7 });
    expect(effect.rr).toBeGreaterThan(0.8);
    expect(effect.rr).toBeLessThan(1.25);
  });

  test('its series and blocks add up to the counts, and say what was not collected', async () => {
    const gap = { place: null, from: START + 30 * DAY, to: START + 31 * DAY, reason: 'x' };
    const data = makeCase({ level: 20, events: [RAID], gaps: [gap] });
    const { result } = await runOn(data, 'impact', { eventId: 'ev-0' });
    const { detail, effects } = result;
    const after = detail?.blocks.filter(({ side }) => side === 'after') ?? [];
    expect(after.reduce((sum, { observed }) => sum + (observed ?? 0), 0)).toBe(effects[0].messagesPost);
    expect(detail?.series.observed.filter((value) => value === null)).toHaveLength(24);
    expect(detail?.series.stepHours).toBe(1);
    expect(effects[0].placebo?.ratios).toHaveLength(effects[0].placebo?.m ?? -1);
  });

  test('other events of the region in the windows are named, whatever the filter, and the result is of the group', async () => {
    const events = [RAID, { at: MIDDLE + 50, place: 0 }, { at: MIDDLE + 60, place: 1 }];
    const data = makeCase({ events });
    const view = viewOf(data, { eventKeep: Uint8Array.of(1, 0, 1) });
    const { result } = await runOn(data, 'impact', {}, view);
    expect(result.effects.map(({ eventId, overlap }) => [eventId, overlap])).toEqual([
      ['ev-0', ['ev-1']],
      ['ev-2', []]
    ]);
    expect(result.effects[0].sentence).toContain('the group of “Event 0”');
  });

  test('events of one operation within a day are one; of another they are two', async () => {
    const pair = (operation: string): MadeEvent[] => [
      { ...RAID, operation: 'Tide' },
      { at: MIDDLE + 5, place: 0, operation }
    ];
    const run = async (operation: string) =>
      (await runOn(makeCase({ events: pair(operation) }), 'impact', {})).result.effects;
    expect((await run('Tide')).map(({ merged }) => merged)).toEqual([['ev-1']]);
    expect(await run('Ebb')).toHaveLength(2);
  });

  test('a region that holds too little is rolled up to its country, and says so', async () => {
    const effect = await effectOf({ level: (place) => (place === 0 ? 0.05 : 20), events: [RAID] });
    expect(effect).toMatchObject({ scope: 'NL', rolledUp: true, relative: null });
  });

  test('places within a radius instead of the region', async () => {
    const effect = await effectOf({ events: [RAID] }, { scope: { tag: 'radius', km: 40 } });
    expect(effect.scope).toBe('2 places within 40 km');
    expect(effect.relative?.nControls).toBe(6);
  });

  test('regions with such an event in the windows are no controls', async () => {
    const others = [1, 2, 3].map((place) => ({ at: MIDDLE + 24, place }));
    const effect = await effectOf({ events: [RAID, ...others] });
    expect(effect.relative?.nControls).toBe(4);
    const most = [1, 2, 3, 4, 5].map((place) => ({ at: MIDDLE + 24, place }));
    expect((await effectOf({ events: [RAID, ...most] })).relative).toBeNull();
  });
});

describe('many events', () => {
  test('q corrects over all events tested, and the sentence counts them', async () => {
    const events = [RAID, ...[1, 2, 3, 4, 5].map((place) => ({ at: MIDDLE, place }))];
    const record = await runOn(makeCase({ level: HALVED, events }), 'impact', {});
    const { effects, tested, flagged } = record.result;
    expect([tested, flagged]).toEqual([6, 1]);
    const p = effects.map((effect) => effect.p ?? NaN);
    expect(effects[0].q).toBeCloseTo(Math.min(1, p[0] * 6), 10);
    expect(record.sentences[0]).toMatch(/^1 of 6 results is flagged; on average at most about one in twenty/);
  });

  test('planted changes over 25 seeds: found, covered about as often as stated, controls left alone', async () => {
    const truths = [0.4, 0.6, 0.8, 1, 1, 1.25, 1.6];
    let covered = 0;
    let relativeCovered = 0;
    let total = 0;
    let found = 0;
    let falseAlarms = 0;
    for (let seed = 1; seed <= 25; seed += 1) {
      const level = (place: number, hour: number) =>
        40 * (hour >= MIDDLE && hour < MIDDLE + 168 ? (truths[place] ?? 1) : 1);
      const events = truths.map((_, place) => ({ at: MIDDLE, place }));
      const { result } = await runOn(makeCase({ places: 14, level, events, seed }), 'impact', {});
      for (const [i, { lo, hi, relative, q }] of result.effects.entries()) {
        const truth = truths[i];
        total += 1;
        if ((lo ?? 9) <= truth && truth <= (hi ?? 0)) covered += 1;
        if ((relative?.lo ?? 9) <= truth && truth <= (relative?.hi ?? 0)) relativeCovered += 1;
        const isFlagged = q !== null && q < 0.05;
        if (isFlagged && truth === 1) falseAlarms += 1;
        if (isFlagged && (truth === 0.4 || truth === 0.6 || truth === 1.6)) found += 1;
      }
    }
    console.log(
      `planted: 2a covers ${covered}/${total}, 2b ${relativeCovered}/${total}; large changes found ${found}/75, false alarms ${falseAlarms}/50`
    );
    // 95 % of 175 is 166; four standard errors below is 155.
    expect(covered).toBeGreaterThanOrEqual(155);
    expect(relativeCovered).toBeGreaterThanOrEqual(155);
    expect(found).toBeGreaterThanOrEqual(72);
    expect(falseAlarms).toBeLessThanOrEqual(8);
  });

  test('false alarms at ordinary dates of the case itself are near nominal', async () => {
    const record = await runOn(makeCase({ places: 14, events: [RAID] }), 'impact', { calibrate: true });
    expect(record.result.calibration?.dates).toBe(300);
    expect(record.result.calibration?.share).toBeLessThan(0.12);
    const { alarms = -1, share = -1, lo = 1, hi = 0 } = record.result.calibration ?? {};
    expect(share).toBe(alarms / 300);
    expect(lo).toBeLessThan(share);
    expect(hi).toBeGreaterThan(share);
    expect(record.seed).toBe(1);
    expect(record.sentences[1]).toContain(`at ${alarms} of 300 ordinary dates`);
    expect(record.sentences[1]).toContain('seed 1');
  });

  test('where too few ordinary dates are left it says that false alarms cannot be measured', async () => {
    const record = await runOn(makeCase({ days: 28, events: [RAID] }), 'impact', { W: 14, calibrate: true });
    expect(record.result.calibration).toBeNull();
    expect(record.sentences.join(' ')).toContain('cannot be measured');
  });
});

describe('distinct devices', () => {
  const made = makeCase({ level: HALVED, events: [RAID] });
  const hours = Uint32Array.from({ length: 70 * 24 }, (_, i) => START / 3_600_000 + i);
  const data = {
    ...made,
    hours: {
      hour: hours,
      messages: new Float64Array(hours.length),
      devices: Float64Array.from(hours, (_, i) => (i >= MIDDLE ? 30 : 40) + (i % 3))
    }
  };
  const ask = { eventId: 'ev-0', counts: 'devices', scope: { tag: 'network' } } as const;

  test('of the whole network are compared hour by hour, and their sum is not called devices', async () => {
    const record = await runOn(data, 'impact', ask);
    expect(record.result.effects[0].rr).toBeCloseTo(31 / 41, 2);
    expect(record.result.effects[0].sentence).toContain('device-hours');
    expect(record.unit).toEqual({ name: 'device-hours', scale: 1 });
    expect(record.n.messages).toBe(data.hours.devices.reduce((sum, value) => sum + value, 0));
    expect(record.warnings.join(' ')).toContain('these are no numbers of devices');
  });

  test('stand beside messages: fewer messages of as many devices are a disagreement, and its size is told', async () => {
    const hit = (_: number, hour: number) => (hour >= MIDDLE ? 25 : 50);
    const steady = Float64Array.from(hours, (_, i) => 400 + (i % 3));
    const quieter = {
      ...makeCase({ level: hit, events: [RAID] }),
      hours: { ...data.hours, devices: steady }
    };
    const network = { scope: { tag: 'network' } } as const;
    const one = await runOn(quieter, 'impact', { ...network, eventId: 'ev-0' });
    const [{ rr, beside, sentence }] = one.result.effects;
    expect(rr).toBeCloseTo(0.5, 1);
    expect(beside).toMatchObject({ counts: 'devices', name: 'device-hours', disagrees: true, q: null });
    expect(beside?.rr).toBeCloseTo(1, 3);
    expect(beside?.perDevice).toBeCloseTo((rr ?? NaN) / (beside?.rr ?? NaN), 12);
    expect(sentence).toContain(beside?.sentence);
    expect(beside?.sentence).toMatch(/The two counts disagree.*messages per device changed by −(4|5)\d %/);
    expect(one.result.besideLack).toBeNull();
    expect(one.unit.name).toBe('messages');
    expect(one.warnings.join(' ')).toContain('these are no numbers of devices');
    const all = await runOn(quieter, 'impact', network);
    expect(all.result.effects[0].beside?.q).toBe(all.result.effects[0].beside?.p);
    const turned = await runOn(quieter, 'impact', ask);
    expect(turned.result.effects[0].beside).toMatchObject({ counts: 'messages', rr, disagrees: true });
    expect(turned.result.effects[0].beside?.perDevice).toBeCloseTo(beside?.perDevice ?? NaN, 12);
    expectSound(one);
    expectSound(all);
  });

  test('that fall with the messages are no disagreement; where they are not known one line says why', async () => {
    const hit = (_: number, hour: number) => (hour >= MIDDLE ? 25 : 50);
    const devices = Float64Array.from(hours, (_, i) => (i >= MIDDLE ? 200 : 400) + (i % 3));
    const fallen = { ...makeCase({ level: hit, events: [RAID] }), hours: { ...data.hours, devices } };
    const { result } = await runOn(fallen, 'impact', { scope: { tag: 'network' } });
    expect(result.effects[0].beside?.disagrees).toBe(false);
    expect(result.effects[0].beside?.sentence).toContain('do not disagree beyond their intervals');
    const region = await runOn(fallen, 'impact', {});
    expect(region.result.effects[0].beside).toBeNull();
    expect(region.result.besideLack).toContain('known for all places together only');
    expect((await runOn(made, 'impact', {})).result.besideLack).toContain('not known for this case');
    expectSound(region);
  });

  test('of a part of the network, or by traffic, or of a case without them, are not known, and it says why', async () => {
    const lack = async (options: object, view = {}) =>
      (await runOn(data, 'impact', { ...ask, ...options }, viewOf(data, view))).insufficient;
    expect(await lack({ scope: { tag: 'region' } })).toContain('their counts do not add up');
    expect(await lack({ scope: { tag: 'region' }, eventId: undefined })).toContain('do not add up');
    expect(await lack({ scope: { tag: 'radius', km: 40 } })).toContain('do not add up');
    expect(await lack({}, { placeKeep: Uint8Array.from([1, 1, 0, 0, 0, 0, 0, 0]) })).toContain(
      'do not add up'
    );
    expect(await lack({}, { isAllTraffic: false })).toContain('by kind of traffic');
    expect((await runOn(made, 'impact', ask)).insufficient).toContain('not known for this case');
  });
});
