import type { BrowserContext, Request } from 'playwright';
import { countingProxy, type CountingProxy } from './counting-proxy.ts';
import type { Findings } from './parts.ts';
import { firstSettled, watchSettled } from './settled.ts';
import type { Stage } from './stage.ts';
import type { Measure } from './summary.ts';

const RUNS = 10;

interface Opening {
  readonly ms: number;
  /** Bytes that had been sent when the page was settled. */
  readonly sent: number;
  /** Bytes of the answers that were complete by then, by the kind of file. */
  readonly kinds: ReadonlyMap<string, number>;
}

/** From the click on a link to the settled page: with an empty cache, and again with a full one. */
export async function measureOpening(stage: Stage): Promise<Findings> {
  const browser = await stage.browser();
  const proxy = await countingProxy(await stage.url());
  const cold: Opening[] = [];
  const warm: Opening[] = [];
  for (let run = 0; run < RUNS; run++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    cold.push(await openOnce(context, proxy));
    warm.push(await openOnce(context, proxy));
    await context.close();
  }
  proxy.close();
  const kinds = [...new Set(cold.flatMap((opening) => [...opening.kinds.keys()]))].sort();
  const measures: readonly Measure[] = [
    { name: 'open to settled, cold', unit: 'ms', values: cold.map(({ ms }) => ms), limit: 3500 },
    { name: 'open to settled, warm', unit: 'ms', values: warm.map(({ ms }) => ms), limit: 2500 },
    {
      name: 'sent before settled, cold',
      unit: 'KB',
      values: cold.map(({ sent }) => sent / 1000),
      limit: 7000
    },
    ...kinds.map((kind): Measure => ({
      name: `  complete by then: ${kind}`,
      unit: 'KB',
      values: cold.map((opening) => (opening.kinds.get(kind) ?? 0) / 1000),
      limit: null
    }))
  ];
  return { measures };
}

async function openOnce(context: BrowserContext, proxy: CountingProxy): Promise<Opening> {
  const page = await context.newPage();
  await watchSettled(page);
  const requests: Request[] = [];
  page.on('requestfinished', (request) => requests.push(request));
  await page.goto(`${proxy.url}/#case=demo`);
  const ms = await firstSettled(page);
  const begin = await page.evaluate(() => performance.timeOrigin);
  // What still comes in belongs to this opening, not to the next one.
  await page.waitForLoadState('networkidle');
  const kinds = new Map<string, number>();
  for (const request of requests) {
    const { startTime, responseEnd } = request.timing();
    if (!request.url().startsWith('http') || startTime + responseEnd > begin + ms) continue;
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    const kind = /\.(\w+)$/.exec(new URL(request.url()).pathname)?.[1] ?? 'html';
    kinds.set(kind, (kinds.get(kind) ?? 0) + responseBodySize + responseHeadersSize);
  }
  await page.close();
  return { ms, sent: proxy.bytesBetween(begin, begin + ms), kinds };
}
