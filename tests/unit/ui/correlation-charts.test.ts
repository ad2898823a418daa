import { render } from 'svelte/server';
import { expect, test } from 'vitest';
import CompositeChart from '../../../src/lib/ui/correlation/CompositeChart.svelte';
import EffectChart from '../../../src/lib/ui/correlation/EffectChart.svelte';
import ForestChart from '../../../src/lib/ui/correlation/ForestChart.svelte';
import ForestTable from '../../../src/lib/ui/correlation/ForestTable.svelte';
import KnoxGridTable from '../../../src/lib/ui/correlation/KnoxGridTable.svelte';
import LagChart from '../../../src/lib/ui/correlation/LagChart.svelte';
import LevelChart from '../../../src/lib/ui/correlation/LevelChart.svelte';
import ShiftChart from '../../../src/lib/ui/correlation/ShiftChart.svelte';
import StudyTable from '../../../src/lib/ui/correlation/StudyTable.svelte';
import { levelChart } from '../../../src/lib/views/correlation-breaks.ts';
import { effectBlockChart, effectSeriesChart } from '../../../src/lib/views/correlation-effect.ts';
import { forest } from '../../../src/lib/views/correlation-forest.ts';
import { lagChart } from '../../../src/lib/views/correlation-leadlag.ts';
import { compositeChart, studyEntries } from '../../../src/lib/views/correlation-response.ts';
import { knoxGrid, shiftChart } from '../../../src/lib/views/correlation-spacetime.ts';
import type { ResultStyle } from '../../../src/lib/views/correlation-words.ts';
import { detail, effect, impactRecord } from '../../fixtures/correlation-records.ts';
import {
  breaksRecord,
  leadLagRecord,
  responseRecord,
  spaceTimeRecord
} from '../../fixtures/correlation-records-more.ts';

/**
 * What every chart of the results draws, as markup beside this file: a change of a chart fails here, and shows as a
 * difference of its file. `vitest -u` writes them anew. Drawn without a page, at 640 pixels.
 */

const locale = 'en-GB';
const style: ResultStyle = { locale, zone: 'UTC', unit: { name: 'messages', scale: 1 } };
const one = effect(4);
const placeName = (code: string): string => code;
const study = studyEntries(responseRecord().result);
const { networkLevel, network } = breaksRecord().result;
const { timeShift, grid } = spaceTimeRecord().result;

/** What a component renders to is what it rendered to before. */
async function same(name: string, { body }: { readonly body: string }): Promise<void> {
  expect(body).not.toMatch(/NaN|undefined|Infinity/);
  await expect(tidy(body)).toMatchFileSnapshot(`charts/${name}.markup`);
}

/** An element a line, without what the compiler adds. */
function tidy(markup: string): string {
  const lines = markup
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/ ?svelte-[a-z0-9]+/g, '')
    .replaceAll(/ class=""/g, '')
    .replaceAll(/>\s*</g, '>\n<')
    .trim();
  return `${lines}\n`;
}

const summary = 'What the chart shows.';

test('one event, by blocks of 24 hours', async () => {
  const chart = effectBlockChart(one, detail(one), style, 'near');
  await same('effect-days', render(EffectChart, { props: { chart, label: 'One event', summary, style } }));
});

test('one event, by hour, with a gap', async () => {
  const chart = effectSeriesChart(effect(4, { W: 3 }), detail(one), style, 'near');
  await same('effect-hours', render(EffectChart, { props: { chart, label: 'One event', summary, style } }));
});

test('all events on one axis, as a table', async () => {
  await same(
    'forest-table',
    render(ForestTable, {
      props: {
        effects: impactRecord().result.effects.slice(0, 12),
        style,
        caseZone: 'Europe/Paris',
        theme: 'light',
        kinds: [],
        placeName,
        order: { key: 'time', descending: false },
        onOrder: () => undefined,
        onEvent: () => undefined
      }
    })
  );
});

test('all events on one axis, as a picture', async () => {
  const drawing = forest(impactRecord().result.effects, { key: 'q', descending: false });
  await same('forest-picture', render(ForestChart, { props: { forest: drawing, locale, placeName } }));
});

test('mean activity around events, with its band and windows', async () => {
  const chart = compositeChart(study[0].study, 'hour', locale);
  await same(
    'composite',
    render(CompositeChart, { props: { chart, unit: 'hour', label: 'All events', summary, locale } })
  );
});

test('every study in its windows', async () => {
  await same(
    'studies',
    render(StudyTable, {
      props: {
        groups: [{ title: 'All', entries: study }],
        unit: 'hour',
        chosen: 'all',
        locale,
        onChoose: () => undefined
      }
    })
  );
});

test('correlation by lag, with the limits of chance', async () => {
  await same(
    'lags',
    render(LagChart, { props: { chart: lagChart(leadLagRecord().result, locale), summary, locale } })
  );
});

test('level of the network, with its breaks', async () => {
  await same(
    'level',
    render(LevelChart, { props: { chart: levelChart(networkLevel, network, locale), summary, locale } })
  );
});

test('surges near events as the dates are moved', async () => {
  if (timeShift === null) throw new Error('The fixture has a shift');
  await same('shift', render(ShiftChart, { props: { chart: shiftChart(timeShift, locale), locale } }));
});

test('all nine of the sensitivity grid', async () => {
  await same('grid', render(KnoxGridTable, { props: { grid: knoxGrid(grid), locale } }));
});
