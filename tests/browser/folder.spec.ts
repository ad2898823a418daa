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
  // A drop made in the page holds plain files, not a folder: their paths are lost, so only the files of the top are there.
  await page.evaluate(async () => {
    const names = [
      'case.json',
      'events.parquet',
      'items.parquet',
      'cells.parquet',
      'activity.parquet',
      'coverage.parquet'
    ];
    const transfer = new DataTransfer();
    for (const name of names)
      transfer.items.add(new File([await (await fetch(`cases/tiny/${name}`)).arrayBuffer()], name));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
    );
  });
  await settled(page);
  // The rollups lie in a folder: the case is complete without them, or the page says which file is missing.
  const isOpen = parameters(page).get('case') === 'local';
  if (!isOpen) await expect(page.getByRole('alert').first()).toContainText('rollups/');
  else expect(await figure(page, 'events')).toBe(6);
});
