import { numbers } from '../../src/lib/domain/columns.ts';
import { openNative } from '../../src/lib/engine/native.ts';
import { sql } from '../../src/lib/sql/sql.ts';
import type { Page } from '@playwright/test';
import { demoFile } from './native.ts';
import { expect, openView, parameters, settled, test } from './fixtures.ts';

const HOUR = 3_600_000;
const WEEK = 168;
const RANGE = 'case=demo&from=2020-06-01&to=2020-06-08';
const FIRST = Date.UTC(2020, 5, 1) / HOUR;

/** The first rows of the table of the map: number of the place, then its cells. */
async function firstRows(page: Page, count: number): Promise<readonly (readonly string[])[]> {
  const rows = page.getByRole('region', { name: 'Table of the map' }).locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  const read = await rows.evaluateAll((found) =>
    found.map((row) => [
      (row as HTMLElement).dataset.place ?? '',
      ...[...row.querySelectorAll('td')].map((cell) => cell.textContent)
    ])
  );
  return read.slice(0, count);
}

/** Messages and device-hours of a place in weeks before and after the range, by native DuckDB. */
async function weeksOf(place: number, weeks: readonly number[]) {
  const engine = await openNative({ threads: 1 });
  try {
    const sums: { readonly messages: number; readonly devices: number }[] = [];
    for (const week of weeks) {
      const from = FIRST + week * WEEK;
      const answer = await engine.run(
        sql`SELECT sum(messages)::DOUBLE AS messages, sum(devices)::DOUBLE AS devices
FROM read_parquet(${demoFile('activity.parquet')})
WHERE cell = ${place} AND hour >= ${from} AND hour < ${from + WEEK}`
      );
      sums.push({ messages: numbers(answer, 'messages')[0], devices: numbers(answer, 'devices')[0] });
    }
    return sums;
  } finally {
    await engine.close();
  }
}

async function openTable(page: Page): Promise<void> {
  await page
    .getByRole('region', { name: 'Map', exact: true })
    .getByRole('button', { name: 'Table', exact: true })
    .click();
}

test('cells show change against the same hours of other weeks, as native DuckDB counts them', async ({
  page
}) => {
  await openView(page, `${RANGE}&layer=change`);
  await openTable(page);
  for (const [place, observed, usual, least, most, weeks] of await firstRows(page, 3)) {
    // Collection began on 27 March, and 16 May has a gap: two of the ten weeks before are left out.
    const sums = await weeksOf(Number(place), [0, -1, -2, -4, -5, -6, -7, -8, -9]);
    const [range, ...others] = sums.map(({ messages }) => messages);
    const sorted = others.toSorted((a, b) => a - b);
    const plain = (text: string) => Number(text.replaceAll(',', ''));
    expect([observed, usual, least, most].map(plain)).toEqual([
      range,
      (sorted[3] + sorted[4]) / 2,
      sorted[0],
      sorted[7]
    ]);
    expect(weeks).toBe('8');
  }
});

test('cells show messages per hour covered and per device-hour', async ({ page }) => {
  await openView(page, `${RANGE}&layer=rate`);
  await openTable(page);
  const [[place, messages, hours, rate]] = await firstRows(page, 1);
  const [week] = await weeksOf(Number(place), [0]);
  const written = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
  expect([messages, hours, rate]).toEqual([
    written.format(week.messages),
    '168',
    written.format(week.messages / 168)
  ]);

  await page.getByRole('button', { name: 'per device-hour' }).click();
  await expect.poll(() => parameters(page).get('per')).toBe('device');
  await settled(page);
  const [[device, sent, active, each]] = await firstRows(page, 1);
  const [own] = await weeksOf(Number(device), [0]);
  expect([sent, active, each]).toEqual([
    written.format(own.messages),
    written.format(own.devices),
    written.format(own.messages / own.devices)
  ]);
});

test('change asks for a range, and the layer is chosen by buttons and kept in the address', async ({
  page
}) => {
  await openView(page, 'case=demo&layer=change');
  await expect(page.locator('.legend').first()).toContainText('Select a range');
  const layers = page.getByRole('group', { name: 'What the cells show' });
  await layers.getByRole('button', { name: 'Rate', exact: true }).click();
  await expect.poll(() => parameters(page).get('layer')).toBe('rate');
  await settled(page);
  await page.goBack();
  await settled(page);
  await expect(layers.getByRole('button', { name: 'Change', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true'
  );
});

for (const width of [1440, 390])
  test(`the table of the map lies inside the map at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await openView(page, 'case=demo&layer=rate');
    await openTable(page);
    const table = page.getByRole('region', { name: 'Table of the map' });
    await expect(table).toContainText('1 to 100 shown');
    await table.getByRole('button', { name: 'Next' }).click();
    await expect(table).toContainText('101 to 200 shown');
    const [outer, inner] = await Promise.all([
      page.getByRole('region', { name: 'Map', exact: true }).boundingBox(),
      table.boundingBox()
    ]);
    if (outer === null || inner === null) throw new Error('There is no map, or no table on it');
    expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height);
    expect(inner.x + inner.width).toBeLessThanOrEqual(outer.x + outer.width);
  });
