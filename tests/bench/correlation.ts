import type { Browser, Page } from 'playwright';
import { changeHash } from './filters.ts';
import type { Findings } from './parts.ts';
import { pageProcessorMs } from './processor.ts';
import { activityLoaded, watchSettled } from './settled.ts';
import type { Stage } from './stage.ts';

/** Each in a page of its own: results are remembered, and a worker that has run before is faster. */
const RUNS = 10;

const PANELS = [
  { panel: 'impact', name: 'impact of all events', limit: 1000 },
  { panel: 'surges', name: 'surges over all cells', limit: 2000 },
  { panel: 'spacetime', name: 'space and time, 9,999 permutations', limit: 2000 }
] as const;

interface Opened {
  /** From the change of the address to the settled page. */
  readonly page: number;
  /** From the question's arrival in the worker to its answer. */
  readonly worker: number;
  /** Processor time of the page, its worker and what compiles and collects for both. */
  readonly processor: number;
}

/** From opening a panel to its result, on the whole demo case: all events, all cells. */
export async function measureCorrelation(stage: Stage): Promise<Findings> {
  const browser = await stage.browser();
  const url = await stage.url();
  const measures = [];
  for (const { panel, name, limit } of PANELS) {
    const opened: Opened[] = [];
    for (let run = 0; run < RUNS; run += 1) opened.push(await openPanel(browser, url, panel));
    const of = (part: keyof Opened) => opened.map((one) => one[part]);
    measures.push(
      { name, unit: 'ms', values: of('page'), limit } as const,
      { name: '  of this in the worker', unit: 'ms', values: of('worker'), limit } as const,
      { name: '  processor time of the page', unit: 'ms', values: of('processor'), limit: null } as const
    );
  }
  return {
    measures,
    remarks: ['Each measurement in a page opened for it: the first run of its worker, code not yet compiled.']
  };
}

async function openPanel(browser: Browser, url: string, panel: string): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  try {
    await watchSettled(page);
    await timeWorker(page);
    await page.goto(`${url}/#case=demo`);
    await activityLoaded(page);
    const before = await pageProcessorMs(browser);
    const ms = await changeHash(page, `case=demo&panel=${panel}`);
    const processor = (await pageProcessorMs(browser)) - before;
    const times = await page.evaluate(() => (window as unknown as { inWorker: number[] }).inWorker);
    if (times.length !== 1) throw new Error(`The worker answered ${times.length} times, not once`);
    return { page: ms, worker: times[0], processor };
  } finally {
    await page.close();
  }
}

/** From now on, workers of the page tell how long each answer took them, and the page notes it. */
async function timeWorker(page: Page): Promise<void> {
  await page.route('**/workers/*.js', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${PRELUDE}\n${await answer.text()}` });
  });
  await page.addInitScript(() => {
    const times: number[] = [];
    Object.assign(window, { inWorker: times });
    const Plain = window.Worker;
    window.Worker = class extends Plain {
      constructor(script: string | URL, options?: WorkerOptions) {
        super(script, options);
        this.addEventListener('message', ({ data }: MessageEvent<{ inWorkerMs?: number } | null>) => {
          if (typeof data?.inWorkerMs === 'number') times.push(data.inWorkerMs);
        });
      }
    };
  });
}

/** Runs in the worker before its own code: notes when a question comes, and writes the time into the answer. */
const PRELUDE = `{
  let begin = 0;
  self.addEventListener('message', ({ data }) => { if (data?.tag === 'ask') begin = performance.now(); });
  const post = self.postMessage.bind(self);
  self.postMessage = (message, ...rest) =>
    post(message?.tag === 'done' ? { ...message, inWorkerMs: performance.now() - begin } : message, ...rest);
}`;
