/** `npm run bench`: the speed of the built page on the demo case, in a real browser. Never part of `npm test`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, demo } from '../../src/cli/setup.mjs';
import { serve } from '../browser/serve-cases.ts';
import { chromium as launchOptions } from '../chromium.ts';
import { measureBrush } from './brush.ts';
import { measureFilters } from './filters.ts';
import { measureOpening } from './opening.ts';
import { measureSql } from './sql.ts';
import { summary, table, type Measure } from './summary.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

await demo();
await build();
const server = await serve([join(ROOT, 'cases/demo')]);
const measures: Measure[] = [];
try {
  const browser = await chromium.launch(launchOptions);
  const version = browser.version();
  try {
    for (const [title, measure] of [
      ['Opening the page', measureOpening],
      ['Moving the brush', measureBrush],
      ['Changing a filter', measureFilters],
      ['The brush by plain SQL', measureSql]
    ] as const) {
      say(`${title}...`);
      measures.push(...(await measure(browser, server.url)));
    }
  } finally {
    await browser.close();
  }
  const report = {
    made: new Date().toISOString(),
    cpu: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    chromium: version,
    measures: measures.map((measure) => ({ ...summary(measure), values: measure.values }))
  };
  mkdirSync(join(ROOT, 'build'), { recursive: true });
  writeFileSync(join(ROOT, 'build/bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${report.cpu}, Chromium ${version}\n\n${table(measures)}\n`);
} finally {
  server.process.kill('SIGTERM');
}
