import { join } from 'node:path';
import { alertRates, changePointRate, leadLagRates, naiveBreakRates } from '../null/daily-rates.ts';
import { demoAlarmRates } from '../null/demo-rates.ts';
import { eventRates, type EventSetting } from '../null/event-rates.ts';
import { nationalWaveRates, nearRepeatRate } from '../null/space-rates.ts';
import { clustered, dealtRate, scattered, studyRate } from '../null/study-rates.ts';
import type { Findings } from './parts.ts';
import { ROOT } from './stage.ts';

// At least as many as stand behind section 9 of the specification (600 per setting for the rules of one event).
const EVENT_RUNS = 2000;
const CONTRAST_RUNS = 200;
const STUDY_RUNS = 600;
const DAILY_RUNS = 600;
const ALERT_PLACES = 1000;
const DEMO_SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Rule, setting, what the specification says, what was measured, of how many. */
type Row = readonly [string, string, string, string, string];

/** How often each rule calls a change where there is none: the table of section 9, in full. */
export async function measureNull(): Promise<Findings> {
  const rows: readonly Row[] = [
    ...eventRows(),
    ...contrastRows(),
    ...studyRows(),
    ...dailyRows(),
    ...alertRows(),
    ...(await demoRows()),
    ...spaceRows()
  ];
  return {
    table: {
      head: ['false alarms (nominal 5 %; alerts: 1 in 1,000 days)', 'setting', 'said', 'here', 'of'],
      rows
    },
    remarks: ['said: section 9 of the specification. Seeds are fixed: the same numbers again on every run.']
  };
}

function percent(...shares: readonly number[]): string {
  return `${shares.map((share) => (100 * share).toFixed(1)).join(' / ')} %`;
}

function thousandths(...rates: readonly number[]): string {
  return rates.map((rate) => rate.toFixed(1)).join(' / ');
}

function eventRows(): readonly Row[] {
  const base: EventSetting = { runs: EVENT_RUNS, seed: 101, dayRho: 0.3, ratio: 1, W: 7, controls: 4 };
  const of = String(EVENT_RUNS);
  return [0.3, 0.6].flatMap((dayRho): Row[] => {
    const still = eventRates({ ...base, dayRho });
    const halved = eventRates({ ...base, dayRho, ratio: 0.5, seed: 102 });
    const rho = `day correlation ${dayRho}`;
    return [
      ['rate ratio (2a)', rho, '5 %', percent(still.rateRatio), of],
      ['  its interval covers the truth', rho, '95 %', percent(still.covered, halved.covered), `2 x ${of}`],
      ['relative rate ratio (2b)', rho, '6 %', percent(still.relative), of],
      ['  covers', rho, '94 %', percent(still.relativeCovered, halved.relativeCovered), `2 x ${of}`],
      ['ordinary dates (2c), region / relative', rho, '5-7 / 5-9 %', placebos(still), of],
      ['2a and 2c both', rho, '3 %', percent(still.both), of],
      ['  power for a halving', rho, '88-96 %', percent(halved.both), of]
    ];
  });
}

function placebos({ placebo, relativePlacebo }: ReturnType<typeof eventRates>): string {
  return percent(placebo, relativePlacebo);
}

/** The tests that are not used, and why. */
function contrastRows(): readonly Row[] {
  const rates = [3, 40, 400].map((mean) =>
    eventRates({ runs: CONTRAST_RUNS, seed: 103, dayRho: 0.5, ratio: 1, W: 7, controls: 0, mean })
  );
  const setting = '3 / 40 / 400 messages an hour';
  const of = `3 x ${CONTRAST_RUNS}`;
  return [
    ['not used: exact Poisson', setting, '49 / 86 / 91 %', percent(...rates.map((rate) => rate.poisson)), of],
    ['not used: quasi-Poisson, hours', setting, '41-57 %', percent(...rates.map((rate) => rate.hours)), of],
    ['not used: quasi-Poisson, days', setting, '14-17 %', percent(...rates.map((rate) => rate.blocks)), of]
  ];
}

function studyRows(): readonly Row[] {
  const of = String(STUDY_RUNS);
  const base = { runs: STUDY_RUNS, seed: 104, events: 20 };
  const final = [scattered, clustered].map((place) => studyRate({ ...base, place }));
  const dealt = dealtRate({ ...base, place: clustered });
  return [
    ['superposed epochs (3)', 'independent / clustered events', '4 / 4 %', percent(...final), `2 x ${of}`],
    ['not used: dates dealt out one by one', 'clustered events', '29 %', percent(dealt), of]
  ];
}

function dailyRows(): readonly Row[] {
  const of = String(DAILY_RUNS);
  const rhos = [0, 0.3, 0.5, 0.7];
  const at = (drop: number) => percent(...rhos.map((rho) => changePointRate(DAILY_RUNS, 105, rho, drop)));
  const naive = naiveBreakRates(DAILY_RUNS, 106);
  const { window, lags, raw } = leadLagRates(DAILY_RUNS, 107);
  const setting = 'rho 0 / 0.3 / 0.5 / 0.7';
  return [
    ['change points (5)', setting, '0.5 / 2.5 / 1.5 / 3.5 %', at(0), `4 x ${of}`],
    ['  shift of 2 sd found within 2 days', setting, '96 / 88 / 74 / 50 %', at(2), `4 x ${of}`],
    ['  shift of 5 sd', setting, '99.5-100 %', at(5), `4 x ${of}`],
    ['not used: variance by MAD of steps / sd', 'rho 0.5', '98 / 76 %', percent(naive.mad, naive.sd), of],
    ['lead and lag, windows moved (4)', '', '3-7 %', percent(window), of],
    ['  prewhitened, limit over all lags', '', '2 %', percent(lags), of],
    ['not used: any of 29 raw lags', '', '67-70 %', percent(raw), of]
  ];
}

function alertRows(): readonly Row[] {
  const of = `${ALERT_PLACES} places each`;
  const means = [5, 100, 5000];
  const setting = `${means.join(' / ')} messages a day`;
  const still = means.map((mean) => alertRates({ places: ALERT_PLACES, seed: 108, mean, fromDay: 64 }));
  const early = means.map((mean) => alertRates({ places: ALERT_PLACES, seed: 108, mean }));
  const growing = means.map((mean) => alertRates({ places: ALERT_PLACES, seed: 108, mean, growth: 0.18 }));
  const surge = (rates: typeof still) => thousandths(...rates.map((rate) => rate.surge));
  const silence = (rates: typeof still) => thousandths(...rates.map((rate) => rate.silence));
  const ears = (method: 'C1' | 'C2' | 'C3') => thousandths(...still.map((rate) => rate.ears[method]));
  return [
    ['surges, per 1,000 days (6a)', `${setting}, 56 reference days`, '5-10', surge(still), of],
    ['silences', `${setting}, 56 reference days`, '0-3.5', silence(still), of],
    ['surges', `${setting}, 28 days and more`, 'not said', surge(early), of],
    ['silences', `${setting}, 28 days and more`, 'not said', silence(early), of],
    ['surges, growth of 15 % in 78 days', setting, 'not said', surge(growing), of],
    ['silences, growth of 15 % in 78 days', setting, 'not said', silence(growing), of],
    ['not used: EARS C1', setting, '28-33', ears('C1'), of],
    ['not used: EARS C2', setting, '30-43', ears('C2'), of],
    ['not used: EARS C3', setting, '72-102', ears('C3'), of]
  ];
}

/** The cells of the demo without a planted change: why its rate is above that of the simulation. */
async function demoRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const hasGrowth of [true, false]) {
    const rates = [];
    for (const seed of DEMO_SEEDS)
      rates.push(await demoAlarmRates(join(ROOT, 'static/geo'), seed, hasGrowth));
    const setting = hasGrowth ? 'model of the demo, growth 15 %' : 'the same, growth divided out';
    const range = (values: readonly number[]) =>
      `${Math.min(...values).toFixed(1)}-${Math.max(...values).toFixed(1)}`;
    const of = `${DEMO_SEEDS.length} draws`;
    rows.push([
      'surges of the demo, nothing planted',
      setting,
      'not said',
      range(rates.map((r) => r.surge)),
      of
    ]);
    rows.push(['silences', setting, 'not said', range(rates.map((r) => r.silence)), of]);
  }
  return rows;
}

function spaceRows(): readonly Row[] {
  const { interaction, shift } = nationalWaveRates(STUDY_RUNS, 109);
  const of = String(STUDY_RUNS);
  return [
    ['events near surges (7b)', 'national wave', '3-4 %', percent(interaction), of],
    ['not used alone: shift in time (7c)', 'national wave', '22-36 %', percent(shift), of],
    ['near repeats (7a)', 'scattered events', 'not said', percent(nearRepeatRate(STUDY_RUNS, 110)), of]
  ];
}
