import { DAY_MS } from '../domain/activity.ts';
import type { Episode, SurgesResult } from '../domain/correlation-surges.ts';
import { NEAR_DAYS } from './near-events.ts';
import { changeWords, counted, dateWords, thousands, valueWords, type UnitWords } from './words.ts';

type Told = Omit<Episode, 'id' | 'sentence'>;

/** What an episode says. Source: sentence of specification 6. */
export function episodeSentence(episode: Told, unit: UnitWords, nearKm: number): string {
  return `${countsWords(episode, unit)} ${nearWords(episode, nearKm)}`;
}

function countsWords(episode: Told, unit: UnitWords): string {
  const { alerts, alertsFound, observed, expected } = episode;
  const where = whereWords(episode);
  if (alertsFound === 1) {
    const { date, lower, upper } = alerts[0];
    return `On ${dateWords(date)} ${where} had ${valueWords(observed, unit)} ${unit.name}; comparable days suggest ${valueWords(expected, unit)} (limits ${valueWords(lower, unit)} to ${valueWords(upper, unit)}).`;
  }
  const last = Date.parse(episode.to) - DAY_MS;
  const days = Math.round((Date.parse(episode.to) - Date.parse(episode.from)) / DAY_MS);
  const when =
    days === 1 ? `On ${dateWords(episode.from)}` : `From ${dateWords(episode.from)} to ${dateWords(last)}`;
  return `${when} ${where} had ${valueWords(observed, unit)} ${unit.name} on ${counted(alertsFound, 'day', 'days')} of a place beyond its limits; comparable days suggest ${valueWords(expected, unit)}: ${changeWords(observed / expected)}.`;
}

function whereWords({ places, regions, name }: Told): string {
  const codes =
    regions.slice(0, 3).join(', ') + (regions.length > 3 ? ` and ${regions.length - 3} more` : '');
  if (places.length > 1) return `${counted(places.length, 'place')} around ${name} (${codes})`;
  return places.length === 1 ? `${name} (${codes})` : name;
}

function nearWords({ near, isUnexplained }: Told, nearKm: number): string {
  const reach = `within ${Math.round(nearKm)} km from ${NEAR_DAYS} days before on`;
  if (isUnexplained) {
    const maybe = near.length > 0 ? '; one known only to its month or year may' : '';
    return `No event of the case whose day is known lies ${reach}${maybe}.`;
  }
  const [{ event, km, days }] = near;
  const title = event.title === '' ? event.id : event.title;
  const place = km === null ? '' : `, ${Math.round(km)} km away`;
  const when =
    days === 0
      ? 'on its first day'
      : `${counted(Math.abs(days), 'day')} ${days > 0 ? 'before' : 'after'} its first day`;
  const more = near.length > 1 ? ` and ${near.length - 1} more` : '';
  return `Near it: “${title}” ${when}${place}${more}.`;
}

export function surgesSentences(result: SurgesResult): readonly string[] {
  const { episodesFound, unexplained, shown, alarms, tested, quietRate } = result;
  if (tested === 0) return ['No day of any place could be tested.'];
  const rate = (value: number | null) => (value === null ? 'not known' : value.toFixed(1));
  return [
    `${counted(episodesFound, 'episode')} out of ${counted(shown, 'alert')}; ${thousands(unexplained)} with no event near.`,
    `${thousands(alarms)} of ${thousands(tested)} days of a place lay beyond a limit. Away from events it is ${rate(quietRate.surge)} surges and ${rate(quietRate.silence)} silences in 1,000 (nominal 1).`
  ];
}
