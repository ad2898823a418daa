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
