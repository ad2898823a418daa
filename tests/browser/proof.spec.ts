import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { FILES } from '../../src/lib/domain/case.ts';
import { sql } from '../../src/lib/sql/sql.ts';
import { expect, figures, openView, settled, test } from './fixtures.ts';
import { demoFile, nativeAmount, nativeNumber } from './native.ts';

/** Opens the proof of a figure, and waits until it shows what it was asked. */
async function explain(page: Page, name: string): Promise<void> {
  await page.locator(`[data-figure="${name}"]`).getByRole('button').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await settled(page);
}

async function shownSql(page: Page, folder: string): Promise<string> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: 'SQL' }).click();
  await dialog.getByLabel('Folder of the case on your machine').fill(folder);
  return dialog.getByRole('region', { name: 'SQL of the number' }).innerText();
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

for (const view of [
  'case=demo',
  'case=demo&region=NL,BE&from=2020-06-01&to=2020-06-14&kind=raid,seizure,alert&q=a'
]) {
  test(`the SQL shown gives native DuckDB the same number, for every figure of ${view}`, async ({ page }) => {
    await openView(page, view);
    const shown = await figures(page);
    expect(Object.keys(shown).length).toBeGreaterThan(8);
    for (const [name, amount] of Object.entries(shown)) {
      if (name === 'devices') continue;
      await explain(page, name);
      const dialog = page.getByRole('dialog');
      await expect(
        dialog.getByText('Counted anew from the files by SQL: the same number.'),
        name
      ).toBeVisible();
      const found = await nativeAmount(await shownSql(page, demoFile('')));
      const [certain, possible] = amount.split(' ').map(Number);
      expect(found.certain, name).toBeCloseTo(certain, 6);
      expect(found.possible, name).toBeCloseTo(possible, 6);
      await close(page);
    }
  });
}

test('the rows of a quantity are its items, sorted at will, and open their event', async ({ page }) => {
  await openView(page, 'case=demo&kind=seizure');
  await explain(page, 'cocaine');
  const dialog = page.getByRole('dialog');
  const items = await nativeNumber(sql`SELECT count(*)::DOUBLE AS n
FROM read_parquet(${demoFile(FILES.items)}) AS item JOIN read_parquet(${demoFile(FILES.events)}) AS event ON event.id = item.event_id
WHERE commodity = 'cocaine' AND kind = 'seizure'`);
  await expect(dialog.getByText(`of ${items} rows`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Amount' }).click();
  await settled(page);
  const largest = await nativeNumber(
    sql`SELECT max(quantity)::DOUBLE AS n FROM read_parquet(${demoFile(FILES.items)}) WHERE commodity = 'cocaine'`
  );
  const first = dialog.getByRole('row').nth(1);
  await expect(first).toContainText(new Intl.NumberFormat('en-GB').format(largest));
  const id = await first.getByRole('button').innerText();
  await first.getByRole('button').click();
  await expect(dialog).toHaveCount(0);
  await settled(page);
  await expect(page.getByRole('article', { name: `Event ${id}` })).toBeVisible();
});

test('what is left out is told with its reasons, and saved as CSV that says where it comes from', async ({
  page
}) => {
  await openView(page, 'case=tiny&kind=raid,arrest,court&from=2020-06-12&to=2020-06-14T12:00Z');
  await explain(page, 'events');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: 'Left out, and why' }).click();
  await settled(page);
  await expect(dialog.getByText('1 row: began outside the range, not kept: kind')).toBeVisible();
  await expect(dialog.getByText('1 row: no date')).toBeVisible();
  await expect(dialog.getByText('2 rows: not kept: kind')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as CSV' }).click()
  ]);
  const text = await readFile(await download.path(), 'utf8');
  expect(text.startsWith('\ufefffile_row,reasons,id,kind,title,start_utc,')).toBe(true);
  const lines = text.split('\r\n');
  expect(lines).toHaveLength(1 + 4 + 1);
  for (const line of lines.slice(1, -1)) expect(line).toMatch(/,tiny,[0-9a-f]{64},synthetic \(made up\)$/);
  expect(lines[1]).toContain(
    '1,"began outside the range, not kept: kind",ev-1,milestone,First handsets noticed,2020-05-01T00:00:00.000Z,month'
  );
});

test('the number of rows left out of the picture opens the list of them', async ({ page }) => {
  await openView(page, 'case=tiny');
  await explain(page, 'excluded');
  const rows = page.getByRole('dialog').getByRole('region', { name: 'Rows behind the number' });
  await expect(rows).toContainText('no date');
  for (const id of ['ev-1', 'ev-4', 'ev-6']) await expect(rows).toContainText(id);
});

test('activity is summed by day, hour, place and row, and its gaps are told', async ({ page }) => {
  await openView(page, 'case=tiny&region=NL');
  await explain(page, 'messages');
  const dialog = page.getByRole('dialog');
  for (const [group, rows] of [
    ['UTC day', 3],
    ['hour', 68],
    ['place', 3]
  ] as const) {
    await dialog.getByRole('button', { name: group, exact: true }).click();
    await settled(page);
    await expect(dialog.getByText(new RegExp(`of ${rows} rows`))).toBeVisible();
  }
  await dialog.getByRole('button', { name: 'row of the file' }).click();
  await settled(page);
  await dialog.getByRole('button', { name: 'Further rows' }).click();
  await settled(page);
  await expect(dialog.getByText('51–100 of')).toBeVisible();
  await dialog.getByRole('tab', { name: 'Left out, and why' }).click();
  await settled(page);
  await expect(dialog).toContainText('server moved');
  await expect(dialog).toContainText('outside the places kept');
});

test('the devices of a whole case are said to stand in the manifest', async ({ page }) => {
  await openView(page, 'case=tiny');
  await explain(page, 'devices');
  await expect(page.getByRole('dialog')).toContainText('totals.devices');
});

test('the files are read again and compared with the hashes of the manifest', async ({ page }) => {
  await openView(page, 'case=tiny');
  await explain(page, 'messages');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: 'Files' }).click();
  await dialog.getByRole('button', { name: 'Read the files again and compare' }).click();
  await expect(dialog.getByText('the same', { exact: true })).toHaveCount(3);
});

test('a file that changed behind the page is found out', async ({ page }) => {
  await openView(page, 'case=tiny');
  await page.route(/cells\.parquet/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    body[40] ^= 1;
    await route.fulfill({ response: answer, body });
  });
  await explain(page, 'messages');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: 'Files' }).click();
  await dialog.getByRole('button', { name: 'Read the files again and compare' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Not the file that the case lists');
});

test('the proof is opened and left by the keyboard, and the focus comes back', async ({ page }) => {
  await openView(page, 'case=tiny');
  const button = page.locator('[data-figure="events"]').getByRole('button');
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Where does this come from? Events' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('tab', { name: /^Rows/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('tab', { name: 'Left out, and why' })).toHaveAttribute(
    'aria-selected',
    'true'
  );
  await close(page);
  await expect(button).toBeFocused();
});

test('Back under an open proof closes it: its number is no longer on the screen', async ({ page }) => {
  await openView(page, 'case=tiny');
  await page.evaluate(() => (location.hash = 'case=tiny&kind=raid'));
  await settled(page);
  await explain(page, 'events');
  await page.goBack();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a bar of the timeline tells where it comes from: by key, by right click and in its table', async ({
  page
}) => {
  await openView(page, 'case=demo&region=NL');
  const timeline = page.getByRole('region', { name: 'Timeline', exact: true });
  await timeline.getByRole('slider', { name: 'Timeline cursor' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('i');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('one bar of the timeline');
  await settled(page);
  await expect(dialog).toContainText('the same number');
  await close(page);
  await timeline
    .getByRole('slider', { name: 'Timeline cursor' })
    .click({ button: 'right', position: { x: 500, y: 30 } });
  await settled(page);
  await expect(dialog).toContainText('the same number');
  const found = await nativeAmount(await shownSql(page, demoFile('')));
  const claimed = await dialog.locator('.number').first().innerText();
  expect(found.certain).toBe(Number(claimed.replaceAll(',', '')));
  await close(page);
  await timeline.getByRole('button', { name: 'Table' }).click();
  await timeline
    .getByRole('button', { name: /Where does this come from/ })
    .nth(4)
    .click();
  await settled(page);
  await expect(dialog).toContainText('the same number');
});

test('a cell of the map tells where it comes from, by right click and by key', async ({ page }) => {
  await openView(page, 'case=demo&from=2020-06-01&to=2020-06-08&map=52.0,4.6,8&layer=count');
  await expect(page.locator('[data-map-ready="true"]')).toBeVisible();
  const canvas = page.getByRole('region', { name: 'Map', exact: true }).locator('canvas').first();
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('There is no map');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { button: 'right' });
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('of one place');
  await settled(page);
  await expect(dialog).toContainText('the same number');
  const found = await nativeAmount(await shownSql(page, demoFile('')));
  const claimed = await dialog.locator('.number').first().innerText();
  expect(found.certain).toBe(Number(claimed.replaceAll(',', '')));
  await close(page);
  await canvas.focus();
  await page.keyboard.press('i');
  await expect(dialog).toContainText('of one place');
});

test('an event shows what is near it and the activity around it, and j and k go through the list', async ({
  page
}) => {
  await openView(page, 'case=demo&sel=ev-0178');
  const events = page.getByRole('region', { name: 'Events', exact: true });
  await expect(events).toContainText('usually reliable');
  const around = events.getByRole('region', { name: 'Activity around the event', exact: true });
  await around.getByRole('button', { name: '1 h', exact: true }).click();
  await around.getByText('The same as a table').click();
  await expect(around.getByRole('row').nth(1)).toBeVisible();
  await around.getByRole('button', { name: '1 week' }).click();
  await expect(around).toContainText('Per 6 hours');
  const near = events.getByRole('region', { name: 'Events near in time and place' });
  await expect(near).toContainText('km away');
  await page.keyboard.press('j');
  await expect.poll(() => new URL(page.url()).hash).toContain('sel=ev-0179');
  await settled(page);
  await page.keyboard.press('k');
  await expect.poll(() => new URL(page.url()).hash).toContain('sel=ev-0178');
  await settled(page);
  await near.getByRole('button').first().click();
  await expect.poll(() => new URL(page.url()).hash).not.toContain('sel=ev-0178');
  await settled(page);
  await page.keyboard.press('Escape');
  await expect(events.getByRole('list', { name: 'Events found' })).toBeVisible();
});

test('the bars around an event are the counts of its cell by the hour', async ({ page }) => {
  await openView(page, 'case=tiny&sel=ev-2');
  const around = page.getByRole('region', { name: 'Activity around the event', exact: true });
  await around.getByRole('button', { name: '1 h', exact: true }).click();
  await around.getByText('The same as a table').click();
  const shown = await around
    .getByRole('row')
    .evaluateAll((rows) =>
      rows.slice(1).map((row) => Number.parseInt(row.querySelector('td')?.textContent ?? '', 10))
    );
  // Cell 1 of the tiny case, from its formula: the hour before, that of the raid and the one after.
  const hour = Date.UTC(2020, 5, 12, 4) / 3_600_000;
  expect(shown).toEqual([-1, 0, 1].map((step) => ((hour + step) * 7 + 13) % 23));
});
