import type { Browser, CDPSession, Page } from 'playwright';
import { activityLoaded, watchSettled } from './settled.ts';
import type { Measure } from './summary.ts';

const MOVES = 125;
/** Moves before the measurement, so that the code is compiled. */
const WARM_UP = 20;

interface Move {
  /** Milliseconds on the main thread: our script; the map's painting of a frame; calls of WebGL; everything that is not idle. */
  readonly script: number;
  readonly paint: number;
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
  let x = box.x + box.width / 2;
  const y = box.y + Math.min(60, box.height / 2);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const step = async (index: number): Promise<void> => {
    // To and fro, an uneven number of pixels each time, more than the range snaps to: every move changes the range.
    x += (index % 30 < 15 ? 1 : -1) * (12 + (index % 4));
    await page.mouse.move(x, y);
  };
  for (let index = 0; index < WARM_UP; index++) await inFrames(page, () => step(index));
  const before = await messages(page);
  const moves = await profiled(cdp, page, MOVES, (index) => step(index + WARM_UP));
  const after = await messages(page);
  // The same without a move: what the measurement and the page at rest cost by themselves.
  await page.waitForTimeout(1000);
  const still = await profiled(cdp, page, 30, () => Promise.resolve());
  await page.mouse.up();
  await page.close();
  if (before === after) throw new Error('The figures did not follow the brush');
  const measure = (name: string, values: readonly number[], limit: number | null = null): Measure => ({
    name,
    unit: 'ms',
    values,
    limit
  });
  return [
    measure(
      'brush move: script for map, timeline and figures',
      moves.map(({ script }) => script),
      4
    ),
    measure(
      'no move: script, for comparison',
      still.map(({ script }) => script)
    ),
    measure(
      'brush move: painting of the map, WebGL not counted',
      moves.map(({ paint }) => paint)
    ),
    measure(
      'brush move: calls of WebGL',
      moves.map(({ gl }) => gl)
    ),
    measure(
      'brush move: all of the main thread',
      moves.map(({ total }) => total)
    )
  ];
}

async function messages(page: Page): Promise<string | null> {
  return page.locator('[data-figure="messages"]').getAttribute('data-value');
}

/** Does something, and waits until two frames have been made after it. */
async function inFrames(page: Page, action: () => Promise<void>): Promise<void> {
  await action();
  await page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
  );
}

/** What the main thread did for each of a number of actions, by the sampling profiler, which runs throughout: a hand does not stop between moves. */
async function profiled(
  cdp: CDPSession,
  page: Page,
  count: number,
  action: (index: number) => Promise<void>
): Promise<readonly Move[]> {
  const glNames = new Set(
    await page.evaluate(() => Object.getOwnPropertyNames(WebGL2RenderingContext.prototype))
  );
  await cdp.send('Performance.enable');
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.setSamplingInterval', { interval: 100 });
  await cdp.send('Profiler.start');
  const bounds = [await clock(cdp)];
  for (let index = 0; index < count; index++) {
    await inFrames(page, () => action(index));
    bounds.push(await clock(cdp));
  }
  const { profile } = await cdp.send('Profiler.stop');
  const kinds = kindsOfNodes(profile.nodes, new URL(page.url()).origin, glNames);
  const sums = Array.from({ length: count }, () => ({ script: 0, paint: 0, gl: 0, other: 0, idle: 0 }));
  let at = profile.startTime;
  let move = 0;
  profile.samples?.forEach((node, index) => {
    at += profile.timeDeltas?.[index] ?? 0;
    while (move < count && at >= bounds[move + 1]) move++;
    if (at < bounds[0] || move >= count) return;
    // A sample stands for the time until the next one.
    const micros = profile.timeDeltas?.[index + 1] ?? 0;
    sums[move][kinds.get(node) ?? 'other'] += Math.max(0, micros) / 1000;
  });
  return sums.map(({ script, paint, gl, other }) => ({
    script,
    paint,
    gl,
    total: script + paint + gl + other
  }));
}

/** The clock that the profiler stamps its samples with, in microseconds. */
async function clock(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const stamp = metrics.find(({ name }) => name === 'Timestamp');
  if (stamp === undefined) throw new Error('Chromium tells no time stamp');
  return stamp.value * 1_000_000;
}

type Kind = 'script' | 'paint' | 'gl' | 'other' | 'idle';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

/** Method of MapLibre that paints a frame of the map. */
const PAINT = '_render';

/** Script: functions of the page and what they call, collecting garbage included; not those of this measurement. */
function kindsOfNodes(
  nodes: readonly ProfileNode[],
  origin: string,
  glNames: ReadonlySet<string>
): ReadonlyMap<number, Kind> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const kinds = new Map<number, Kind>();
  const walk = (node: ProfileNode, above: 'other' | 'script' | 'paint'): void => {
    const { functionName: name, url } = node.callFrame;
    const ours = above === 'other' && url.startsWith(origin) ? 'script' : above;
    const within = ours === 'script' && name === PAINT ? 'paint' : ours;
    if (name === '(idle)') kinds.set(node.id, 'idle');
    else if (name === '(garbage collector)') kinds.set(node.id, 'script');
    else if (within !== 'other' && url === '' && glNames.has(name)) kinds.set(node.id, 'gl');
    else kinds.set(node.id, within);
    for (const child of node.children ?? []) {
      const found = byId.get(child);
      if (found !== undefined) walk(found, within);
    }
  };
  const [root] = nodes;
  if (root !== undefined) walk(root, 'other');
  return kinds;
}
