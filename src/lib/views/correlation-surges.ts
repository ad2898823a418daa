import type { ShowWord } from '../domain/analysis.ts';
import { DAY_MS } from '../domain/activity.ts';
import type { AlertKind, Episode, NearEvent, SurgesResult } from '../domain/correlation-surges.ts';
import { column, type ResultTable } from './correlation-table.ts';
import { daysApart, daysText, integerText, numberText } from './correlation-words.ts';

/** What of the episodes is listed. */
export interface EpisodeFilter {
  readonly kinds: readonly AlertKind[];
  readonly unexplainedOnly: boolean;
}

/** Kinds of episodes that the switches leave: both where none is chosen. */
export function kindsShown(show: readonly ShowWord[]): readonly AlertKind[] {
  const chosen = [
    ...(show.includes('surges') ? (['surge'] as const) : []),
    ...(show.includes('silences') ? (['silence'] as const) : [])
  ];
  return chosen.length === 0 ? ['surge', 'silence'] : chosen;
}

/** Episodes kept, in the order of the result: unexplained first, then by strength. */
export function keptEpisodes(result: SurgesResult, filter: EpisodeFilter): readonly Episode[] {
  return result.episodes.filter(
    (episode) => filter.kinds.includes(episode.kind) && (!filter.unexplainedOnly || episode.isUnexplained)
  );
}

export const ALERT_NAMES: Readonly<Record<AlertKind, string>> = { surge: 'Surge', silence: 'Silence' };

/** `2–4 May 2020 · 3 places`. */
export function episodeWhen(episode: Episode, locale: string): string {
  const days = Math.round((Date.parse(episode.to) - Date.parse(episode.from)) / DAY_MS);
  const places = episode.places.length === 0 ? episode.regions.length : episode.places.length;
  const of = episode.places.length === 0 ? ['region', 'regions'] : ['place', 'places'];
  return [
    daysText(episode.from, episode.to, locale),
    `${integerText(days, locale)} ${days === 1 ? 'day' : 'days'}`,
    `${integerText(places, locale)} ${places === 1 ? of[0] : of[1]}`
  ].join(' · ');
}

/** Observed over expected of the episode; null where nothing was expected. */
export function episodeRatio({ observed, expected }: Episode): number | null {
  return expected > 0 ? observed / expected : null;
}

/** `Raid in X, 2 days before, 14 km away`. */
export function nearWords({ event, km, days }: NearEvent, locale: string): string {
  const far =
    km === null
      ? 'in the same region'
      : km < 1
        ? 'at the same place'
        : `${numberText(km, locale, 2)} km away`;
  // The event seen from the episode: an episode 2 days after an event has the event 2 days before it.
  return `${event.title}: ${daysApart(-days, locale)}, ${far}`;
}

/** Share of the strongest in the list, 0..1, for the bar beside each. */
export function strengthShare(episode: Episode, episodes: readonly Episode[]): number {
  const most = episodes.reduce((top, { strength }) => Math.max(top, Math.abs(strength)), 0);
  return most === 0 ? 0 : Math.abs(episode.strength) / most;
}

export function episodesTable(result: SurgesResult): ResultTable {
  return {
    id: 'episodes',
    title: 'Surges and silences',
    columns: [
      column('id', 'Id', 'text'),
      column('kind', 'Kind', 'text'),
      column('from', 'From', 'day'),
      column('to', 'Until before', 'day'),
      column('name', 'Where', 'text'),
      column('regions', 'Regions', 'text'),
      column('places', 'Places', 'number'),
      column('observed', 'Observed', 'count'),
      column('expected', 'Expected', 'count'),
      column('strength', 'Strength', 'number'),
      column('least_q', 'Least q', 'probability'),
      column('near_events', 'Events near', 'text'),
      column('unexplained', 'No event near', 'text'),
      column('lat', 'Latitude', 'number'),
      column('lon', 'Longitude', 'number')
    ],
    rows: result.episodes.map((episode) => [
      episode.id,
      episode.kind,
      episode.from,
      episode.to,
      episode.name,
      episode.regions.join(' '),
      episode.places.length,
      episode.observed,
      episode.expected,
      episode.strength,
      episode.leastQ,
      episode.near.map(({ event }) => event.title).join('; '),
      episode.isUnexplained ? 'yes' : 'no',
      episode.lat,
      episode.lon
    ])
  };
}

/** The rows behind one episode: each place and day beyond its limits. */
export function alertsTable(episode: Episode): ResultTable {
  return {
    id: `alerts-${episode.id}`,
    title: `Rows behind: ${episode.name}`,
    columns: [
      column('date', 'Day', 'day'),
      column('name', 'Place', 'text'),
      column('region', 'Region', 'text'),
      column('observed', 'Observed', 'count'),
      column('expected', 'Expected', 'count'),
      column('lower', 'Lower limit', 'count'),
      column('upper', 'Upper limit', 'count'),
      column('q', 'q', 'probability'),
      column('reference_days', 'Reference days', 'number')
    ],
    rows: episode.alerts.map((alert) => [
      alert.date,
      alert.name,
      alert.region,
      alert.observed,
      alert.expected,
      alert.lower,
      alert.upper,
      alert.q,
      alert.nRef
    ])
  };
}
