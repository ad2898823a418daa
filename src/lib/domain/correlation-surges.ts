import type { EventRef, IsoTime } from './correlation-event.ts';

export type AlertKind = 'surge' | 'silence';

/** One place on one UTC day beyond its limits. Stored counts per day. */
export interface Alert {
  /** Row of the place table, or null where the unit is the region. */
  readonly place: number | null;
  /** Name or code of the place. */
  readonly name: string;
  readonly region: string | null;
  readonly date: IsoTime;
  readonly kind: AlertKind;
  readonly observed: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
  readonly phi: number;
  readonly pUpper: number;
  readonly pLower: number;
  /** Over the places of the day. */
  readonly q: number | null;
  /** 1 at the limit; null where the limit is not above what is expected. */
  readonly exceedance: number | null;
  readonly nRef: number;
}

export interface NearEvent {
  readonly event: EventRef;
  /** To the nearest place of the episode; null where the event has no point but the same region. */
  readonly km: number | null;
  /** Days from the event to the first day of the episode; negative: the event came after it. */
  readonly days: number;
}

/** Alerts of one kind joined over neighbouring places and days. */
export interface Episode {
  /** Stable for the same case, filter and settings: kind, first date, first place. */
  readonly id: string;
  readonly kind: AlertKind;
  readonly from: IsoTime;
  /** Excluded. */
  readonly to: IsoTime;
  /** Rows of the place table (empty where the unit is the region) and the codes of the regions. */
  readonly places: readonly number[];
  readonly regions: readonly string[];
  readonly name: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly observed: number;
  readonly expected: number;
  /** (observed - expected)/sqrt(sum of phi * expected): what the list is ranked by. */
  readonly strength: number;
  readonly leastQ: number | null;
  /** In order of day and place; of a large episode the 200 furthest beyond their limits. */
  readonly alerts: readonly Alert[];
  readonly alertsFound: number;
  /** Events near in place and time, nearest first; those known only to the month or year may be near. */
  readonly near: readonly NearEvent[];
  /** True: no event of the case whose day is known lies near. */
  readonly isUnexplained: boolean;
  readonly sentence: string;
}

export interface SurgesResult {
  readonly unit: 'cell' | 'region';
  /** Unexplained ones first, then by strength. At most 1,000. */
  readonly episodes: readonly Episode[];
  readonly episodesFound: number;
  readonly unexplained: number;
  /** Place-days tested, alarms beyond a limit, alerts worth showing. */
  readonly tested: number;
  readonly alarms: number;
  readonly shown: number;
  /** Alarms per 1,000 place-days with no event near: chance, growth, and changes that no event explains. Nominal: 1. */
  readonly quietRate: {
    readonly surge: number | null;
    readonly silence: number | null;
    readonly tested: number;
  };
  /** Places with so few messages (below 6.9 a day) that even a full day of silence could not be told from chance. */
  readonly silenceImpossible: number;
}

export interface SurgesOptions {
  readonly unit?: 'cell' | 'region';
  readonly kinds?: readonly AlertKind[];
}
