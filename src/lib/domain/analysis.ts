import type { ImpactScope, ImpactWindow } from './correlation-impact.ts';
import type { Ring } from './correlation-response.ts';

/** Largest radius around an event, in km: half the way around the globe. */
export const MAX_RADIUS_KM = 20_000;

/** What surges are looked for in: single cells, or whole regions. */
export const SURGE_UNITS = ['cell', 'region'] as const;
export type SurgeUnit = (typeof SURGE_UNITS)[number];

/** Rings that can be looked at alone; the whole region is what is shown without one. */
export const STUDY_RINGS = [
  'cell',
  'neighbours',
  'rest-of-region',
  'elsewhere'
] as const satisfies readonly Ring[];
export type StudyRing = (typeof STUDY_RINGS)[number];

/** What is counted: messages, or the distinct devices active in each hour. */
export const MEASURES = ['messages', 'devices'] as const;
export type Measure = (typeof MEASURES)[number];

/** The part of the events, or of their surroundings, that a panel looks at: one kind of event, or one ring. */
export type Study =
  { readonly tag: 'kind'; readonly kind: string } | { readonly tag: 'ring'; readonly ring: StudyRing };

/** What the list of all events can be ordered by. */
export const ORDER_KEYS = ['q', 'time', 'change', 'grade', 'title'] as const;
export type OrderKey = (typeof ORDER_KEYS)[number];

export interface Order {
  readonly key: OrderKey;
  readonly descending: boolean;
}

/**
 * Switches of how results are shown, each off by default: `hours`, `whole` of the chart of one event; `surges`, `silences`
 * (only these) and `unexplained` (only those) of the episodes; `table` instead of charts; `calibration`: false alarms of
 * this case are measured; `no-breaks`: breaks are not marked on the timeline.
 */
export const SHOW_WORDS = [
  'hours',
  'whole',
  'surges',
  'silences',
  'unexplained',
  'table',
  'calibration',
  'no-breaks'
] as const;
export type ShowWord = (typeof SHOW_WORDS)[number];

/** What the panels of results are asked for and how they show it, beside the filter and the range. */
export interface Analysis {
  /** Days on either side of an event. */
  readonly window: ImpactWindow;
  /** Whose activity is compared at an event. */
  readonly scope: ImpactScope;
  readonly measure: Measure;
  readonly by: SurgeUnit;
  /** Null: all. */
  readonly study: Study | null;
  readonly order: Order;
  readonly show: readonly ShowWord[];
}

export const DEFAULT_ANALYSIS: Analysis = {
  window: 7,
  scope: { tag: 'region' },
  measure: 'messages',
  by: 'cell',
  study: null,
  order: { key: 'q', descending: false },
  show: []
};

/** Switches to turn on or off; those not named stay. */
export type ShowChange = Partial<Readonly<Record<ShowWord, boolean>>>;

export function withShown(show: readonly ShowWord[], change: ShowChange): readonly ShowWord[] {
  return SHOW_WORDS.filter((word) => change[word] ?? show.includes(word));
}
