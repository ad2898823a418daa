import { expect, figures, openView, parameters, settled, test } from './fixtures.ts';

test('an engine that dies says so; started again, it gives the same View to the last figure', async ({
  page,
  guard
}) => {
  guard.allow(/killed by a test/);
  const fragment =
    'case=demo&from=2020-06-12T05:00Z&to=2020-06-14&region=NL,BE&kind=raid,seizure&map=52.1,5.3,6.2';
  await openView(page, fragment);
  const before = await figures(page);
  const engine = page.workers().find((worker) => worker.url().includes('duckdb'));
  if (engine === undefined) throw new Error('The query engine has no worker');
  await engine.evaluate(() => {
    setTimeout(() => {
      throw new Error('killed by a test');
    });
  });
  const alert = page.getByRole('alert').filter({ hasText: 'The query engine has stopped' });
  await expect(alert).toBeVisible();
  // A change that it cannot answer any more is not shown as if it were, and nothing else is advised.
  await page.getByRole('button', { name: 'Clear filter: Country' }).click();
  await expect.poll(() => parameters(page).get('region')).toBeNull();
  await expect(page.locator('html')).toHaveAttribute('data-settled', 'false');
  await expect(page.getByRole('alert')).toHaveCount(1);
  await page.goBack();
  await alert.getByRole('button', { name: 'Start it again' }).click();
  await expect(alert).toHaveCount(0);
  await settled(page);
  expect(await figures(page)).toEqual(before);
  for (const name of ['from', 'to', 'region', 'kind', 'map'])
    expect(parameters(page).get(name), name).toBe(new URLSearchParams(fragment).get(name));
  await page.getByRole('button', { name: 'Clear filter: Country' }).click();
  await settled(page);
  expect(await figures(page)).not.toEqual(before);
});
