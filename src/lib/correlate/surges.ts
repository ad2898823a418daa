import type { SurgesRecord } from '../domain/correlation.ts';
import type { AlertKind, Episode, SurgesOptions, SurgesResult } from '../domain/correlation-surges.ts';
import { enclose } from './envelope.ts';
import { dayIndex } from './days.ts';
import { episodeOf, type EpisodeContext } from './episode.ts';
import { isoAt } from './grid.ts';
import type { RunControl } from './input.ts';
import { joinAlerts } from './join-alerts.ts';
import { NEAR_DAYS, nearness, type Nearness } from './near-events.ts';
import { neighboursOf } from './neighbours.ts';
import type { Prepared } from './prepared.ts';
import { surgesSentences } from './sentences-surges.ts';
import { surgeAlerts, type SurgeAlerts } from './surge-alerts.ts';

const MOST_EPISODES = 1000;
/** exp(-6.9) is 0.001: below that many messages a day, no silence can pass the limit, even of independent messages. */
const LEAST_FOR_SILENCE = 6.9;

/**
 * Surges and silences of every cell (or region) and day, joined into episodes, those without an event near first. Source:
 * specification 6a.
 */
export async function surgesOf(
  prepared: Prepared,
  options: SurgesOptions,
  control: RunControl
): Promise<SurgesRecord> {
  const unit = options.unit ?? 'cell';
  const kinds = options.kinds ?? ['surge', 'silence'];
  await control.pause(0);
  const found = surgeAlerts(prepared, unit, control);
  await control.pause(0.8);
  const near = nearness(prepared, found.days);
  const context: EpisodeContext = {
    prepared,
    days: found.days,
    unit,
    nearness: near,
    alpha: found.alerts.alpha
  };
  const episodes = kinds.flatMap((kind) => episodesOf(context, found, kind));
  await control.pause(0.95);
  episodes.sort(
    (a, b) =>
      Number(b.isUnexplained) - Number(a.isUnexplained) ||
      Math.abs(b.strength) - Math.abs(a.strength) ||
      (a.id < b.id ? -1 : 1)
  );
  const { alerts, tested, scan, alpha } = found.alerts;
  const result: SurgesResult = {
    unit,
    episodes: episodes.slice(0, MOST_EPISODES),
    episodesFound: episodes.length,
    unexplained: episodes.filter(({ isUnexplained }) => isUnexplained).length,
    tested,
    alarms: alerts.length,
    shown: alerts.filter(({ shown, kind }) => shown && kinds.includes(kind)).length,
    quietRate: quietRate(prepared, found, near, unit),
    silenceImpossible: tooFewForSilence(found)
  };
  return enclose('surges', prepared, prepared.whole, {
    result,
    params: {
      unit,
      kinds: [...kinds],
      alpha,
      referenceDays: 56,
      guardDays: 7,
      nearKm: near.km,
      nearDays: NEAR_DAYS,
      nearEvents: 'all events of the case',
      correction: 'Benjamini-Hochberg over the places of each day; else 2 of 3 days in a row'
    },
    insufficient: scan.tested > 0 ? null : 'no place has 28 reference days with every weekday seen twice',
    sentences: surgesSentences(result),
    events: prepared.data.events.count,
    eventsUsed: near.events
  });
}

function episodesOf(context: EpisodeContext, found: SurgeAlerts, kind: AlertKind): Episode[] {
  const { prepared, unit } = context;
  const shown = found.alerts.alerts.filter((alert) => alert.shown && alert.kind === kind);
  const index = new Map(prepared.kept.map((row, i) => [row, i]));
  const touching = neighboursOf(prepared.data.places);
  const known = new Map<number, readonly number[]>();
  const neighbours = (place: number): readonly number[] => {
    const around =
      known.get(place) ??
      (unit === 'region' ? [] : touching(prepared.kept[place]).flatMap((row) => index.get(row) ?? []));
    known.set(place, around);
    return around;
  };
  return joinAlerts(shown, found.counts, neighbours).map((group) => episodeOf(context, group));
}

/** Alarms per 1,000 tested days of a place that have no event near and lie inside the analysis period. */
function quietRate(
  prepared: Prepared,
  { alerts: { scan, alpha }, counts, days }: SurgeAlerts,
  near: Nearness,
  unit: 'cell' | 'region'
): SurgesResult['quietRate'] {
  const marks = near.mask(unit);
  const end = dayIndex(days, Date.parse(isoAt(prepared.grid, prepared.analysis.to)));
  let tested = 0;
  let surge = 0;
  let silence = 0;
  for (let place = 0; place < counts.places; place += 1) {
    for (let d = 0; d < Math.min(end, counts.days); d += 1) {
      const at = place * counts.days + d;
      if (Number.isNaN(scan.pUpper[at]) || marks[at] === 1) continue;
      tested += 1;
      if (scan.pUpper[at] <= alpha) surge += 1;
      if (scan.pLower[at] < alpha) silence += 1;
    }
  }
  if (tested === 0) return { surge: null, silence: null, tested };
  return { surge: (1000 * surge) / tested, silence: (1000 * silence) / tested, tested };
}

function tooFewForSilence({ counts }: SurgeAlerts): number {
  let few = 0;
  for (let place = 0; place < counts.places; place += 1) {
    let sum = 0;
    let seen = 0;
    for (let at = place * counts.days; at < (place + 1) * counts.days; at += 1) {
      const value = counts.counts[at];
      if (Number.isNaN(value)) continue;
      sum += value;
      seen += 1;
    }
    if (seen > 0 && sum / seen < LEAST_FOR_SILENCE) few += 1;
  }
  return few;
}
