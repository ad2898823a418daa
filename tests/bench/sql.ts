import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import type { Findings } from './parts.ts';
import type { Stage } from './stage.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The yardstick: the same moves of the brush, each answered by one SQL query in the page's own engine. */
export async function measureSql(stage: Stage): Promise<Findings> {
  await stage.demo();
  const browser = await stage.browser();
  const vite = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    server: { port: 0, host: '127.0.0.1', hmr: false }
  });
  await vite.listen();
  const page = await browser.newPage();
  try {
    const address = vite.resolvedUrls?.local[0];
    if (address === undefined) throw new Error('The server of the yardstick did not start');
    await page.goto(`${address}tests/bench/sql.html`);
    await page.waitForFunction(() => 'sqlBrush' in window, undefined, { timeout: 60_000 });
    const values = await page.evaluate(() =>
      (window as unknown as { sqlBrush: () => Promise<number[]> }).sqlBrush()
    );
    return { measures: [{ name: 'brush move by plain SQL: one query', unit: 'ms', values, limit: null }] };
  } finally {
    await page.close();
    await vite.close();
  }
}
