/** How exactly the start of an event is known: it lies in the unit that begins at `start`. */
export const TIME_PRECISIONS = ['minute', 'hour', 'day', 'month', 'year'] as const;
export type TimePrecision = (typeof TIME_PRECISIONS)[number];

/** Kinds that Casewall has a colour and a symbol for; a case may hold others, which share the last ones. */
export const KNOWN_KINDS = [
  'raid',
  'seizure',
  'arrest',
  'alert',
  'milestone',
  'court',
  'operation',
  'incident'
] as const;

/** Whether a date is when the event happened, or only when it was reported. */
export type DateBasis = 'occurred' | 'reported';

/** Reliability of the source (Admiralty code). */
export const SOURCE_GRADES: Readonly<Record<string, string>> = {
  A: 'completely reliable',
  B: 'usually reliable',
  C: 'fairly reliable',
  D: 'not usually reliable',
  E: 'unreliable',
  F: 'reliability cannot be judged'
};

/** Credibility of the information (Admiralty code). */
export const INFO_GRADES: Readonly<Record<string, string>> = {
  '1': 'confirmed by other sources',
  '2': 'probably true',
  '3': 'possibly true',
  '4': 'doubtful',
  '5': 'improbable',
  '6': 'truth cannot be judged'
};

/** One event as its detail shows it. */
export interface CaseEvent {
  /** Rank in order of (start, id), 0-based; events without a start come last. */
  readonly row: number;
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly summary: string | null;
  /** Epoch milliseconds UTC; null where no date is known. */
  readonly start: number | null;
  readonly end: number | null;
  readonly precision: TimePrecision;
  readonly dateBasis: DateBasis;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly place: string | null;
  readonly placeRadiusM: number | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly operation: string | null;
  readonly agency: string | null;
  readonly sources: readonly string[];
  readonly sourceGrade: string | null;
  readonly infoGrade: string | null;
  readonly handling: string | null;
}

export interface Item {
  readonly commodity: string;
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly note: string | null;
}

/** Commodities that have a headline figure by contract, with the unit in which they are added up. */
export const HEADLINE_COMMODITIES = [
  { commodity: 'arrest', unit: 'count' },
  { commodity: 'cocaine', unit: 'kg' },
  { commodity: 'methamphetamine', unit: 'kg' },
  { commodity: 'cash', unit: 'EUR' },
  { commodity: 'laboratory', unit: 'count' },
  { commodity: 'firearm', unit: 'count' },
  { commodity: 'vehicle', unit: 'count' }
] as const;
