import { expect, figure, figures, openView, parameters, settled, test } from './fixtures.ts';

test('the address reopened in a fresh profile gives the same figures', async ({
  page,
  browser,
  baseURL,
  guard
}) => {
  const fragment =
    'case=demo&from=2020-05-04T06:00Z&to=2020-06-14T12:00Z&span=2020-04-20,2020-06-20&region=NL,BE&kind=raid,seizure,arrest' +
    '&area=2.5 49.5,7.5 49.5,7.5 53.6,2.5 53.6&map=52.1,5.3,6.2&zone=Europe/Amsterdam&theme=dark';
  await openView(page, fragment);
  const shown = await figures(page);
  expect(Number(shown['events']?.split(' ')[0])).toBeGreaterThan(0);
  const fresh = await browser.newContext({ locale: 'nl-NL', timezoneId: 'Asia/Tokyo', baseURL });
  guard.watch(fresh);
  const other = await fresh.newPage();
  await other.goto(page.url());
  await settled(other);
  expect(await figures(other)).toEqual(shown);
  expect(parameters(other).get('region')).toBe('NL,BE');
  await fresh.close();
});

test('what equals the default is left out of the address', async ({ page }) => {
  await openView(page, '');
  expect([...parameters(page).keys()]).toEqual([]);
});

test('Back and Forward walk through every change, to the figure', async ({ page }) => {
  await openView(page, 'case=tiny');
  const seen = [await figures(page)];
  for (const fragment of ['case=tiny&region=NL', 'case=tiny&region=NL&kind=raid', 'case=tiny&q=cocaine']) {
    await openView(page, fragment);
    seen.push(await figures(page));
  }
  expect(new Set(seen.map((entry) => JSON.stringify(entry))).size).toBe(4);
  for (const index of [2, 1, 0]) {
    await page.goBack();
    await settled(page);
    expect(await figures(page)).toEqual(seen[index]);
  }
  for (const index of [1, 2, 3]) {
    await page.goForward();
    await settled(page);
    expect(await figures(page)).toEqual(seen[index]);
  }
});

test('times follow the zone that is chosen, and the range stays', async ({ page }) => {
  await openView(page, 'case=demo&from=2020-06-12T22:00Z&to=2020-06-14T22:00Z');
  const before = await figures(page);
  const from = page.getByRole('form', { name: 'Period' }).getByLabel('From');
  await expect(from).toHaveValue('2020-06-13');
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
  await settled(page);
  expect(parameters(page).get('zone')).toBe('Asia/Tokyo');
  await expect(from).toHaveValue('2020-06-13 07:00');
  expect(await figures(page)).toEqual(before);
  await page.getByLabel('Time zone').selectOption('Europe/Paris');
  await settled(page);
  expect(parameters(page).get('zone')).toBeNull();
  // Paris was one hour ahead of UTC before 29 March 2020, two from then on.
  await openView(page, 'case=demo&from=2020-03-28T23:00Z&to=2020-03-29T22:00Z');
  await expect(from).toHaveValue('2020-03-29');
  await expect(page.getByRole('form', { name: 'Period' }).getByLabel('To')).toHaveValue('2020-03-30');
});

const BROKEN_LINKS: readonly (readonly [fragment: string, named: string])[] = [
  ['case=tiny&from=banana', 'banana'],
  ['case=tiny&zone=Mars/Phobos', 'Mars/Phobos'],
  ['case=tiny&map=95,5,3', 'map'],
  ['case=tiny&area=1 2,3', 'area'],
  ['case=tiny&panel=cellar', 'cellar'],
  ['case=tiny&from=2020-06-14&to=2020-06-12', '2020-06-14'],
  ['case=tiny&q=%E0%A4%A', 'q'],
  ['case=tiny&nonsense=1', 'nonsense']
];

for (const [fragment, named] of BROKEN_LINKS) {
  test(`a broken link says what could not be read: ${fragment}`, async ({ page }) => {
    await openView(page, fragment);
    await expect(page.getByRole('alert').first()).toContainText(named);
    expect(await figure(page, 'events')).toBe(6);
  });
}

test('text of a link is shown as text', async ({ page }) => {
  await openView(
    page,
    `case=tiny&q=${encodeURIComponent('<img src=x onerror=alert(1)>')}&kind=${encodeURIComponent("'; DROP TABLE event; --")}`
  );
  expect(await figure(page, 'events')).toBe(0);
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  await openView(page, 'case=tiny');
  expect(await figure(page, 'events')).toBe(6);
});

test('a case that is not there is named, and what is there can be opened', async ({ page, guard }) => {
  guard.allow(/404/);
  await openView(page, 'case=atlantis');
  await expect(page.getByRole('alert').first()).toContainText(/atlantis|case\.json/);
  await openView(page, 'case=tiny');
  expect(await figure(page, 'events')).toBe(6);
});

test('a link to another server is refused without asking it', async ({ page }) => {
  await openView(page, 'case=https://example.org/cases/one');
  await expect(page.getByRole('alert').first()).toBeVisible();
});
