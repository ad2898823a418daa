import { expect, figure, figures, openView, parameters, settled, test } from './fixtures.ts';
import { demoFile, nativeNumber } from './native.ts';
import { sql, type Sql } from '../../src/lib/sql/sql.ts';

/** What the demo case shows when it is opened, against native DuckDB on its files. */
const HEADLINES: readonly (readonly [name: string, unit: string, reported: number | null])[] = [
  ['arrest', 'count', null],
  ['cocaine', 'kg', 8000],
  ['methamphetamine', 'kg', 1200],
  ['laboratory', 'count', 19],
  ['vehicle', 'count', 25],
  ['cash', 'EUR', 25_000_000],
  ['firearm', 'count', null]
];

function inCountry(commodity: string, unit: string, country: string): Sql {
  return sql`SELECT sum(quantity)::DOUBLE AS n FROM read_parquet(${demoFile('items.parquet')}) AS item
JOIN read_parquet(${demoFile('events.parquet')}) AS event ON event.id = item.event_id
WHERE commodity = ${commodity} AND unit = ${unit} AND country = ${country}`;
}

function messagesOf(condition: Sql): Sql {
  return sql`SELECT coalesce(sum(messages), 0)::DOUBLE AS n FROM read_parquet(${demoFile('activity.parquet')}) AS activity
JOIN read_parquet(${demoFile('cells.parquet')}) AS cell USING (cell) WHERE ${condition}`;
}

test('the page opens the first case with its landmarks, its badge and its figures', async ({
  page,
  guard
}) => {
  await openView(page, '');
  for (const name of ['Filters', 'Map', 'Timeline', 'Figures', 'Events'])
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  await expect(page.getByText('synthetic', { exact: true })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await figure(page, 'messages')).toBe(await nativeNumber(messagesOf(sql`TRUE`)));
  expect(await figure(page, 'events')).toBe(
    await nativeNumber(sql`SELECT count(*)::DOUBLE AS n FROM read_parquet(${demoFile('events.parquet')})`)
  );
  // Engine, basemap and data came from here; what else was asked, the guard of every test looks at.
  expect(guard.requests.filter((url) => url.endsWith('.wasm')).length).toBeGreaterThan(0);
  expect(guard.requests.some((url) => url.includes('world.pmtiles'))).toBe(true);
});

test('the totals of the Netherlands are those of the case, to the last unit', async ({ page }) => {
  await openView(page, 'case=demo&region=NL');
  for (const [name, unit, reported] of HEADLINES) {
    const exact = await nativeNumber(inCountry(name, unit, 'NL'));
    expect(await figure(page, name), name).toBe(exact);
    if (reported !== null) expect(exact, name).toBe(reported);
  }
  expect(await figure(page, 'arrest')).toBeGreaterThan(100);
  expect(await figure(page, 'firearm')).toBeGreaterThan(24);
  expect(await figure(page, 'messages')).toBe(await nativeNumber(messagesOf(sql`cell.country = 'NL'`)));
});

test('messages of a range and a region are exact, by the day and by the hour', async ({ page }) => {
  const hour = (time: number): number => time / 3_600_000;
  for (const [from, to, begin, end] of [
    ['2020-06-01', '2020-06-08', Date.UTC(2020, 5, 1), Date.UTC(2020, 5, 8)],
    ['2020-06-12T05:00Z', '2020-06-13T02:00Z', Date.UTC(2020, 5, 12, 5), Date.UTC(2020, 5, 13, 2)]
  ] as const) {
    await openView(page, `case=demo&from=${from}&to=${to}&region=NL,BE`);
    expect(await figure(page, 'messages')).toBe(
      await nativeNumber(
        messagesOf(
          sql`cell.country IN ${['NL', 'BE']} AND activity.hour >= ${hour(begin)} AND activity.hour < ${hour(end)}`
        )
      )
    );
  }
});

test('devices are shown where they are known: for the whole case', async ({ page }) => {
  await openView(page, 'case=demo');
  const whole = await figure(page, 'devices');
  if (whole !== null) expect(whole).toBe(50_012);
  await openView(page, 'case=demo&region=NL-NH&from=2020-06-01&to=2020-06-03');
  expect(await figure(page, 'devices')).toBeNull();
});

test('another case of the list opens, and Back returns to the first', async ({ page }) => {
  await openView(page, 'case=demo');
  const before = await figures(page);
  await page.getByLabel('Case', { exact: true }).selectOption('tiny');
  await expect.poll(() => parameters(page).get('case')).toBe('tiny');
  await settled(page);
  expect(await figure(page, 'events')).toBe(6);
  expect(await figure(page, 'messages')).toBe(3744);
  await page.goBack();
  await settled(page);
  expect(await figures(page)).toEqual(before);
});
