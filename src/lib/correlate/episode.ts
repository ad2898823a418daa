import { DAY_MS } from '../domain/activity.ts';
import type { Alert, Episode } from '../domain/correlation-surges.ts';
import { alertLimits, type Alert as Found } from '../stats/alerts.ts';
import { isoDay, type Days } from './days.ts';
import type { Nearness } from './near-events.ts';
import { count, finite } from './numbers.ts';
import type { Prepared } from './prepared.ts';
import { episodeSentence } from './sentences-surges.ts';

const MOST_ALERTS = 200;

export interface EpisodeContext {
  readonly prepared: Prepared;
  readonly days: Days;
  readonly unit: 'cell' | 'region';
  readonly nearness: Nearness;
  /** Of the limits. */
  readonly alpha: number;
}

/** What one group of joined alerts is, in order of day and place. */
export function episodeOf(context: EpisodeContext, group: readonly Found[]): Episode {
  const { prepared, days, unit, nearness } = context;
  const { places } = prepared.data;
  const firstDay = group[0].day;
  const lastDay = group.reduce((last, { day }) => Math.max(last, day), firstDay);
  const indices = [...new Set(group.map(({ place }) => place))].sort((a, b) => a - b);
  const rows = unit === 'cell' ? indices.map((index) => prepared.kept[index]) : [];
  const units = new Set(unit === 'cell' ? rows.map((row) => prepared.unitOfPlace[row]) : indices);
  const { near, isExplained } = nearness.around({ places: rows, units, firstDay, lastDay });
  const totals = totalsOf(group);
  const peak = group.reduce((best, one) => (excess(one) > excess(best) ? one : best), group[0]);
  const peakRow = unit === 'cell' ? prepared.kept[peak.place] : null;
  const regions = [...units].map((index) => prepared.units[index].code).sort();
  const name = peakRow === null ? prepared.units[peak.place].code : nameOfPlace(context, peakRow);
  const told = {
    kind: group[0].kind,
    from: isoDay(days, firstDay),
    to: new Date(days.start + (lastDay + 1) * DAY_MS).toISOString(),
    places: rows,
    regions,
    name,
    lat: peakRow === null ? null : finite(places.lat[peakRow]),
    lon: peakRow === null ? null : finite(places.lon[peakRow]),
    observed: count(totals.observed),
    expected: totals.expected,
    strength: totals.strength,
    leastQ: finite(Math.min(...group.slice(0, 10_000).map(({ q }) => q))),
    alerts: strongest(group).map((one) => alertRecord(context, one)),
    alertsFound: group.length,
    near,
    isUnexplained: !isExplained
  };
  const id = `${told.kind}-${told.from.slice(0, 10)}-${unit === 'cell' ? rows[0] : regions[0]}`;
  const unitWords = { name: prepared.data.unit, scale: prepared.data.scale };
  return { id, ...told, sentence: episodeSentence(told, unitWords, nearness.km) };
}

function totalsOf(group: readonly Found[]) {
  let observed = 0;
  let expected = 0;
  let variance = 0;
  for (const one of group) {
    observed += one.observed;
    expected += one.expected;
    variance += one.phi * one.expected;
  }
  return { observed, expected, strength: (observed - expected) / Math.sqrt(variance) };
}

function excess({ observed, expected }: Found): number {
  return Math.abs(observed - expected);
}

/** All alerts, or of a large episode those furthest from what was expected; the order of day and place stays. */
function strongest(group: readonly Found[]): readonly Found[] {
  if (group.length <= MOST_ALERTS) return group;
  const far = Float64Array.from(group, (one) => excess(one) / Math.sqrt(one.phi * one.expected));
  const least = Float64Array.from(far).sort()[far.length - MOST_ALERTS];
  // Of those that are just as far, the first fill what is left.
  let room = MOST_ALERTS - far.reduce((sum, value) => sum + (value > least ? 1 : 0), 0);
  return group.filter((_, i) => far[i] > least || (far[i] === least && room-- > 0));
}

function alertRecord(context: EpisodeContext, found: Found): Alert {
  const { prepared, days, unit, alpha } = context;
  const { lower, upper, exceedance } = alertLimits(found, alpha);
  const row = unit === 'cell' ? prepared.kept[found.place] : null;
  const code = prepared.units[row === null ? found.place : prepared.unitOfPlace[row]].code;
  return {
    place: row,
    name: row === null ? code : nameOfPlace(context, row),
    region: code,
    date: isoDay(days, found.day),
    kind: found.kind,
    observed: count(found.observed),
    expected: found.expected,
    lower,
    upper,
    phi: found.phi,
    pUpper: found.pUpper,
    pLower: found.pLower,
    q: finite(found.q),
    exceedance: finite(exceedance),
    nRef: found.nRef
  };
}

function nameOfPlace({ prepared }: EpisodeContext, row: number): string {
  return prepared.data.places.name[row] ?? `cell ${row}`;
}
