import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readCorrelationCase } from '../../../src/cli/correlate-case.ts';
import { openSession } from '../../../src/lib/correlate/run.ts';
import { METHODS } from '../../../src/lib/domain/correlation.ts';
import { decode } from '../../../src/lib/link/decode.ts';
import { CALIBRATION } from '../../../src/lib/views/method-calibration.ts';
import { METHOD_TEXTS } from '../../../src/lib/views/method-texts.ts';

const DEMO = fileURLToPath(new URL('../../../cases/demo/', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../../../src/lib/views/method-example.json', import.meta.url));
const SEED = 1;
/** An event of the demo with a planted fall in its region and no other event beside it. */
const EVENT = 'ev-0027';

test.skipIf(!existsSync(`${DEMO}case.json`))(
  'the numbers of the methods page are those of the demo (npx vitest -u writes them anew)',
  async () => {
    const { view } = decode('');
    const read = await readCorrelationCase(DEMO, view, SEED, () => undefined);
    const session = openSession(read.data, read.view);
    const one = await session.run('impact', { eventId: EVENT });
    const all = await session.run('impact', { calibrate: true });
    const effect = one.result.effects[0];
    const among = all.result.effects.find(({ eventId }) => eventId === EVENT);
    const planted = (
      JSON.parse(await readFile(`${DEMO}planted.json`, 'utf8')) as {
        readonly effects: readonly { readonly event: string | null; readonly regionRatio: number }[];
      }
    ).effects.find(({ event }) => event === EVENT);
    const sentences: Record<string, { readonly version: string; readonly sentences: readonly string[] }> = {};
    const records = [
      one,
      await session.run('response', {}),
      await session.run('leadlag', {}),
      await session.run('breaks', {}),
      await session.run('surges', {}),
      await session.run('spacetime', {})
    ];
    for (const record of records)
      sentences[record.method] = { version: record.version, sentences: record.sentences };
    const example = {
      case: 'demo',
      fingerprint: read.fingerprint,
      seed: SEED,
      event: EVENT,
      before: effect.messagesPre,
      after: effect.messagesPost,
      expected: effect.expectedAtPreLevel,
      ratio: effect.rr,
      lo: effect.lo,
      hi: effect.hi,
      phi: effect.phi,
      rho: effect.rho,
      planted: planted?.regionRatio ?? null,
      q: among?.q ?? null,
      tested: all.result.tested,
      flagged: all.result.flagged,
      calibration: all.result.calibration,
      methods: sentences
    };
    // What was planted lies inside the interval, else the example would teach the wrong thing.
    expect(effect.lo).toBeLessThan(planted?.regionRatio ?? NaN);
    expect(effect.hi).toBeGreaterThan(planted?.regionRatio ?? NaN);
    await expect(`${JSON.stringify(example, null, 2)}\n`).toMatchFileSnapshot(EXAMPLE);
  }
);

test('every method is explained, with its sources and how it fails', () => {
  expect(METHOD_TEXTS.map(({ method }) => method)).toEqual([...METHODS]);
  for (const text of METHOD_TEXTS)
    for (const part of [
      text.steps,
      text.formulas,
      text.defaults,
      text.assumptions,
      text.failures,
      text.sources
    ])
      expect(part.length, text.method).toBeGreaterThan(0);
  expect(CALIBRATION.filter(({ isUsed }) => isUsed).length).toBeGreaterThan(5);
});

test('no text claims more than association', () => {
  const texts = JSON.stringify([METHOD_TEXTS, CALIBRATION]);
  expect(texts).not.toMatch(/\bproves?\b|\bcaused\b|because of|probability that he|p = 0\b/i);
});
