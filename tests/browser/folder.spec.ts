import { join } from 'node:path';
import { expect, figure, figures, openView, parameters, settled, test } from './fixtures.ts';

const folder = (id: string): string => join(process.env.CASEWALL_FOLDER ?? '', id);

test('a folder chosen from disk opens with the figures of the served case, and nothing of it is fetched', async ({
  page,
  guard
}) => {
  await openView(page, 'case=tiny');
  const served = await figures(page);
  await openView(page, 'case=demo');
  const asked = guard.requests.length;
  await page.getByLabel('Case folder').setInputFiles(folder('tiny'));
  await expect.poll(() => parameters(page).get('case')).toBe('local');
  await settled(page);
  expect(await figures(page)).toEqual(served);
  expect(guard.requests.slice(asked).filter((url) => /\/cases\/(tiny|local)\//.test(url))).toEqual([]);
  await openView(page, 'case=local&region=BE');
  expect(await figure(page, 'cocaine')).toBe(1200);
});

test('a folder without a manifest is refused, and what was open stays open', async ({ page }) => {
  await openView(page, 'case=tiny');
  const before = await figures(page);
  await page.getByLabel('Case folder').setInputFiles(folder('no-manifest'));
  await expect(page.getByRole('alert').first()).toContainText('case.json');
  await settled(page);
  expect(await figures(page)).toEqual(before);
});

test('a broken folder from disk is refused with the file that is wrong', async ({ page }) => {
  await openView(page, 'case=tiny');
  await page.getByLabel('Case folder').setInputFiles(folder('latitude-95'));
  await expect(page.getByRole('alert').first()).toContainText('events.parquet');
  await settled(page);
  expect(await figure(page, 'events')).toBe(6);
});

test('a folder dropped on the page opens', async ({ page }) => {
  await openView(page, 'case=demo');
  const cdp = await page.context().newCDPSession(page);
  // Only the browser itself can drop a folder: files that a script makes have no folder.
  const data = { items: [], files: [folder('tiny')], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, x: 700, y: 400, data });
  await expect.poll(() => parameters(page).get('case')).toBe('local');
  await settled(page);
  expect(await figure(page, 'events')).toBe(6);
  expect(await figure(page, 'messages')).toBe(3744);
});
