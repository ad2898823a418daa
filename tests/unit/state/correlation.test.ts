import { expect, test } from 'vitest';
import type { Asking, Correlator } from '../../../src/lib/compute/client.ts';
import { DEFAULT_ANALYSIS } from '../../../src/lib/domain/analysis.ts';
import { METHODS } from '../../../src/lib/domain/correlation.ts';
import { trafficUnknown } from '../../../src/lib/domain/failure.ts';
import { NO_FILTER } from '../../../src/lib/domain/filter.ts';
import { DEFAULT_VIEW, type View } from '../../../src/lib/domain/view.ts';
import type { Engine } from '../../../src/lib/engine/engine.ts';
import { AnalysisLog } from '../../../src/lib/state/analysis-log.ts';
import { Correlations, type Investigated } from '../../../src/lib/state/correlation.svelte.ts';
import type { OpenedCase } from '../../../src/lib/state/open-case.ts';
import { makeCase } from '../correlate/synthetic.ts';

/** Lets promises that are settled be heard. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

interface Asked {
  readonly method: string;
  readonly options: unknown;
  readonly asking: Asking;
  readonly answer: (sentence: string) => Promise<void>;
  readonly fail: (message: string) => Promise<void>;
}

/** A correlator that answers when the test says so. */
function deskOfTest() {
  const asked: Asked[] = [];
  const loaded: unknown[] = [];
  const correlator: Correlator = {
    load: (data) => void loaded.push(data),
    ask: (method, options, _view, _key, asking = {}) =>
      new Promise((resolve, reject) => {
        asking.signal?.addEventListener('abort', () => reject(asking.signal?.reason));
        asked.push({
          method,
          options,
          asking,
          answer: (sentence) => (resolve({ method, sentences: [sentence] } as never), turn()),
          fail: (message) => (reject(new Error(message)), turn())
        });
      }),
    close: () => undefined
  };
  return { asked, loaded, correlator };
}

const made = makeCase({ places: 2, days: 5 });
const NO_EVENTS = { values: [], codes: new Int16Array(0) };

function opened(changes: Partial<OpenedCase> = {}): OpenedCase {
  const engine: Pick<Engine, 'run'> = {
    run: () =>
      Promise.resolve({
        rows: 0,
        names: ['id', 'title', 'place', 'reported'],
        values: new Map<string, never[] | Uint8Array>([
          ['id', []],
          ['title', []],
          ['place', []],
          ['reported', new Uint8Array(0)]
        ])
      })
  };
  const events = {
    count: 0,
    kind: NO_EVENTS,
    country: NO_EVENTS,
    region: NO_EVENTS,
    operation: NO_EVENTS,
    precision: new Uint8Array(0)
  };
  const activity = { step: 'hour', unit: 'messages', scale: 1, collected: [] };
  const manifest = { zone: 'UTC', period: made.period, analysis: made.analysis, activity };
  const known = { engine, events, manifest, places: made.places, gaps: [], hours: null, activity: {} };
  return { ...known, ...changes } as unknown as OpenedCase;
}

/** An investigation whose parts the test sets. */
class Following implements Investigated {
  case = opened();
  view: View = { ...DEFAULT_VIEW, panel: 'impact' };
  filtered: Investigated['filtered'] = { masks: new Uint16Array(0), keep: new Uint8Array([1, 1]) };
  activity: { -readonly [K in keyof Investigated['activity']]: Investigated['activity'][K] } = {
    cube: made.cube,
    fullCube: made.cube,
    progress: null,
    isStopped: false,
    resume: () => undefined,
    error: null
  };
}

async function following() {
  const investigation = new Following();
  const desk = deskOfTest();
  const correlations = new Correlations(investigation, new AnalysisLog('x', null), desk.correlator);
  /** Shows another View, as the page does. */
  const show = async (changes: Partial<View>): Promise<void> => {
    investigation.view = { ...investigation.view, ...changes };
    correlations.follow();
    await turn();
    correlations.follow();
    await turn();
  };
  await show({});
  return { investigation, correlations, show, ...desk };
}

const from = (day: number): Partial<View> => ({ from: Date.UTC(2020, 2, day) });

test('the open panel is asked, and settles with its answer', async () => {
  const { correlations, asked } = await following();
  expect(asked.map(({ method }) => method)).toEqual(['impact']);
  expect(correlations.settled).toBe(false);
  await asked[0].answer('first');
  expect(correlations.status('impact')).toEqual({ tag: 'ready' });
  expect(correlations.settled).toBe(true);
  expect(correlations.record('impact')?.sentences).toEqual(['first']);
});

test('only the latest question counts: the one before is aborted, and its late answer is dropped', async () => {
  const { correlations, asked, show } = await following();
  await show(from(3));
  expect(asked).toHaveLength(2);
  expect(asked[0].asking.signal?.aborted).toBe(true);
  await asked[1].answer('second');
  await asked[0].answer('first, late');
  expect(correlations.record('impact')?.sentences).toEqual(['second']);
});

test('another panel aborts the run of the one before', async () => {
  const { asked, show } = await following();
  await show({ panel: 'surges' });
  expect(asked[0].asking.signal?.aborted).toBe(true);
  expect(asked[1].method).toBe('surges');
  await show({ panel: 'events' });
  expect(asked[1].asking.signal?.aborted).toBe(true);
});

test('a View seen before is answered from memory, whatever was set in between', async () => {
  const { correlations, asked, show } = await following();
  await asked[0].answer('seven days');
  await show({ analysis: { ...DEFAULT_ANALYSIS, window: 14 } });
  await asked[1].answer('fourteen days');
  await show({ analysis: DEFAULT_ANALYSIS });
  expect(asked).toHaveLength(2);
  expect(correlations.record('impact')?.sentences).toEqual(['seven days']);
  expect(correlations.record('impact')?.analysesRun).toBe(1);
});

test('what only changes how a result is shown asks nothing', async () => {
  const { correlations, asked, show } = await following();
  await asked[0].answer('once');
  await show({ analysis: { ...DEFAULT_ANALYSIS, show: ['table', 'hours'] }, layer: 'none' });
  expect(asked).toHaveLength(1);
  expect(correlations.settled).toBe(true);
});

test('a stopped run stays stopped until it is run again', async () => {
  const { correlations, asked, show } = await following();
  correlations.stop();
  await show({});
  expect(asked[0].asking.signal?.aborted).toBe(true);
  expect(correlations.status('impact')).toEqual({ tag: 'stopped' });
  expect(correlations.settled).toBe(true);
  expect(asked).toHaveLength(1);
  correlations.run();
  await show({});
  expect(asked).toHaveLength(2);
  await asked[1].answer('after all');
  expect(correlations.status('impact')).toEqual({ tag: 'ready' });
});

test('a failure is shown, not repeated, and the case is given again when it is tried again', async () => {
  const { correlations, asked, loaded, show } = await following();
  await asked[0].fail('The worker stopped by itself');
  await show({});
  const status = correlations.status('impact');
  expect(status.tag === 'failed' && status.failures[0].message).toBe('The worker stopped by itself');
  expect(correlations.settled).toBe(true);
  expect([asked.length, loaded.length]).toEqual([1, 1]);
  correlations.run();
  await show({});
  expect([asked.length, loaded.length]).toEqual([2, 2]);
});

test('it waits for the full activity, says so, and goes on when it is there', async () => {
  const { correlations, asked, investigation, show } = await following();
  investigation.activity.fullCube = null;
  investigation.activity.progress = 0.4;
  await show(from(3));
  expect(correlations.status('impact')).toMatchObject({ tag: 'waiting', share: 0.4 });
  expect(correlations.settled).toBe(false);
  expect(asked).toHaveLength(1);
  investigation.activity.fullCube = made.cube;
  await show({});
  expect(asked).toHaveLength(2);
});

test('a case counted by day does not wait for kinds of traffic that its days do not tell apart', async () => {
  const { correlations, investigation, show } = await following();
  investigation.case = opened({ activity: null });
  investigation.activity.cube = null;
  investigation.activity.fullCube = null;
  investigation.activity.error = trafficUnknown();
  await show({ filter: { ...NO_FILTER, traffic: ['voice'] } });
  const status = correlations.status('impact');
  expect(status.tag === 'failed' && status.failures[0].code).toBe('traffic-unknown');
  expect(correlations.settled).toBe(true);
});

test('breaks are known in every panel once they were computed for the View, and not for another one', async () => {
  const { correlations, asked, show } = await following();
  expect(correlations.breaks).toBeNull();
  await show({ panel: 'breaks' });
  await asked[1].answer('a break');
  await show({ panel: 'events' });
  expect(correlations.breaks?.sentences).toEqual(['a break']);
  await show(from(3));
  expect(correlations.breaks).toBeNull();
  await show({ from: null });
  expect(correlations.breaks?.sentences).toEqual(['a break']);
});

test('every method has its panel', async () => {
  const { asked, show } = await following();
  for (const panel of METHODS) await show({ panel });
  expect(asked.map(({ method }) => method)).toEqual(METHODS);
});
