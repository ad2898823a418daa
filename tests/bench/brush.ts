import type { Page } from 'playwright';
import { markPainting, traced, type Work } from './main-thread.ts';
import type { Findings } from './parts.ts';
import { activityLoaded, watchSettled } from './settled.ts';
import type { Stage } from './stage.ts';
import type { Measure } from './summary.ts';

const MOVES = 125;
/** Moves before the measurement, so that the code is compiled. */
const WARM_UP = 20;

/** A range dragged over the timeline by real pointer events, after the full activity is in. */
export async function measureBrush(stage: Stage): Promise<Findings> {
  const browser = await stage.browser();
  const url = await stage.url();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await watchSettled(page);
  await markPainting(page);
  await page.goto(`${url}/#case=demo&from=2020-04-20&to=2020-05-04&span=2020-03-27,2020-07-03`);
  await activityLoaded(page);
  const box = await page.getByRole('slider', { name: 'Selected range', exact: true }).boundingBox();
  if (box === null) throw new Error('The timeline shows no selected range');
  let x = box.x + box.width / 2;
  const y = box.y + Math.min(60, box.height / 2);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const step = async (index: number): Promise<void> => {
    // To and fro, an uneven number of pixels each time, more than the range snaps to: every move changes the range.
    x += (index % 30 < 15 ? 1 : -1) * (12 + (index % 4));
    await page.mouse.move(x, y);
  };
  await traced(browser, page, WARM_UP, step);
  const before = await messages(page);
  const moves = await traced(browser, page, MOVES, (index) => step(index + WARM_UP));
  const after = await messages(page);
  // The same without a move: what the measurement and the page at rest cost by themselves.
  await page.waitForTimeout(1000);
  const still = await traced(browser, page, 30, () => Promise.resolve());
  await page.mouse.up();
  await page.close();
  if (before === after) throw new Error('The figures did not follow the brush');
  const measure = (
    name: string,
    works: readonly Work[],
    part: keyof Work,
    limit: number | null = null
  ): Measure => ({ name, unit: 'ms', values: works.map((work) => work[part]), limit });
  const measures = [
    measure('brush move: script for map, timeline and figures', moves, 'script', 4),
    measure('no move: script, for comparison', still, 'script'),
    measure('brush move: painting of the map, calls of WebGL included', moves, 'paint'),
    measure('brush move: all of the main thread', moves, 'total'),
    measure('brush move: the same by the clock on the wall', moves, 'elapsed')
  ];
  return { measures };
}

async function messages(page: Page): Promise<string | null> {
  return page.locator('[data-figure="messages"]').getAttribute('data-value');
}
