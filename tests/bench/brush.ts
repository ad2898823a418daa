import type { Browser, CDPSession, Page } from 'playwright';
import { activityLoaded, watchSettled } from './settled.ts';
import type { Measure } from './summary.ts';

const MOVES = 120;
/** Moves before the measurement, so that the code is compiled. */
const WARM_UP = 20;

interface Move {
  /** Milliseconds on the main thread: our script; calls of WebGL; everything that is not idle. */
  readonly script: number;
  readonly gl: number;
  readonly total: number;
}

/** A range dragged over the timeline by real pointer events, after the full activity is in. */
export async function measureBrush(browser: Browser, url: string): Promise<readonly Measure[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await watchSettled(page);
  await page.goto(`${url}/#case=demo&from=2020-04-20&to=2020-05-04&span=2020-03-27,2020-07-03`);
  await activityLoaded(page);
  const box = await page.getByRole('slider', { name: 'Selected range', exact: true }).boundingBox();
  if (box === null) throw new Error('The timeline shows no selected range');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: 100 });
  const glNames = await page.evaluate(() =>
    Object.getOwnPropertyNames(WebGL2RenderingContext.prototype).filter((name) => name !== 'constructor')
  );
  const names = new Set(glNames);
  let x = box.x + box.width / 2;
  const y = box.y + Math.min(60, box.height / 2);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const moves: Move[] = [];
  const still: Move[] = [];
  const before = await messages(page);
  for (let index = 0; index < MOVES + WARM_UP; index++) {
    // To and fro, an uneven number of pixels each time.
    x += (index % 60 < 30 ? 1 : -1) * (3 + (index % 4));
    const move = await measured(cdp, page, names, () => page.mouse.move(x, y));
    if (index >= WARM_UP) moves.push(move);
  }
  const after = await messages(page);
  // The same without a move: what the measurement and the page at rest cost by themselves.
  await page.waitForTimeout(1000);
  for (let index = 0; index < 30; index++)
    still.push(await measured(cdp, page, names, () => Promise.resolve()));
  await page.mouse.up();
  await page.close();
  if (before === after) throw new Error('The figures did not follow the brush');
  return [
    {
      name: 'brush move: script without WebGL',
      unit: 'ms',
      values: moves.map(({ script }) => script),
      limit: 4
    },
    {
      name: 'no move: script, for comparison',
      unit: 'ms',
      values: still.map(({ script }) => script),
      limit: null
    },
    { name: 'brush move: calls of WebGL', unit: 'ms', values: moves.map(({ gl }) => gl), limit: null },
    {
      name: 'brush move: all of the main thread',
      unit: 'ms',
      values: moves.map(({ total }) => total),
      limit: null
    }
  ];
}

async function messages(page: Page): Promise<string | null> {
  return page.locator('[data-figure="messages"]').getAttribute('data-value');
}

/** What the main thread did from an action until two frames after it, by the sampling profiler. */
async function measured(
  cdp: CDPSession,
  page: Page,
  glNames: ReadonlySet<string>,
  action: () => Promise<void>
): Promise<Move> {
  await cdp.send('Profiler.start');
  await action();
  await page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
  );
  const { profile } = await cdp.send('Profiler.stop');
  const kinds = kindsOfNodes(profile.nodes, new URL(page.url()).origin, glNames);
  const sum = { script: 0, gl: 0, other: 0, idle: 0 };
  profile.samples?.forEach((node, index) => {
    // A sample stands for the time until the next one.
    const micros = profile.timeDeltas?.[index + 1] ?? 0;
    sum[kinds.get(node) ?? 'other'] += Math.max(0, micros) / 1000;
  });
  return { script: sum.script, gl: sum.gl, total: sum.script + sum.gl + sum.other };
}

type Kind = 'script' | 'gl' | 'other' | 'idle';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

/** Script: functions of the page and what they call, collecting garbage included; not those of this measurement. */
function kindsOfNodes(
  nodes: readonly ProfileNode[],
  origin: string,
  glNames: ReadonlySet<string>
): ReadonlyMap<number, Kind> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const kinds = new Map<number, Kind>();
  const walk = (node: ProfileNode, isOurs: boolean): void => {
    const { functionName: name, url } = node.callFrame;
    const ours = isOurs || url.startsWith(origin);
    if (name === '(idle)') kinds.set(node.id, 'idle');
    else if (name === '(garbage collector)') kinds.set(node.id, 'script');
    else if (ours && url === '' && glNames.has(name)) kinds.set(node.id, 'gl');
    else kinds.set(node.id, ours ? 'script' : 'other');
    for (const child of node.children ?? []) {
      const found = byId.get(child);
      if (found !== undefined) walk(found, ours);
    }
  };
  const [root] = nodes;
  if (root !== undefined) walk(root, false);
  return kinds;
}
