import { DAY_MS } from '../domain/activity.ts';
import type { BreaksRecord } from '../domain/correlation.ts';
import type {
  BreaksResult,
  ChangePoint,
  ChangePoints,
  DailyLevel,
  NearBreak
} from '../domain/correlation-breaks.ts';
import { fitBaseline, type HourlySeries } from '../stats/baseline.ts';
import {
  changePoints,
  type ChangePoint as Found,
  type ChangePoints as FoundAll
} from '../stats/change-points.ts';
import { sufficiency } from '../stats/sufficiency.ts';
import { dailySums, isoDay, wholeDays, type Days } from './days.ts';
import { enclose } from './envelope.ts';
import { eventRef, isDated } from './event-choice.ts';
import { hasPlace, placeFinder, unitOfEvent } from './event-place.ts';
import type { RunControl } from './input.ts';
import { countOrNull, finite } from './numbers.ts';
import type { Prepared } from './prepared.ts';
import { breakSentence, breaksSentence } from './sentences-breaks.ts';

const DAYS_BEFORE = 7;
const DAYS_AFTER = 1;
const MOST_NEAR = 5;
const PAUSE_EVERY = 16;

/**
 * Changes of level of the network, then of every region that carries inference, over all data (the collapse after an
 * alert is what is looked for), with the events near them. Source: specification 5.
 */
export async function breaksOf(prepared: Prepared, control: RunControl): Promise<BreaksRecord> {
  const { grid, whole, units } = prepared;
  const days = wholeDays(grid, whole);
  const events = eventsNear(prepared);
  const network = breaksIn(prepared.network(whole), days);
  const networkResult = record(days, 'network', 'the network', network.found, (found) =>
    events.around(days, found, null)
  );
  const regions: ChangePoints[] = [];
  let tooSmall = 0;
  for (const [index, unit] of units.entries()) {
    const series = prepared.series(index, whole);
    if (sufficiency(series.y).insufficient !== null) tooSmall += 1;
    else {
      const { found } = breaksIn(series, days);
      const made = record(days, unit.code, unit.code, found, (one) => events.around(days, one, index));
      regions.push({ ...made, collapseApart: isApart(found, network.found) });
    }
    if (index % PAUSE_EVERY === 0) await control.pause(index / units.length);
  }
  const withBreak = regions.filter(({ changepoints }) => changepoints.length > 0);
  const without = regions.filter(({ changepoints }) => changepoints.length === 0);
  const result: BreaksResult = {
    network: networkResult,
    networkLevel: network.level,
    regions: [...withBreak, ...without]
  };
  return enclose('breaks', prepared, whole, {
    result,
    params: {
      minSegmentDays: 3,
      penalty: '3 log n',
      least: 28,
      nearDaysBefore: DAYS_BEFORE,
      nearDaysAfter: DAYS_AFTER
    },
    insufficient: networkResult.insufficient,
    sentences: breaksSentence(result, tooSmall),
    warnings: tooSmall > 0 ? [`${tooSmall} of ${units.length} regions hold too little to be looked at.`] : [],
    events: prepared.view.eventKeep.reduce((sum, keep) => sum + keep, 0),
    eventsUsed: events.count
  });
}

function breaksIn(
  series: HourlySeries,
  days: Days
): { readonly found: FoundAll; readonly level: DailyLevel } {
  // Only the shape of the week matters here: the level is what is looked at.
  const { mu } = fitBaseline({ ...series, model: 'hod+dow' });
  const { y, E } = dailySums(series.y, mu, days.firstHour, days.count);
  const found = changePoints(y, E);
  const ratio = Array.from(y, (value, d) => countOrNull((value + 0.5) / (E[d] + 0.5)));
  return { found, level: { from: isoDay(days, 0), ratio } };
}

function record(
  days: Days,
  scope: string,
  name: string,
  found: FoundAll,
  near: (found: Found) => readonly NearBreak[]
): ChangePoints {
  const told = (one: Found): ChangePoint => {
    const made = {
      index: one.index,
      date: isoDay(days, one.index),
      lo: isoDay(days, one.lo),
      hi: isoDay(days, one.hi),
      meanBefore: one.meanBefore,
      meanAfter: one.meanAfter,
      ratio: one.ratio,
      near: near(one)
    };
    return { ...made, sentence: breakSentence(name, made) };
  };
  return {
    scope,
    name,
    n: found.n,
    penalty: found.penalty,
    sigma2: finite(found.sigma2),
    rho: finite(found.rho),
    changepoints: found.changepoints.map(told),
    objectiveGain: finite(found.objectiveGain) ?? 0,
    collapse: found.collapse === null ? null : told(found.collapse),
    collapseApart: false,
    insufficient: found.insufficient
  };
}

/** Whether the date range of the collapse of a region leaves out that of the network. */
function isApart({ collapse: own }: FoundAll, { collapse: network }: FoundAll): boolean {
  return own !== null && network !== null && (own.hi < network.lo || own.lo > network.hi);
}

/** Events under the filter near a break: of the region, and those of the whole network, which have no place. */
function eventsNear(prepared: Prepared) {
  const { events, places } = prepared.data;
  const find = placeFinder(places);
  const rows: { row: number; unit: number | null; isEverywhere: boolean }[] = [];
  for (let row = 0; row < events.count; row += 1) {
    if (prepared.view.eventKeep[row] !== 1 || !isDated(events, row)) continue;
    rows.push({
      row,
      unit: unitOfEvent(prepared, find, row),
      isEverywhere: !hasPlace(prepared, row)
    });
  }
  const around = (days: Days, { lo, hi, index }: Found, unit: number | null): readonly NearBreak[] => {
    const from = days.start + (lo - DAYS_BEFORE) * DAY_MS;
    const to = days.start + (hi + 1 + DAYS_AFTER) * DAY_MS;
    const at = days.start + index * DAY_MS;
    return rows
      .filter((one) => unit === null || one.isEverywhere || one.unit === unit)
      .filter(({ row }) => events.start[row] >= from && events.start[row] < to)
      .map((one) => ({ ...one, days: wholeDaysApart(events.start[one.row], at) }))
      .sort(
        (a, b) =>
          // What concerns the whole network comes first where the network is looked at.
          Number(b.isEverywhere) - Number(a.isEverywhere) ||
          Math.abs(a.days) - Math.abs(b.days) ||
          a.row - b.row
      )
      .slice(0, MOST_NEAR)
      .map(({ row, days: apart }) => ({ event: eventRef(events, row), days: apart }));
  };
  return { around, count: rows.length };
}

/** Rounded, and never the negative zero that JSON does not know. */
function wholeDaysApart(from: number, to: number): number {
  return Math.round((to - from) / DAY_MS) || 0;
}
