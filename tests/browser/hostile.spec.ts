import type { ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { HOSTILE_CASES } from '../fixtures/hostile-cases.ts';
import { makeTinyCase } from '../fixtures/make-case.ts';
import { brush, expect, figure, openView, parameters, plotBox, settled, test as base } from './fixtures.ts';
import { serve } from './serve-cases.ts';

/** Sound cases that no screen was drawn for: everything stays usable, and what cannot be drawn is said. */
const test = base.extend<object, { served: string }>({
  served: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'casewall-hostile-'));
      let server: ChildProcess | null = null;
      try {
        for (const { id, changes } of HOSTILE_CASES) {
          await mkdir(join(folder, id));
          await makeTinyCase(join(folder, id), changes);
        }
        const started = await serve(HOSTILE_CASES.map(({ id }) => join(folder, id)));
        server = started.process;
        await use(started.url);
      } finally {
        server?.kill('SIGTERM');
        await rm(folder, { recursive: true, force: true });
      }
    },
    { scope: 'worker', timeout: 120_000 }
  ],
  baseURL: async ({ served }, use) => {
    await use(served);
  }
});

const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline', exact: true });
const list = (page: Page) => page.getByRole('list', { name: 'Events found' });
const panel = (page: Page) => page.getByRole('region', { name: 'Events', exact: true });

/** Parts of the page that are wider than the window, or than the column that they stand in. */
async function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const parts = ['html', 'main', 'header', 'aside', 'section', 'dialog[open]', 'article'];
    return [...document.querySelectorAll<HTMLElement>(parts.join(', '))]
      .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
      .map(
        (part) => `${part.tagName} ${part.getAttribute('aria-label') ?? part.className}: ${part.scrollWidth}`
      );
  });
}

async function isTrapped(page: Page): Promise<boolean> {
  return page.evaluate(() => 'trapped' in window);
}

/** What a reader does with any case: scroll the list, zoom, brush, open an event, filter, ask for a proof. */
async function work(page: Page, count: number): Promise<void> {
  expect(await figure(page, 'events')).toBe(count);
  expect(await overflowing(page), 'at first').toEqual([]);

  await expect(list(page).getByRole('listitem').first()).toHaveAttribute('aria-setsize', String(count));
  await list(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(list(page).locator(`[aria-posinset="${count}"]`).getByRole('button')).toBeVisible();
  expect(await list(page).getByRole('listitem').count()).toBeLessThan(60);

  const box = await plotBox(page);
  await page.mouse.move(box.x + box.width / 2, box.y + 30);
  await page.mouse.wheel(0, -400);
  await expect.poll(() => parameters(page).get('span')).not.toBeNull();
  await brush(page, 0.3, 0.7);
  await timeline(page).getByRole('slider', { name: 'Selected range', exact: true }).press('Escape');
  await expect.poll(() => parameters(page).get('from')).toBeNull();
  await settled(page);
  expect(await figure(page, 'events')).toBe(count);

  const map = page.getByRole('region', { name: 'Map' });
  const before = parameters(page).get('map');
  await map.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(() => parameters(page).get('map')).not.toBe(before);
  await map.getByRole('button', { name: 'Fit', exact: false }).first().click();
  await settled(page);

  await list(page).getByRole('button').first().click();
  await expect(panel(page).getByRole('article')).toBeVisible();
  await settled(page);
  expect(await overflowing(page), 'with an event open').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(panel(page).getByRole('article')).toBeHidden();

  await page.locator('[data-figure="events"]').getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(String(count).replace(/(\d)(\d{3})$/, '$1,$2'));
  await settled(page);
  expect(await overflowing(page), 'with a proof open').toEqual([]);
  await page.getByRole('button', { name: 'Close the proof' }).click();
  expect(await isTrapped(page)).toBe(false);
}

for (const { id, events } of HOSTILE_CASES) {
  test(`${id}: everything stays usable`, async ({ page }) => {
    await openView(page, `case=${id}`);
    await work(page, events);
  });
}
