import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { readCorrelationCase } from '../../../src/cli/correlate-case.ts';
import { openSession, type OptionsOf } from '../../../src/lib/correlate/run.ts';
import type { Method, RecordFor } from '../../../src/lib/domain/correlation.ts';
import { decode } from '../../../src/lib/link/decode.ts';
import { expectSound } from './sound-record.ts';

const DEMO = 'cases/demo';
const HAS_DEMO = existsSync(`${DEMO}/planted.json`);
if (!HAS_DEMO) console.warn(`Skipped: there is no ${DEMO} (npm start makes it).`);

const planted = v.object({
  effects: v.array(
    v.object({
      event: v.nullable(v.string()),
      role: v.picklist(['dip', 'surge', 'control', 'unexplained']),
      from: v.string(),
      cells: v.array(v.number()),
      regionRatio: v.number()
    })
  )
});

describe.skipIf(!HAS_DEMO)('the demo', () => {
  const truth = HAS_DEMO
    ? v.parse(planted, JSON.parse(readFileSync(`${DEMO}/planted.json`, 'utf8'))).effects
    : [];
  const opening = HAS_DEMO ? readCorrelationCase(DEMO, decode('').view, 1, () => undefined) : null;

  /** Runs a method in two new sessions, as for two Views, and prints the processor's time of both (others may use it, too). */
  async function timed<M extends Method>(method: M, options: OptionsOf[M]): Promise<RecordFor<M>> {
    const read = await opening;
    if (read === null) throw new Error('no demo');
    const times: number[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const before = process.cpuUsage();
      await openSession(read.data, read.view).run(method, options);
      const { user, system } = process.cpuUsage(before);
      times.push(Math.round((user + system) / 1000));
    }
    console.log(`${method}: ${times[0]} ms of processor time at first, ${times[1]} ms for the next view`);
    return openSession(read.data, read.view).run(method, options);
  }

  test('planted changes are found and covered, controls are left alone', async () => {
    const record = await timed('impact', {});
    expectSound(record);
    const effects = new Map(record.result.effects.map((effect) => [effect.eventId, effect]));
    const score = { changes: 0, flagged: 0, covered: 0, relative: 0, controls: 0, alarms: 0 };
    for (const { event, role, regionRatio } of truth) {
      const effect = event === null ? undefined : effects.get(event);
      if (effect === undefined) continue;
      const { lo, hi, relative, q } = effect;
      const isFlagged = q !== null && q < 0.05;
      if (role === 'control') {
        score.controls += 1;
        if (isFlagged) score.alarms += 1;
        continue;
      }
      score.changes += 1;
      if (isFlagged) score.flagged += 1;
      if ((lo ?? 9) <= regionRatio && regionRatio <= (hi ?? 0)) score.covered += 1;
      if ((relative?.lo ?? 9) <= regionRatio && regionRatio <= (relative?.hi ?? 0)) score.relative += 1;
    }
    console.log(`planted in the demo: ${JSON.stringify(score)}`);
    expect(score.changes).toBeGreaterThanOrEqual(30);
    expect(score.flagged).toBeGreaterThanOrEqual(0.8 * score.changes);
    expect(score.covered).toBeGreaterThanOrEqual(0.85 * score.changes);
    expect(score.relative).toBeGreaterThanOrEqual(0.85 * score.changes);
    expect(score.alarms).toBeLessThanOrEqual(1);
  });

  test('the planted changes without an event lead the list of surges and silences', async () => {
    const record = await timed('surges', {});
    expectSound(record);
    const unexplained = truth.filter(({ role }) => role === 'unexplained');
    const first = record.result.episodes.slice(0, unexplained.length);
    for (const { cells, from } of unexplained) {
      const found = first.find(
        (episode) =>
          cells.some((cell) => episode.places.includes(cell)) &&
          Date.parse(episode.from) <= Date.parse(from) + 86_400_000 * 2 &&
          Date.parse(episode.to) > Date.parse(from)
      );
      expect(found?.isUnexplained).toBe(true);
    }
  });

  test('the collapse after the alert is found in the network', async () => {
    const record = await timed('breaks', {});
    expectSound(record);
    const collapse = record.result.network.changepoints[0];
    expect(collapse.ratio).toBeLessThan(0.5);
    expect(Math.abs(Date.parse(collapse.date) - Date.UTC(2020, 5, 13))).toBeLessThanOrEqual(86_400_000);
    expect(collapse.near.some(({ event }) => event.kind === 'alert')).toBe(true);
  });

  test('response, lead and lag, space and time', async () => {
    const response = await timed('response', {});
    expectSound(response);
    expect(response.result.overall?.nEvents).toBeGreaterThan(50);
    expectSound(await timed('leadlag', {}));
    const record = await timed('spacetime', {});
    expectSound(record);
    expect(record.result.grid).toHaveLength(9);
    expect(record.result.interaction?.B).toBe(9999);
  });
});
