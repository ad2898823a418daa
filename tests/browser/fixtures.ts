import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';

/** Lines of the console that a test may see: of the engine's worker about the SQL that failed, and what a test allows. */
const ALWAYS_ALLOWED: readonly RegExp[] = [];

export interface Guard {
  /** Watches another context than the one of `page`. */
  watch(context: BrowserContext): void;
  /** Lines of the console that this test expects. */
  allow(pattern: RegExp): void;
  /** Every request so far: its address. */
  readonly requests: readonly string[];
}

/** Every test fails on a request that leaves the origin, on an error in the console and on one that nobody caught. */
export const test = base.extend<{ guard: Guard }>({
  baseURL: async ({}, use) => {
    await use(process.env.CASEWALL_URL);
  },
  guard: [
    async ({ context, baseURL }, use) => {
      const requests: string[] = [];
      const foreign: string[] = [];
      const errors: string[] = [];
      const allowed = [...ALWAYS_ALLOWED];
      const watch = (watched: BrowserContext): void => {
        watched.on('request', (request) => {
          const url = new URL(request.url());
          requests.push(url.href);
          if (!['blob:', 'data:'].includes(url.protocol) && url.origin !== baseURL) foreign.push(url.href);
        });
        watched.on('console', (message) => {
          if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
        });
        watched.on('weberror', (problem) => errors.push(String(problem.error().stack)));
      };
      watch(context);
      await use({ watch, allow: (pattern) => void allowed.push(pattern), requests });
      expect(foreign, 'no request leaves the origin').toEqual([]);
      expect(
        errors.filter((line) => !allowed.some((pattern) => pattern.test(line))),
        'no error in the console'
      ).toEqual([]);
    },
    { auto: true }
  ]
});

export { expect };

/** Waits until every panel shows the View, and has done so for a moment. */
export async function settled(page: Page): Promise<void> {
  const isSettled = () =>
    page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          // A change needs a turn of the event loop before the page says that it is at work.
          setTimeout(
            () => requestAnimationFrame(() => resolve(document.documentElement.dataset.settled === 'true')),
            50
          );
        })
    );
  await expect(async () => {
    expect(await isSettled(), 'the page is settled').toBe(true);
    expect(await isSettled(), 'the page stays settled').toBe(true);
  }).toPass({ timeout: 60_000, intervals: [50] });
}

/** Opens the page on a fragment and waits until it is settled. */
export async function openView(page: Page, fragment: string): Promise<void> {
  const before = page.url();
  await page.goto(`/#${fragment}`);
  if (before.split('#')[0] === page.url().split('#')[0]) await page.waitForTimeout(60);
  await settled(page);
}

/** The exact number of one headline figure; null where it is not there. */
export async function figure(page: Page, name: string): Promise<number | null> {
  const element = page.locator(`[data-figure="${name}"]`);
  if ((await element.count()) === 0) return null;
  const text = await element.getAttribute('data-value');
  return text === null ? null : Number(text);
}

/** All headline figures: name to certain and possible number, as text. */
export async function figures(page: Page): Promise<Readonly<Record<string, string>>> {
  return page.locator('[data-figure]').evaluateAll((elements) =>
    Object.fromEntries(
      elements.map((element) => {
        const { figure, value, possible } = (element as HTMLElement).dataset;
        return [figure ?? '', `${value} ${possible}`];
      })
    )
  );
}

/** The parameters in the address. */
export function parameters(page: Page): URLSearchParams {
  return new URLSearchParams(new URL(page.url()).hash.slice(1));
}

/** Where the timeline draws its bars and lanes. */
export async function plotBox(page: Page) {
  const timeline = page.getByRole('region', { name: 'Timeline', exact: true });
  const box = await timeline.locator('[role="presentation"]').boundingBox();
  if (box === null) throw new Error('There is no timeline');
  return box;
}

/** Draws a range with the pointer, between two shares of the timeline's width, and waits until the page shows it. */
export async function brush(page: Page, from: number, to: number): Promise<void> {
  const box = await plotBox(page);
  const y = box.y + 30;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  for (const share of [(from + to) / 2, to])
    await page.mouse.move(box.x + box.width * share, y, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => parameters(page).get('from')).not.toBeNull();
  await settled(page);
}
