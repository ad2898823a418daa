import type { Browser, BrowserContext, Request } from 'playwright';
import { firstSettled, watchSettled } from './settled.ts';
import type { Measure } from './summary.ts';

const RUNS = 5;

interface Opening {
  readonly ms: number;
  /** Compressed bytes that were on the way before the page was settled, by the kind of file. */
  readonly bytes: ReadonlyMap<string, number>;
}

/** From the click on a link to the settled page: with an empty cache, and again with a full one. */
export async function measureOpening(browser: Browser, url: string): Promise<readonly Measure[]> {
  const cold: Opening[] = [];
  const warm: Opening[] = [];
  for (let run = 0; run < RUNS; run++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    cold.push(await openOnce(context, url));
    warm.push(await openOnce(context, url));
    await context.close();
  }
  const kinds = [...new Set(cold.flatMap(({ bytes }) => [...bytes.keys()]))].sort();
  const size = (name: string, values: readonly number[], limit: number | null): Measure => ({
    name: `transferred before settled: ${name}`,
    unit: 'KB',
    values,
    limit
  });
  return [
    { name: 'open to settled, cold', unit: 'ms', values: cold.map(({ ms }) => ms), limit: 3500 },
    { name: 'open to settled, warm', unit: 'ms', values: warm.map(({ ms }) => ms), limit: 2500 },
    size(
      'all',
      cold.map(({ bytes }) => [...bytes.values()].reduce((sum, value) => sum + value, 0) / 1000),
      7000
    ),
    ...kinds.map((kind) =>
      size(
        kind,
        cold.map(({ bytes }) => (bytes.get(kind) ?? 0) / 1000),
        null
      )
    )
  ];
}

async function openOnce(context: BrowserContext, url: string): Promise<Opening> {
  const page = await context.newPage();
  await watchSettled(page);
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  await page.goto(`${url}/#case=demo`);
  const ms = await firstSettled(page);
  const begin = await page.evaluate(() => performance.timeOrigin);
  // What was asked for before the page was settled counts whole, even where the rest of it came later.
  const before = requests.filter((request) => request.timing().startTime < begin + ms);
  await page.waitForLoadState('networkidle');
  const bytes = new Map<string, number>();
  for (const request of before) {
    if (!request.url().startsWith('http')) continue;
    const sizes = await request.sizes().catch(() => null);
    if (sizes === null) continue;
    const kind = /\.(\w+)$/.exec(new URL(request.url()).pathname)?.[1] ?? 'html';
    bytes.set(kind, (bytes.get(kind) ?? 0) + sizes.responseBodySize + sizes.responseHeadersSize);
  }
  await page.close();
  return { ms, bytes };
}
