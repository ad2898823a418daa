import type { Browser, Page } from 'playwright';
import { activityLoaded, watchSettled } from './settled.ts';
import type { Measure } from './summary.ts';

const REGIONS = ['NL', 'BE', 'DE', 'FR', 'GB', 'ES', 'IT', 'NL,BE', 'SE,NO,DK', 'PL', 'NL-NH', 'FR-IDF'];
const FILTERS: readonly string[] = [
  ...REGIONS.map((codes) => `region=${codes}`),
  ...['raid', 'seizure', 'arrest', 'court', 'raid,seizure'].map((kinds) => `kind=${kinds}`),
  ...['cocaine', 'cash', 'firearm', 'vehicle,cash'].map((commodities) => `commodity=${commodities}`),
  ...['harbour', 'warehouse', 'rotterdam', 'a'].map((text) => `q=${text}`),
  'area=3 50,7 50,7 54,3 54',
  'area=-6 50,2 50,2 56,-6 56',
  'region=NL&kind=raid&q=a',
  'region=DE&commodity=cash&kind=seizure',
  'region=FR&from=2020-05-01&to=2020-06-01',
  'region=ES&from=2020-06-10&to=2020-06-14',
  'kind=raid&from=2020-06-10T04:00Z&to=2020-06-14T09:00Z'
];

/** From a change of any filter but time to the settled page. */
export async function measureFilters(browser: Browser, url: string): Promise<readonly Measure[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await watchSettled(page);
  await page.goto(`${url}/#case=demo`);
  await activityLoaded(page);
  const values: number[] = [];
  for (const round of [1, 2]) {
    for (const filter of FILTERS) {
      const ms = await change(page, `case=demo&${filter}`);
      await page.waitForTimeout(150);
      // The first round also loads what is loaded once, such as the outlines of regions.
      if (round === 2) values.push(ms);
    }
  }
  await page.close();
  return [{ name: 'filter change to settled', unit: 'ms', values, limit: 150 }];
}

async function change(page: Page, fragment: string): Promise<number> {
  return page.evaluate(
    (hash) =>
      new Promise<number>((resolve, reject) => {
        const root = document.documentElement;
        const begin = performance.now();
        let wasBusy = false;
        const watcher = new MutationObserver(() => {
          if (root.dataset.settled === 'false') wasBusy = true;
          else if (wasBusy) {
            watcher.disconnect();
            resolve(performance.now() - begin);
          }
        });
        watcher.observe(root, { attributes: true, attributeFilter: ['data-settled'] });
        location.hash = hash;
        setTimeout(() => {
          watcher.disconnect();
          if (wasBusy) reject(new Error(`The page did not settle within 30 s on ${hash}`));
          else reject(new Error(`The page was not busy after ${hash}`));
        }, 30_000);
      }),
    fragment
  );
}
