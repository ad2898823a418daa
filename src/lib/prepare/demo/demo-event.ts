import type { DateBasis, TimePrecision } from '../../domain/event.ts';

/** What an event is about: decides its kind, its title and what was found. */
export const THEMES = [
  'cocaine',
  'laboratory',
  'cash',
  'firearm',
  'methamphetamine',
  'arrest',
  'vehicle',
  'cannabis'
] as const;
export type Theme = (typeof THEMES)[number] | 'court' | 'milestone' | 'alert';

export interface DemoItem {
  readonly commodity: string;
  readonly quantity: number;
  readonly unit: 'kg' | 'EUR' | 'count' | 'litre';
  readonly note: string | null;
}

/** Where an event lies, as far as the made-up report says. */
export interface Spot {
  readonly lat: number | null;
  readonly lon: number | null;
  readonly place: string | null;
  readonly placeRadiusM: number | null;
  readonly country: string | null;
  readonly region: string | null;
}

/** An event before it has a number and a text. */
export interface EventDraft extends Spot {
  readonly theme: Theme;
  /** Epoch milliseconds UTC: the beginning of the unit that `precision` names. */
  readonly start: number;
  readonly end: number | null;
  readonly precision: TimePrecision;
  readonly dateBasis: DateBasis;
  /** Index of the planted effect that follows the event, or null. */
  readonly effect: number | null;
  /** Fixed texts of a milestone; null: made from theme and place. */
  readonly title: string | null;
  readonly detail: string | null;
}

/** An event as it stands in the case, without the columns that tables.ts fills by rule. */
export interface DemoEvent extends EventDraft {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
  readonly operation: string | null;
  readonly agency: string;
  readonly sources: readonly string[];
  readonly sourceGrade: string;
  readonly infoGrade: string;
  readonly handling: string;
  readonly items: readonly DemoItem[];
}

export const NOWHERE: Spot = {
  lat: null,
  lon: null,
  place: null,
  placeRadiusM: null,
  country: null,
  region: null
};
