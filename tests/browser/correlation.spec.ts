import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, openView, parameters, settled, test } from './fixtures.ts';

const panel = (page: Page) => page.getByRole('region', { name: 'Correlation', exact: true });

/** A planted fall in one region of the demo, with no other event beside it. */
const ONE = 'case=demo&panel=impact&sel=ev-0027';

test('the tab opens the impact of all events, with q, grades and what it rests on', async ({ page }) => {
  await openView(page, 'case=demo');
  await page.getByRole('tab', { name: 'Correlation' }).click();
  await expect.poll(() => parameters(page).get('panel')).toBe('impact');
  await settled(page);
  const region = panel(page);
  await expect(region.getByRole('region', { name: 'Change at each event' }).getByRole('row')).not.toHaveCount(
    0
  );
  for (const words of [
    'results are flagged',
    'Supported',
    'Period analysed',
    'Analyses run in this case',
    'Association in time and place, not cause.'
  ])
    await expect(region).toContainText(words);
  await page.goBack();
  await settled(page);
  await expect(page.getByRole('region', { name: 'Events', exact: true })).toBeVisible();
});

test('the list of events is ordered by its heads, and a click goes to the event', async ({ page }) => {
  await openView(page, 'case=demo&panel=impact');
  const table = panel(page).getByRole('region', { name: 'Change at each event' });
  await table.getByRole('button', { name: 'Change' }).click();
  await expect(table.getByRole('columnheader', { name: 'Change' })).toHaveAttribute('aria-sort', 'ascending');
  const first = table.locator('tbody tr').first();
  await expect(first.locator('.numbers strong')).toContainText('−');
  await first.getByRole('button').click();
  await expect.poll(() => parameters(page).get('sel')).not.toBeNull();
  await settled(page);
  expect(parameters(page).get('map')).not.toBeNull();
  expect(parameters(page).get('span')).not.toBeNull();
  await expect(panel(page)).toContainText('95 % interval');
  await panel(page).getByRole('button', { name: 'All events' }).click();
  await expect.poll(() => parameters(page).get('sel')).toBeNull();
});

test('one event has its sentence, figures, chart and table; another window gives another result', async ({
  page
}) => {
  await openView(page, ONE);
  const region = panel(page);
  await expect(region).toContainText('In the 7 days after');
  await expect(region).toContainText('it does not show that the event');
  for (const label of ['Change after the event', 'Ordinary dates as large', 'Smallest change it could see'])
    await expect(region).toContainText(label);
  const reader = region.getByRole('slider', { name: /Read values of/ });
  await reader.focus();
  await page.keyboard.press('Home');
  await expect(reader).toHaveAttribute('aria-valuetext', /expected/);
  await region.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(region.getByRole('region', { name: /Table: Blocks of 24 hours/ })).toBeVisible();
  await region.getByRole('button', { name: '14', exact: true }).click();
  await settled(page);
  await expect(region).toContainText('In the 14 days after');
  await region.getByLabel('Activity of').selectOption({ label: 'all places kept' });
  await settled(page);
  await expect(region).toContainText('In the 14 days after');
});

test('every panel settles and says what it found, under a filter too', async ({ page }) => {
  for (const [name, fragment] of [
    ['Response', 'panel=response'],
    ['Lead and lag', 'panel=leadlag'],
    ['Breaks', 'panel=breaks'],
    ['Surges', 'panel=surges'],
    ['Space and time', 'panel=spacetime']
  ] as const) {
    await openView(page, `case=demo&${fragment}&region=NL`);
    const region = panel(page);
    await expect(region.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
    await expect(region).toContainText('in NL');
    await expect(region).toContainText('How to read it');
    await expect(region).not.toContainText(/NaN|undefined|\bcaused\b|because of|\bproves\b/);
  }
});

test('breaks of the network are marked on the timeline, while their panel is open', async ({ page }) => {
  await openView(page, 'case=demo&panel=breaks');
  const marks = page.getByRole('list', { name: 'Breaks of the level of activity' });
  await expect(marks.getByRole('listitem').first()).toContainText('Level −');
  await panel(page).getByRole('tab', { name: 'Surges' }).click();
  await settled(page);
  await expect(marks).toHaveCount(0);
});

test('an episode opens its rows and goes to its place and days', async ({ page }) => {
  await openView(page, 'case=demo&panel=surges');
  const list = panel(page).getByRole('list', { name: 'No event near: unexplained' });
  await list.getByRole('button').first().click();
  await expect(list.getByRole('region', { name: /Rows behind/ })).toBeVisible();
  await expect.poll(() => parameters(page).get('sel')).toMatch(/^cell:\d+$/);
  expect(parameters(page).get('span')).not.toBeNull();
});

test('CSV and JSON can be saved, with the caveats and the mark of the data', async ({ page }) => {
  await openView(page, 'case=demo&panel=impact&region=NL');
  const save = async (name: 'CSV' | 'JSON') => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel(page).getByRole('button', { name, exact: true }).click()
    ]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };
  const csv = await save('CSV');
  expect(csv.name).toMatch(/^casewall-demo-impact-events-[0-9a-f]{12}\.csv$/);
  expect(csv.text).toContain('# Caveat: Association in time and place, not cause.');
  expect(csv.text).toContain('# Filters: in NL');
  expect(csv.text).toContain('event_id,event,kind');
  const json = JSON.parse((await save('JSON')).text) as { readonly schema: string; readonly method: string };
  expect(json).toMatchObject({ schema: 'casewall-correlation/1', method: 'impact' });
});

test('the count of analyses grows with each question, not with the same one again', async ({ page }) => {
  const count = async () => {
    const value = panel(page)
      .locator('dt', { hasText: 'Analyses run in this case' })
      .locator('xpath=following-sibling::dd[1]');
    return Number(await value.textContent());
  };
  await openView(page, ONE);
  const first = await count();
  await panel(page).getByRole('button', { name: '3', exact: true }).click();
  await settled(page);
  expect(await count()).toBe(first + 1);
  await page.reload();
  await settled(page);
  expect(await count()).toBe(first + 1);
});

test('the page of the methods opens from a result, at its method, and leads back', async ({ page }) => {
  await openView(page, 'case=demo&panel=breaks');
  await panel(page)
    .getByRole('link', { name: /The method/ })
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('how far it can be trusted');
  await expect(page.getByRole('heading', { name: /^Breaks/ })).toBeInViewport();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  ).toEqual([]);
  await page.goBack();
  await settled(page);
  await expect(panel(page)).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`no serious obstacle in the panels, ${theme}`, async ({ page }) => {
    for (const fragment of [
      'panel=impact',
      'panel=impact&sel=ev-0027',
      'panel=response',
      'panel=breaks',
      'panel=spacetime'
    ]) {
      await openView(page, `case=demo&region=NL,RS&theme=${theme}&${fragment}`);
      const { violations } = await new AxeBuilder({ page }).include('[aria-label="Correlation"]').analyze();
      expect(
        violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) =>
            nodes.map(
              ({ target, failureSummary }) => `${fragment}: ${id} ${target.join(' ')}: ${failureSummary}`
            )
          )
      ).toEqual([]);
    }
  });
}
