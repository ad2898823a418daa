import type { EventDraft, Theme } from './demo-event.ts';
import { pick, streamSeed, type Random } from './random.ts';

/** Titles by theme; `@` is the place. */
const TITLES: Readonly<Record<Theme, readonly string[]>> = {
  cocaine: ['Cocaine found in a container, @', 'Cocaine seized from a lorry, @', 'Cocaine store emptied, @'],
  laboratory: [
    'Drug laboratory dismantled, @',
    'Search of a farm with a laboratory, @',
    'Laboratory raided, @'
  ],
  cash: ['Cash seized at a flat, @', 'Cash found behind a wall, @', 'Courier stopped with cash, @'],
  firearm: ['Raid on a weapons store, @', 'Automatic firearms found, @', 'Garage searched for firearms, @'],
  methamphetamine: ['Crystal methamphetamine seized, @', 'Drying room for methamphetamine found, @'],
  arrest: ['Arrests at dawn, @', 'Arrests after surveillance, @', 'Suspects arrested, @'],
  vehicle: ['Raid on a garage building hiding places into cars, @', 'Cars with hidden compartments found, @'],
  cannabis: ['Cannabis seized at a warehouse, @', 'Cannabis found in a lorry, @'],
  court: ['Detention hearing, @', 'Extradition hearing, @', 'Seizure order confirmed in court, @'],
  milestone: ['Step of the case, @'],
  alert: ['Alert, @']
};

const KINDS: Readonly<Record<Theme, string>> = {
  cocaine: 'seizure',
  laboratory: 'raid',
  cash: 'seizure',
  firearm: 'raid',
  methamphetamine: 'seizure',
  arrest: 'arrest',
  vehicle: 'raid',
  cannabis: 'seizure',
  court: 'court',
  milestone: 'milestone',
  alert: 'alert'
};

/** Invented names of operations. */
const OPERATIONS = [
  'Amber Reed',
  'Black Heron',
  'Blue Lantern',
  'Bright Slate',
  'Calm Orchard',
  'Cold Meadow',
  'Copper Finch',
  'Dry Harbour',
  'Early Frost',
  'Far Beacon',
  'Flint Bridge',
  'Glass Otter',
  'Green Anvil',
  'Grey Sparrow',
  'High Larch',
  'Iron Thistle',
  'Ivory Gate',
  'Late Swallow',
  'Long Furrow',
  'Low Tide',
  'Marble Fox',
  'Narrow Lock',
  'North Kiln',
  'Open Latch',
  'Pale Juniper',
  'Quiet Mill',
  'Red Plough',
  'Salt Ladder',
  'Silver Hedge',
  'Stone Ferry',
  'Tall Rush',
  'Winter Quay'
];

export function kindOf(theme: Theme): string {
  return KINDS[theme];
}

export function titleOf(draft: EventDraft, random: Random): string {
  const place = draft.place ?? countryName(draft.country) ?? 'place not given';
  return draft.title ?? pick(TITLES[draft.theme], random).replace('@', place);
}

/** Names of countries in English; null where no country is known. */
function countryName(country: string | null): string | null {
  if (country === null) return null;
  return new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country;
}

/** Says first that it is made up, then what is known about place and date. */
export function summaryOf(draft: EventDraft, agency: string): string {
  const known = [`Recorded by ${agency}.`, placeSentence(draft), ...dateSentences(draft)];
  const detail = draft.detail ?? known.filter((sentence) => sentence !== '').join(' ');
  return `Synthetic: made up for the demo. ${detail}`;
}

function placeSentence({ lat, place, placeRadiusM, country }: EventDraft): string {
  if (country === null) return 'The report names no place.';
  if (place === null) return 'The report names the country only.';
  if (lat === null) return 'The report names the region only.';
  return (placeRadiusM ?? 0) >= 8000 ? 'The report names the town only.' : '';
}

function dateSentences({ precision, dateBasis }: EventDraft): string[] {
  return [
    precision === 'month' ? 'Only the month is known.' : '',
    dateBasis === 'reported' ? 'The date is that of the report.' : ''
  ];
}

/** One of three operations that a country has, or null: not every event belongs to one. */
export function operationOf(country: string | null, random: Random): string | null {
  const choice = Math.floor(random() * 4);
  if (country === null || choice === 3) return null;
  return OPERATIONS[streamSeed(choice, country) % OPERATIONS.length];
}
