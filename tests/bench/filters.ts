import type { Page } from 'playwright';
import type { Findings } from './parts.ts';
import { activityLoaded, watchSettled } from './settled.ts';
import type { Stage } from './stage.ts';

const REGIONS = ['NL', 'BE', 'DE', 'FR', 'GB', 'ES', 'IT', 'NL,BE', 'SE,NO,DK', 'PL', 'NL-NH', 'FR-IDF'];
const TEXTS = ['harbour', 'warehouse', 'rotterdam', 'a', 'laboratory', 'van', 'port', 'cash'];
const AREAS = [
  '3 50,7 50,7 54,3 54',
  '-6 50,2 50,2 56,-6 56',
  '-10 36,4 36,4 44,-10 44',
  '8 46,18 46,18 55,8 55',
  '4.1 51.8,5.2 51.8,5.2 52.6,4.1 52.6',
  '-11 35,31 35,31 71,-11 71',
  '2 48,3 48,3 49,2 49',
  '6 36,19 36,19 47,6 47'
];
const FILTERS: Readonly<Record<string, readonly string[]>> = {
  'by region': REGIONS.map((codes) => `region=${codes}`),
  'by value': [
    ...['raid', 'seizure', 'arrest', 'court', 'raid,seizure'].map((kinds) => `kind=${kinds}`),
    ...['cocaine', 'cash', 'firearm', 'vehicle,cash'].map((commodities) => `commodity=${commodities}`)
  ],
  'by text': TEXTS.map((text) => `q=${text}`),
  'by area': AREAS.map((area) => `area=${area}`),
  'several at once': [
    'region=NL&kind=raid&q=a',
    'region=DE&commodity=cash&kind=seizure',
    'region=FR&from=2020-05-01&to=2020-06-01',
    'region=ES&from=2020-06-10&to=2020-06-14',
    'kind=raid&from=2020-06-10T04:00Z&to=2020-06-14T09:00Z'
  ]
};
const LIMIT = 150;

/** From a change of any filter but time to the settled page. */
export async function measureFilters(stage: Stage): Promise<Findings> {
  const browser = await stage.browser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await watchSettled(page);
  await page.goto(`${await stage.url()}/#case=demo`);
  await activityLoaded(page);
  const values = new Map<string, number[]>();
  for (const round of [1, 2]) {
    for (const [name, filters] of Object.entries(FILTERS)) {
      for (const filter of filters) {
        const ms = await changeHash(page, `case=demo&${filter}`);
        await page.waitForTimeout(150);
        // The first round also loads what is loaded once, such as the outlines of regions.
        if (round === 2) values.set(name, [...(values.get(name) ?? []), ms]);
      }
    }
  }
  await page.close();
  const all = [...values.values()].flat();
  return {
    measures: [
      { name: 'filter change to settled', unit: 'ms', values: all, limit: LIMIT },
      ...[...values].map(
        ([name, own]) => ({ name: `  ${name}`, unit: 'ms', values: own, limit: LIMIT }) as const
      )
    ]
  };
}

/** Writes an address into the page; milliseconds until it was busy and has settled again. */
export async function changeHash(page: Page, fragment: string): Promise<number> {
  return page.evaluate(
    (hash) =>
      new Promise<number>((resolve, reject) => {
        const root = document.documentElement;
        const begin = performance.now();
        let wasBusy = false;
        const watcher = new MutationObserver((changes) => {
          // Busy and settled again may come as one batch: what an attribute was is told too.
          wasBusy ||= changes.some(({ oldValue }) => oldValue === 'false');
          if (root.dataset.settled === 'false') wasBusy = true;
          else if (wasBusy) {
            watcher.disconnect();
            resolve(performance.now() - begin);
          }
        });
        watcher.observe(root, {
          attributes: true,
          attributeFilter: ['data-settled'],
          attributeOldValue: true
        });
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
