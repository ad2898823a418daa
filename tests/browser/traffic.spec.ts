import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, figure, openView, parameters, settled, test } from './fixtures.ts';
import { nativeNumber } from './native.ts';
import { sql, type Sql } from '../../src/lib/sql/sql.ts';

const file = (id: string, name: string): string => join(process.env.CASEWALL_FOLDER ?? '', id, name);

function messages(id: string, condition: Sql): Promise<number> {
  return nativeNumber(sql`SELECT coalesce(sum(messages), 0)::DOUBLE AS n FROM read_parquet(${file(id, 'activity.parquet')}) AS activity
JOIN read_parquet(${file(id, 'cells.parquet')}) AS cell USING (cell) WHERE ${condition}`);
}

/** What the list says of a kind of traffic. */
function kindOf(page: Page, kind: string) {
  return page.getByRole('region', { name: 'Filters' }).locator('label').filter({ hasText: kind });
}

test('a kind of traffic is chosen from its list, which counts messages under the other filters', async ({
  page
}) => {
  await openView(page, 'case=traffic&region=NL&from=2020-06-12T05:00Z&to=2020-06-13');
  const hours = sql`cell.country = 'NL' AND hour >= ${Date.UTC(2020, 5, 12, 5) / 3_600_000} AND hour < ${Date.UTC(2020, 5, 13) / 3_600_000}`;
  const format = new Intl.NumberFormat('en-GB');
  for (const kind of ['photo', 'text'])
    await expect(kindOf(page, kind)).toContainText(
      format.format(await messages('traffic', sql`${hours} AND traffic = ${kind}`))
    );
  await kindOf(page, 'text').getByRole('checkbox').check();
  await expect.poll(() => parameters(page).get('traffic')).toBe('text');
  await settled(page);
  expect(await figure(page, 'messages')).toBe(await messages('traffic', sql`${hours} AND traffic = 'text'`));
  await page.getByRole('button', { name: 'Clear filter: Traffic' }).click();
  await settled(page);
  expect(await figure(page, 'messages')).toBe(await messages('traffic', hours));
});

for (const id of ['traffic', 'daily-traffic']) {
  test(`${id}: a link by kind of traffic shows its messages, and the statistics come to an end`, async ({
    page
  }) => {
    await openView(page, `case=${id}&traffic=photo`);
    expect(await figure(page, 'messages')).toBe(await messages(id, sql`traffic = 'photo'`));
    await openView(page, `case=${id}&traffic=photo&from=2020-06-13&to=2020-06-14`);
    const day = sql`hour >= ${Date.UTC(2020, 5, 13) / 3_600_000} AND hour < ${Date.UTC(2020, 5, 14) / 3_600_000}`;
    expect(await figure(page, 'messages')).toBe(await messages(id, sql`traffic = 'photo' AND ${day}`));
    await openView(page, `case=${id}&traffic=photo&panel=breaks`);
    await expect(page.getByRole('region', { name: 'Correlation', exact: true })).not.toContainText(
      'being read'
    );
    await openView(page, `case=${id}`);
    expect(await figure(page, 'messages')).toBe(await messages(id, sql`TRUE`));
  });
}

test('a link by kind of traffic to a case that knows none says so, and the filter can be cleared', async ({
  page
}) => {
  await openView(page, 'case=tiny&traffic=photo');
  await expect(page.getByRole('alert').first()).toContainText('kind of traffic');
  expect(await figure(page, 'messages')).toBeNull();
  await page.getByRole('button', { name: 'Clear filter: Traffic' }).click();
  await settled(page);
  expect(await figure(page, 'messages')).toBe(3744);
});
