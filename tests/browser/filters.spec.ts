import type { Page } from '@playwright/test';
import { expect, figure, figures, openView, parameters, settled, test } from './fixtures.ts';
import { demoFile, nativeNumber } from './native.ts';
import { sql, type Sql } from '../../src/lib/sql/sql.ts';

/** Every filter changes figures, list and address, and can be undone. */
function demoEvents(condition: Sql): Promise<number> {
  return nativeNumber(
    sql`SELECT count(*)::DOUBLE AS n FROM read_parquet(${demoFile('events.parquet')}) WHERE ${condition}`
  );
}

async function choose(page: Page, facet: string, value: string | RegExp): Promise<void> {
  const group = page
    .getByRole('region', { name: 'Filters' })
    .locator('details')
    .filter({ has: page.locator('summary', { hasText: facet }) });
  if ((await group.getAttribute('open')) === null) await group.locator('summary').click();
  const box = group.getByRole('checkbox', { name: value });
  if ((await box.count()) === 0) await group.getByRole('button', { name: /^All / }).click();
  await box.first().click();
}

async function mapTable(page: Page): Promise<readonly string[]> {
  return page.getByRole('region', { name: 'Map' }).locator('tbody tr').allInnerTexts();
}

test('a country of the list changes figures, map and address; Back and Forward walk', async ({ page }) => {
  await openView(page, 'case=demo');
  const before = await figures(page);
  const mapBefore = await mapTable(page);
  await choose(page, 'Country', /Netherlands/);
  await expect.poll(() => parameters(page).get('region')).toBe('NL');
  await settled(page);
  expect(await figure(page, 'cocaine')).toBe(8000);
  const after = await figures(page);
  const mapAfter = await mapTable(page);
  expect(mapAfter).not.toEqual(mapBefore);
  expect(mapAfter.length).toBeGreaterThan(0);
  await page.goBack();
  await settled(page);
  expect(parameters(page).get('region')).toBeNull();
  expect(await figures(page)).toEqual(before);
  await page.goForward();
  await settled(page);
  expect(await figures(page)).toEqual(after);
  await page.getByRole('button', { name: 'Clear filter: Country' }).click();
  await settled(page);
  expect(await figures(page)).toEqual(before);
});

test('a kind, then a commodity, narrow the events', async ({ page }) => {
  await openView(page, 'case=demo');
  await choose(page, 'Kind', /^raid|raid/);
  await settled(page);
  expect(parameters(page).get('kind')).toBe('raid');
  expect(await figure(page, 'events')).toBe(await demoEvents(sql`kind = 'raid'`));
  await choose(page, 'Commodity', /^\s*cash/);
  await settled(page);
  expect(parameters(page).get('commodity')).toBe('cash');
  expect(await figure(page, 'events')).toBe(
    await demoEvents(
      sql`kind = 'raid' AND id IN (SELECT event_id FROM read_parquet(${demoFile('items.parquet')}) WHERE commodity = 'cash')`
    )
  );
});

test('text is searched in title, summary and place', async ({ page }) => {
  await openView(page, 'case=demo');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: /Search title/ })).toBeFocused();
  await page.keyboard.type('Rotterdam');
  await expect.poll(() => parameters(page).get('q')).toBe('Rotterdam');
  await settled(page);
  const found = await demoEvents(sql`contains(lower(concat_ws(' ', title, summary, place)), 'rotterdam')`);
  expect(found).toBeGreaterThan(0);
  expect(await figure(page, 'events')).toBe(found);
});

test('typed dates select a range, in the zone of the case', async ({ page }) => {
  await openView(page, 'case=demo');
  const period = page.getByRole('form', { name: 'Period' });
  await period.getByLabel('From').fill('2020-06-12');
  await period.getByLabel('From').press('Enter');
  await period.getByLabel('To').fill('2020-06-13 12:00');
  await period.getByLabel('To').press('Enter');
  // Midnight in Paris in June is 22:00 UTC of the day before.
  await expect.poll(() => parameters(page).get('from')).toBe('2020-06-11T22:00Z');
  expect(parameters(page).get('to')).toBe('2020-06-13T10:00Z');
  await settled(page);
  expect(await figure(page, 'messages')).toBe(
    await nativeNumber(
      sql`SELECT sum(messages)::DOUBLE AS n FROM read_parquet(${demoFile('rollups/hour.parquet')})
WHERE hour >= ${Date.UTC(2020, 5, 11, 22) / 3_600_000} AND hour < ${Date.UTC(2020, 5, 13, 10) / 3_600_000}`
    )
  );
});

test('a date that is none is answered beside the field, and changes nothing', async ({ page }) => {
  await openView(page, 'case=demo');
  const before = await figures(page);
  const period = page.getByRole('form', { name: 'Period' });
  await period.getByLabel('From').fill('31 Juno');
  await period.getByLabel('From').press('Enter');
  await expect(period.getByRole('alert')).toContainText('31 Juno');
  expect(parameters(page).get('from')).toBeNull();
  expect(await figures(page)).toEqual(before);
});

test('a preset selects its range, and All drops it', async ({ page }) => {
  await openView(page, 'case=demo');
  const before = await figures(page);
  await page.getByRole('button', { name: 'Last 7 d' }).click();
  await expect.poll(() => parameters(page).get('to')).not.toBeNull();
  await settled(page);
  expect(await figure(page, 'messages')).toBeLessThan(Number(before['messages']?.split(' ')[0]));
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await settled(page);
  expect(await figures(page)).toEqual(before);
});

test('a click on the map keeps the country under it', async ({ page }) => {
  // The middle of Poland: no symbol of an event in the way.
  await openView(page, 'case=demo&map=52.05,19.4,6');
  const box = await page.getByRole('region', { name: 'Map' }).locator('canvas').first().boundingBox();
  if (box === null) throw new Error('There is no map');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(() => parameters(page).get('region'), { timeout: 20_000 }).toBe('PL');
  await settled(page);
  expect(await figure(page, 'events')).toBe(await demoEvents(sql`country = 'PL'`));
});

test('an empty result says which filter emptied it, and offers to drop it', async ({ page }) => {
  await openView(page, 'case=demo&kind=raid&q=nothing-has-this-word');
  expect(await figure(page, 'events')).toBe(0);
  const events = page.getByRole('region', { name: 'Events', exact: true });
  const offer = events.getByRole('button', { name: /search|text|nothing-has-this-word/i }).first();
  await offer.click();
  await settled(page);
  expect(parameters(page).get('q')).toBeNull();
  expect(await figure(page, 'events')).toBeGreaterThan(0);
});

test('a date left alone keeps its instant in the hour that happens twice', async ({ page }) => {
  // Clocks go back at 01:00Z: 00:30Z and 01:30Z are both 02:30 in Paris.
  await openView(page, 'case=demo&zone=Europe/Paris&from=2020-10-25T01:30Z');
  const to = page.getByRole('form', { name: 'Period' }).getByLabel('To');
  await to.fill('2020-11-02');
  await to.press('Enter');
  await expect.poll(() => parameters(page).get('to')).toBe('2020-11-01T23:00Z');
  expect(parameters(page).get('from')).toBe('2020-10-25T01:30Z');
});

test('a pause after a space does not eat it, and leaving the field searches at once', async ({ page }) => {
  await openView(page, 'case=demo');
  const field = page.getByRole('searchbox', { name: /Search title/ });
  await field.pressSequentially('raid ');
  await expect.poll(() => parameters(page).get('q')).toBe('raid');
  await settled(page);
  await field.pressSequentially('on');
  await expect(field).toHaveValue('raid on');
  await field.blur();
  expect(parameters(page).get('q')).toBe('raid on');
});

test('what was typed for one case is not searched in the next', async ({ page }) => {
  await openView(page, 'case=tiny');
  const field = page.getByRole('searchbox', { name: /Search title/ });
  await field.pressSequentially('raid');
  await page.evaluate(() => (location.hash = 'case=demo'));
  await settled(page);
  await page.waitForTimeout(400);
  expect(parameters(page).get('q')).toBeNull();
  await expect(field).toHaveValue('');
});
