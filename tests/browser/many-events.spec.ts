import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manyEvents } from '../fixtures/large-case.ts';
import { makeTinyCase } from '../fixtures/make-case.ts';
import { expect, figure, openView, settled, test as base } from './fixtures.ts';
import { nativeNumber } from './native.ts';
import { serve } from './serve-cases.ts';
import { sql, type Sql } from '../../src/lib/sql/sql.ts';

const COUNT = 1_000_000;

/** A server of its own: the case takes some seconds to make, and no other test needs it. */
const test = base.extend<object, { large: { readonly url: string; readonly folder: string } }>({
  large: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'casewall-many-'));
      let server: ChildProcess | null = null;
      try {
        await makeTinyCase(folder, manyEvents(COUNT));
        const served = await serve([folder]);
        server = served.process;
        await use({ url: served.url, folder });
      } finally {
        server?.kill('SIGTERM');
        await rm(folder, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: 120_000 }
  ],
  baseURL: async ({ large }, use) => {
    await use(large.url);
  }
});

test('a million events open with progress, can be stopped, and are filtered to the exact number', async ({
  page,
  large
}) => {
  test.setTimeout(600_000);
  const events = (condition: Sql): Promise<number> =>
    nativeNumber(
      sql`SELECT count(*)::DOUBLE AS n FROM read_parquet(${join(large.folder, 'events.parquet')}) WHERE ${condition}`
    );
  await page.goto('/');
  await expect(page.locator('progress[aria-label="Checking events.parquet"]')).toBeVisible({
    timeout: 60_000
  });
  await page.getByRole('button', { name: /^Stop: / }).click({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Open a case' })).toBeVisible();
  await page.getByRole('button', { name: 'Many events' }).click();
  await expect(page.locator('progress[aria-label="Reading events"]')).toBeVisible({ timeout: 100_000 });
  await expect(page.locator('html')).toHaveAttribute('data-settled', 'true', { timeout: 120_000 });
  await settled(page);
  expect(await figure(page, 'events')).toBe(COUNT);

  const list = page.getByRole('list', { name: 'Events found' });
  await expect(list.getByRole('listitem').first()).toHaveAttribute('aria-setsize', String(COUNT));
  expect(await list.getByRole('listitem').count()).toBeLessThan(60);

  await page.getByRole('region', { name: 'Filters' }).getByText('kind 3', { exact: true }).click();
  await settled(page);
  expect(await figure(page, 'events')).toBe(await events(sql`kind = 'kind 3'`));
  await openView(page, 'commodity=cocaine&region=NL');
  expect(await figure(page, 'events')).toBe(
    await events(
      sql`country = 'NL' AND id IN (SELECT event_id FROM read_parquet(${join(large.folder, 'items.parquet')}) WHERE commodity = 'cocaine')`
    )
  );
  await openView(page, 'q=harbour');
  expect(await figure(page, 'events')).toBe(await events(sql`contains(summary, 'harbour')`));
});
