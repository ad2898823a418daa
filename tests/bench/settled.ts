import type { Page } from 'playwright';

/** From now on, pages opened here note when they were settled for the first time. Call before the page is opened. */
export async function watchSettled(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const note = window as unknown as { settledAt?: number };
    new MutationObserver((_, observer) => {
      if (document.documentElement?.dataset.settled !== 'true') return;
      note.settledAt = performance.now();
      observer.disconnect();
    }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-settled'] });
  });
}

/** Milliseconds from the start of the navigation to the settled page. */
export async function firstSettled(page: Page): Promise<number> {
  const handle = await page.waitForFunction(
    () => (window as unknown as { settledAt?: number }).settledAt,
    undefined,
    { timeout: 120_000, polling: 100 }
  );
  return (await handle.jsonValue()) as number;
}

/** Waits until the full activity is there: it comes in behind the first picture. */
export async function activityLoaded(page: Page): Promise<void> {
  await firstSettled(page);
  await page.waitForTimeout(1000);
  await page.waitForFunction(() => !/full activity/i.test(document.body.innerText), undefined, {
    timeout: 180_000,
    polling: 250
  });
  await page.waitForTimeout(1500);
}
