import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { PANELS } from '../../src/lib/domain/view.ts';
import { expect, openView, settled, test } from './fixtures.ts';

/** Everybody can use the page: by keyboard, by ear, at twice the size, on a phone, without motion. */

/** Every obstacle that axe finds, however small. */
async function obstacles(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${impact} ${id} ${target.join(' ')}: ${failureSummary}`)
  );
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any panel, ${theme}`, async ({ page }) => {
    const found: Record<string, readonly string[]> = {};
    for (const panel of PANELS) {
      await openView(page, `case=demo&theme=${theme}&region=NL&from=2020-06-01&to=2020-06-14&panel=${panel}`);
      found[panel] = await obstacles(page);
    }
    expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([]);
  });

  test(`axe finds nothing on an event, the table of the timeline and every part of a proof, ${theme}`, async ({
    page
  }) => {
    await openView(page, `case=tiny&theme=${theme}&sel=ev-2`);
    await page.getByText('The same as a table').click();
    await page
      .getByRole('region', { name: 'Timeline', exact: true })
      .getByRole('button', { name: 'Table' })
      .click();
    expect(await obstacles(page), 'event and table').toEqual([]);
    await page.locator('[data-figure="events"]').getByRole('button').click();
    for (const tab of ['Rows', 'Left out, and why', 'SQL', 'Files']) {
      await page.getByRole('dialog').getByRole('tab', { name: tab }).click();
      await settled(page);
      expect(await obstacles(page), tab).toEqual([]);
    }
  });

  test(`axe finds nothing on the methods, on problems and where nothing is found, ${theme}`, async ({
    page,
    guard
  }) => {
    guard.allow(/404/);
    await page.emulateMedia({ colorScheme: theme });
    await page.goto('/methods');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await obstacles(page), 'methods').toEqual([]);
    await openView(page, 'case=tiny&from=never&panel=nothing&kind=raid&q=nowhere');
    await expect(page.getByRole('alert').first()).toBeVisible();
    expect(await obstacles(page), 'link that cannot be read, nothing found').toEqual([]);
    await page.goto('/#case=absent');
    await page.reload();
    await settled(page);
    await expect(page.getByRole('alert').first()).toBeVisible();
    expect(await obstacles(page), 'no such case').toEqual([]);
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`what lies under the pointer stays readable, ${theme}`, async ({ page }) => {
    await openView(page, `case=tiny&theme=${theme}`);
    for (const name of ['Copy link', 'Zoom in', 'Undo', 'Events: 6. Where does this come from?']) {
      await page.getByRole('button', { name }).first().hover({ force: true });
      expect(await obstacles(page), name).toEqual([]);
    }
  });
}

test('what changed is told: how many events, and the peak of the activity', async ({ page }) => {
  await openView(page, 'case=demo');
  const told = page.locator('[aria-live="polite"][data-told]');
  await expect(told).toHaveText(/^274 events, peak .*2020, whole case/);
  await page.getByRole('checkbox', { name: /^Netherlands/ }).check();
  await settled(page);
  await expect(told).toHaveText(/^\d+ events, peak .*2020/);
});

test('nothing is lost at twice the size: 1280 pixels wide are 640', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 450 });
  await openView(page, 'case=tiny&sel=ev-2');
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(excess).toBeLessThanOrEqual(0);
  for (const name of ['Filters', 'Map', 'Timeline', 'Figures', 'Events']) {
    const landmark = page.getByRole('region', { name, exact: true }).first();
    await landmark.scrollIntoViewIfNeeded();
    const box = await landmark.boundingBox();
    expect(box?.height ?? 0, name).toBeGreaterThan(100);
    expect(box?.width ?? 0, name).toBeGreaterThan(300);
  }
  await page.locator('[data-figure="events"]').getByRole('button').click();
  const dialog = await page.getByRole('dialog').boundingBox();
  expect(dialog?.width ?? 0).toBeLessThanOrEqual(640);
  await expect(page.getByRole('button', { name: 'Close the proof' })).toBeInViewport();
});

test('every figure, tab and button in sight has a name and can be reached by Tab', async ({ page }) => {
  await openView(page, 'case=tiny');
  const nameless = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, [role="slider"]')]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const label = element.getAttribute('aria-label') ?? element.textContent ?? '';
        const labels = (element as HTMLInputElement).labels;
        return label.trim() === '' && (labels === null || labels === undefined || labels.length === 0);
      })
      .map((element) => element.outerHTML.slice(0, 120))
  );
  expect(nameless).toEqual([]);
});

test('whoever wants no motion gets none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openView(page, 'case=tiny');
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { animationDuration, transitionDuration } = getComputedStyle(element);
        return [animationDuration, transitionDuration].some((text) =>
          text.split(',').some((part) => Number.parseFloat(part) > 0.001)
        );
      }).length
  );
  expect(moving).toBe(0);
});

test('the page does not jump while it opens', async ({ page }) => {
  await page.addInitScript(() => {
    const target = window as unknown as { shift: number };
    target.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) target.shift += value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const view of ['case=demo', 'case=demo&sel=ev-0178&region=NL']) {
    await page.goto('about:blank');
    await openView(page, view);
    const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
    expect(shift, view).toBeLessThan(0.05);
  }
});
