import type { Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { sql, type Sql } from '../../src/lib/sql/sql.ts';
import { expect, figure, openView, parameters, settled, test } from './fixtures.ts';
import { demoFile, nativeNumber } from './native.ts';

/** Values kept and left out, cells, the extent of the map: each with the number that native DuckDB gives. */
function demoEvents(condition: Sql): Promise<number> {
  return nativeNumber(
    sql`SELECT count(*)::DOUBLE AS n FROM read_parquet(${demoFile('events.parquet')}) WHERE ${condition}`
  );
}

function demoMessages(condition: Sql): Promise<number> {
  return nativeNumber(sql`SELECT sum(messages)::DOUBLE AS n FROM read_parquet(${demoFile('rollups/day-cell.parquet')})
WHERE cell IN (SELECT cell FROM read_parquet(${demoFile('cells.parquet')}) WHERE ${condition})`);
}

const filters = (page: Page) => page.getByRole('region', { name: 'Filters' });
const chips = (page: Page) => page.getByRole('group', { name: 'Active filters' }).getByRole('button');

test('a value left out goes from events, is struck, and comes back by its chip', async ({ page }) => {
  await openView(page, 'case=demo');
  await filters(page).getByRole('button', { name: 'Leave out: raid' }).click();
  await settled(page);
  expect(parameters(page).get('not-kind')).toBe('raid');
  expect(await figure(page, 'events')).toBe(await demoEvents(sql`kind IS DISTINCT FROM 'raid'`));
  await expect(filters(page).getByRole('button', { name: 'Leave out: raid' })).toHaveAttribute(
    'aria-pressed',
    'true'
  );
  await expect(chips(page)).toHaveText([/not raid/]);
  const axe = await new AxeBuilder({ page }).include('[aria-label="Filters"]').analyze();
  expect(axe.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual(
    []
  );
  await chips(page).first().click();
  await settled(page);
  expect(parameters(page).get('not-kind')).toBeNull();
  expect(await figure(page, 'events')).toBe(await demoEvents(sql`TRUE`));
});

test('a country left out takes its events and its activity', async ({ page }) => {
  await openView(page, 'case=demo&not-region=NL');
  expect(await figure(page, 'events')).toBe(await demoEvents(sql`country IS DISTINCT FROM 'NL'`));
  expect(await figure(page, 'messages')).toBe(await demoMessages(sql`country IS DISTINCT FROM 'NL'`));
});

test('a link by source grade, cells and extent counts exactly that', async ({ page }) => {
  await openView(page, 'case=demo&grade=A,B&not-grade=B');
  expect(await figure(page, 'events')).toBe(await demoEvents(sql`source_grade = 'A'`));
  await openView(page, 'case=demo&cell=3,40');
  expect(await figure(page, 'messages')).toBe(await demoMessages(sql`cell IN (3, 40)`));
  await openView(page, 'case=demo&extent=4,51,6,53');
  const inside = sql`lon BETWEEN 4 AND 6 AND lat BETWEEN 51 AND 53`;
  expect(await figure(page, 'events')).toBe(await demoEvents(inside));
  expect(await figure(page, 'messages')).toBe(await demoMessages(inside));
});

test('"Only this map extent" counts what the map shows, follows it, and its link restores it', async ({
  page
}) => {
  await openView(page, 'case=demo&map=52.1,5.3,6.5');
  const before = await figure(page, 'events');
  const map = page.getByRole('region', { name: 'Map' });
  const extentSwitch = map.getByRole('button', { name: 'Only this map extent' });
  await extentSwitch.click();
  await settled(page);
  const shown = async (): Promise<number> => {
    const [west = 0, south = 0, east = 0, north = 0] = (parameters(page).get('extent') ?? '')
      .split(',')
      .map(Number);
    return demoEvents(sql`lon BETWEEN ${west} AND ${east} AND lat BETWEEN ${south} AND ${north}`);
  };
  expect(await figure(page, 'events')).toBe(await shown());
  expect(await figure(page, 'events')).toBeLessThan(before ?? 0);
  const first = parameters(page).get('extent');
  await map.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(() => parameters(page).get('extent'), { timeout: 20_000 }).not.toBe(first);
  await settled(page);
  const events = await figure(page, 'events');
  expect(events).toBe(await shown());
  // The link counts what it says, whatever the size of the window.
  const fragment = new URL(page.url()).hash.slice(1);
  await page.setViewportSize({ width: 1900, height: 1000 });
  await openView(page, '');
  await openView(page, fragment);
  expect(await figure(page, 'events')).toBe(events);
  await extentSwitch.click();
  await settled(page);
  expect(parameters(page).get('extent')).toBeNull();
  expect(await figure(page, 'events')).toBe(before);
});

test('a click with Shift on the map adds a country to the one kept', async ({ page }) => {
  // The middle of Poland: no symbol of an event in the way.
  await openView(page, 'case=demo&region=NL&map=52.05,19.4,6');
  const box = await page.getByRole('region', { name: 'Map' }).locator('canvas').first().boundingBox();
  if (box === null) throw new Error('There is no map');
  await page.keyboard.down('Shift');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.up('Shift');
  await expect.poll(() => parameters(page).get('region'), { timeout: 20_000 }).toBe('NL,PL');
  await settled(page);
  expect(await figure(page, 'events')).toBe(await demoEvents(sql`country IN ('NL', 'PL')`));
});

test('Undo and Redo name their step, by button and by key, and the title says what is shown', async ({
  page
}) => {
  await openView(page, 'case=demo');
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Redo', exact: true })).toBeDisabled();
  await filters(page).getByRole('button', { name: 'Leave out: raid' }).click();
  await settled(page);
  await expect(page).toHaveTitle(/ · not raid · Casewall$/);
  await page.getByRole('button', { name: 'Undo not-kind: raid' }).click();
  await expect.poll(() => parameters(page).get('not-kind')).toBeNull();
  await settled(page);
  await expect(page).not.toHaveTitle(/not raid/);
  await expect(page.getByRole('button', { name: 'Redo not-kind: raid' })).toBeEnabled();
  await page.keyboard.press('Control+Shift+Z');
  await expect.poll(() => parameters(page).get('not-kind')).toBe('raid');
  await settled(page);
  await page.keyboard.press('Control+Z');
  await expect.poll(() => parameters(page).get('not-kind')).toBeNull();
  await settled(page);
});
