import AxeBuilder from '@axe-core/playwright';
import { brush, expect, figure, openView, parameters, settled, test } from './fixtures.ts';

for (const theme of ['light', 'dark'] as const) {
  test(`no serious obstacle for people who do not see or point well, ${theme}`, async ({ page }) => {
    await openView(page, `case=demo&theme=${theme}&region=NL&from=2020-06-01&to=2020-06-14`);
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`)
        )
    ).toEqual([]);
  });
}

test('the theme button changes the colours and the address', async ({ page }) => {
  await openView(page, 'case=tiny&theme=light');
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await colour();
  await page.getByRole('button', { name: 'Dark colours' }).click();
  await settled(page);
  expect(parameters(page).get('theme')).toBe('dark');
  expect(await colour()).not.toBe(light);
});

test('the page follows the theme of the system', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openView(page, 'case=tiny');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the brush is moved by the keyboard', async ({ page }) => {
  await openView(page, 'case=demo&from=2020-06-01&to=2020-06-08');
  const before = await figure(page, 'messages');
  await page.getByRole('slider', { name: 'Selected range', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => parameters(page).get('from')).not.toBe('2020-06-01');
  await settled(page);
  expect(await figure(page, 'messages')).not.toBe(before);
});

test('the brush is drawn by the pointer, and the figures follow', async ({ page }) => {
  await openView(page, 'case=demo');
  const before = await figure(page, 'messages');
  await brush(page, 0.5, 0.7);
  expect(await figure(page, 'messages')).toBeLessThan(Number(before));
  await page.goBack();
  await settled(page);
  expect(await figure(page, 'messages')).toBe(before);
});

test('an event of the list opens its detail, Escape closes it', async ({ page }) => {
  await openView(page, 'case=tiny');
  await page.getByRole('button', { name: /Raid on a warehouse/ }).click();
  await expect.poll(() => parameters(page).get('sel')).toBe('ev-2');
  await settled(page);
  const events = page.getByRole('region', { name: 'Events', exact: true });
  await expect(events).toContainText('restricted');
  await expect(events).toContainText('Record of seizure');
  await page.keyboard.press('Escape');
  await expect.poll(() => parameters(page).get('sel')).toBeNull();
});

test('the skip link comes first, and every landmark can be reached by Tab', async ({ page }) => {
  await openView(page, 'case=tiny');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /Skip/ })).toBeFocused();
  const reached = new Set<string>();
  for (let press = 0; press < 90; press++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(
      () => document.activeElement?.closest('section')?.getAttribute('aria-label') ?? ''
    );
    reached.add(name);
  }
  for (const name of ['Filters', 'Map', 'Timeline', 'Events']) expect(reached).toContain(name);
});

test('nothing overflows at 1280 and at 390 pixels', async ({ page }) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await openView(page, 'case=tiny');
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(excess, `${width} px`).toBeLessThanOrEqual(0);
  }
});
