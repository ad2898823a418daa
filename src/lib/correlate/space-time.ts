import { DAY_MS } from '../domain/activity.ts';
import type { LeftOut, SpaceTimeRecord } from '../domain/correlation.ts';
import type { Knox, SpaceTimeOptions, SpaceTimeResult } from '../domain/correlation-spacetime.ts';
import { sphereKm } from '../stats/distance.ts';
import { knoxGrid } from '../stats/knox-grid.ts';
import { knoxInteraction, type KnoxInteraction } from '../stats/knox-interaction.ts';
import { knoxShift } from '../stats/knox-shift.ts';
import { knox } from '../stats/knox.ts';
import { DEFAULT_PERMUTATIONS } from '../stats/permutation.ts';
import { dayIndex } from './days.ts';
import { enclose } from './envelope.ts';
import { chooseEvents, leftOut } from './event-choice.ts';
import { nearKm, twoEdgesKm } from './event-place.ts';
import type { RunControl } from './input.ts';
import { finite } from './numbers.ts';
import type { Prepared } from './prepared.ts';
import { spaceTimeSentence } from './sentences-spacetime.ts';
import { surgeAlerts } from './surge-alerts.ts';

const LAGS = { from: 0, to: 7 };
const NEAR_REPEAT_DAYS = 7;
const LEAST = 10;
/** Pairs of more events than this would take too long to deal out. */
const MOST_EVENTS = 2000;

interface Points {
  readonly days: Float64Array;
  readonly lat: Float64Array;
  readonly lon: Float64Array;
}

/**
 * Are surges nearer in place and time to events than the calendar alone explains (7b), with the grid of nine, near
 * repeats among events (7a) and the shift in time (7c)? Events need a day and a point inside the analysis period; surges
 * are the first days of runs of shown alerts. Source: specification 7; exploratory.
 */
export async function spaceTimeOf(
  prepared: Prepared,
  options: SpaceTimeOptions,
  control: RunControl
): Promise<SpaceTimeRecord> {
  const { analysis, data, view, grid } = prepared;
  const B = options.B ?? DEFAULT_PERMUTATIONS;
  const seed = view.seed;
  await control.pause(0);
  const found = surgeAlerts(prepared, 'cell', control);
  await control.pause(0.4);
  const first = grid.start + analysis.from * 3_600_000;
  const nDays = Math.max(1, Math.round(((analysis.to - analysis.from) * 3_600_000) / DAY_MS));
  const offset = dayIndex(found.days, first);
  const surges = surgePoints();
  const { events, left, offered } = eventPoints(prepared, first, nDays);
  const epsS = nearKm(data.places);
  const cross = {
    eventDays: events.days,
    surgeDays: surges.days,
    distance: sphereKm(events.lat, events.lon, surges.lat, surges.lon)
  };
  const settings = { B, seed };
  const main = knoxInteraction({ ...cross, epsS, lags: LAGS }, settings);
  await control.pause(0.6);
  const nine = knoxGrid(cross, {
    ...settings,
    onProgress: (done) => control.progress(0.6 + (0.2 * done) / B)
  });
  await control.pause(0.8);
  const pairs = knox(
    events.days,
    sphereKm(events.lat, events.lon, events.lat, events.lon),
    NEAR_REPEAT_DAYS,
    epsS,
    settings
  );
  const shift = knoxShift({ ...cross, epsS, lags: LAGS }, nDays);
  const enoughEvents = events.days.length >= LEAST;
  const result: Omit<SpaceTimeResult, 'sentence'> = {
    interaction: knoxRecord(main, { epsS, lagFrom: LAGS.from, lagTo: LAGS.to, q: null }, seed),
    grid: nine.map((cell) => knoxRecord(cell, { ...cell, q: main.tooFew ? null : finite(cell.q) }, seed)),
    nearRepeats: {
      nEvents: events.days.length,
      epsT: NEAR_REPEAT_DAYS,
      epsS,
      pairs: pairs.pairs,
      closeTime: pairs.closeTime,
      closeSpace: pairs.closeSpace,
      observed: pairs.observed,
      expected: pairs.expected,
      ratio: finite(pairs.ratio),
      pPoisson: pairs.pPoisson,
      p: enoughEvents ? pairs.p : null,
      B: pairs.monteCarlo?.B ?? null,
      seed
    },
    timeShift: {
      observed: shift.observed,
      expected: shift.expected,
      exceed: shift.exceed,
      nShifts: shift.nShifts,
      p: main.tooFew ? null : shift.p,
      ratio: finite(shift.ratio),
      nullDistribution: Array.from(shift.nullDistribution)
    }
  };
  const insufficient = main.tooFew
    ? `${events.days.length} events and ${surges.days.length} surges; 10 of each are needed for a test`
    : null;
  const sentence = spaceTimeSentence(result, insufficient);
  return enclose('spacetime', prepared, analysis, {
    result: { ...result, sentence },
    params: {
      epsS,
      lagFrom: LAGS.from,
      lagTo: LAGS.to,
      B,
      gridKm: [10, 25, 50],
      gridDays: [3, 7, 14],
      nearRepeatDays: NEAR_REPEAT_DAYS,
      correction: 'Benjamini-Hochberg over the nine of the grid'
    },
    insufficient,
    sentences: [sentence],
    warnings: gridWarning(prepared),
    leftOut: left,
    events: offered,
    eventsUsed: events.days.length,
    usesSeed: true
  });

  function surgePoints(): Points {
    const onsets = found.alerts.alerts.filter(
      ({ kind, onset, day }) => kind === 'surge' && onset && day >= offset && day - offset < nDays
    );
    const row = (place: number) => prepared.kept[place];
    return {
      days: Float64Array.from(onsets, ({ day }) => day - offset),
      lat: Float64Array.from(onsets, ({ place }) => data.places.lat[row(place)]),
      lon: Float64Array.from(onsets, ({ place }) => data.places.lon[row(place)])
    };
  }
}

function eventPoints(prepared: Prepared, first: number, nDays: number) {
  const { events } = prepared.data;
  const choice = chooseEvents(prepared, true);
  const left: LeftOut[] = [...choice.leftOut];
  const used: { row: number; day: number }[] = [];
  for (const { row } of choice.chosen) {
    const at =
      events.precision[row] === 'day' ? (events.start[row] + events.startEnd[row]) / 2 : events.start[row];
    const day = Math.floor((at - first) / DAY_MS);
    if (Number.isNaN(events.lat[row])) left.push(leftOut(events, row, 'no-place', 'no point is known'));
    else if (day < 0 || day >= nDays) left.push(leftOut(events, row, 'outside-period'));
    else if (used.length >= MOST_EVENTS)
      left.push(leftOut(events, row, 'insufficient', `only the first ${MOST_EVENTS} events are dealt out`));
    else used.push({ row, day });
  }
  const points: Points = {
    days: Float64Array.from(used, ({ day }) => day),
    lat: Float64Array.from(used, ({ row }) => events.lat[row]),
    lon: Float64Array.from(used, ({ row }) => events.lon[row])
  };
  return { events: points, left, offered: choice.offered };
}

function knoxRecord(
  found: KnoxInteraction,
  { epsS, lagFrom, lagTo, q }: Pick<Knox, 'epsS' | 'lagFrom' | 'lagTo' | 'q'>,
  seed: number
): Knox {
  return {
    nEvents: found.nEvents,
    nSurges: found.nSurges,
    epsS,
    lagFrom,
    lagTo,
    observed: found.observed,
    expected: found.expected,
    sd: found.sd,
    z: finite(found.z),
    ratio: finite(found.ratio),
    p: found.tooFew ? null : finite(found.p),
    q,
    B: found.monteCarlo?.B ?? null,
    seed
  };
}

function gridWarning({ data }: Prepared): readonly string[] {
  const least = twoEdgesKm(data.places);
  if (least <= 10) return [];
  return [
    `Places are about ${Math.round(least)} km across: the distances of the grid below that say little.`
  ];
}
