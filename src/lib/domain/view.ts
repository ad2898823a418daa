import { DEFAULT_ANALYSIS, type Analysis } from './analysis.ts';
import { NO_FILTER, type Filter } from './filter.ts';
import { DEFAULT_MAP_CHOICE, type MapChoice } from './map-choice.ts';
import type { Range } from './range.ts';

export const LAYERS = ['count', 'rate', 'change', 'none'] as const;
export type Layer = (typeof LAYERS)[number];

export const PANELS = [
  'events',
  'impact',
  'response',
  'leadlag',
  'breaks',
  'surges',
  'spacetime',
  'sources'
] as const;
export type Panel = (typeof PANELS)[number];

/** What the lanes of the timeline are made of; `none`: no lanes. */
export const LANES = ['kind', 'operation', 'agency', 'region', 'none'] as const;
export type LaneChoice = (typeof LANES)[number];

/** Lengths of the bars of the timeline, finest first. */
export const BUCKET_UNITS = ['hour', '3h', '6h', 'day', 'week', 'month', 'year'] as const;
export type BucketUnit = (typeof BUCKET_UNITS)[number];

/** The length in words that follow `per`: `day`, `3 hours`. */
export function bucketWords(unit: BucketUnit): string {
  return unit === '3h' ? '3 hours' : unit === '6h' ? '6 hours' : unit;
}

/** `auto`: the finest that can be seen at the width of the screen. */
export const BARS = ['auto', ...BUCKET_UNITS] as const;
export type BarChoice = (typeof BARS)[number];

export interface Camera {
  /** Degrees, zoom in MapLibre levels. */
  readonly lat: number;
  readonly lon: number;
  readonly zoom: number;
}

/** The whole state of the screen; the address is its text form. Null: not chosen, the default holds. */
export interface View {
  readonly case: string | null;
  /** Selected range, epoch milliseconds at whole UTC minutes; null: open at that end. */
  readonly from: number | null;
  readonly to: number | null;
  /** Visible extent of the timeline; null: the whole case. */
  readonly span: Range | null;
  readonly lanes: LaneChoice;
  /** Lanes drawn as one thin line, by the name of their kind, operation, agency or region. */
  readonly folded: readonly string[];
  readonly bars: BarChoice;
  /** Whether the usual range is drawn behind the activity. */
  readonly usual: 'on' | 'off';
  readonly filter: Filter;
  readonly camera: Camera | null;
  readonly layer: Layer;
  readonly map: MapChoice;
  /** Id of the selected event, or `cell:` and the number of a cell. */
  readonly selection: string | null;
  readonly panel: Panel;
  readonly analysis: Analysis;
  readonly zone: string | null;
  readonly theme: 'light' | 'dark' | null;
  readonly brief: string | null;
  /** 1-based. */
  readonly step: number | null;
  readonly mode: 'dashboard' | 'present' | 'speaker' | 'embed';
  /** First 12 hex digits of the fingerprint of the case that the link was made on. */
  readonly data: string | null;
}

/** How the timeline is drawn. */
export type TimelineLook = Pick<View, 'lanes' | 'folded' | 'bars' | 'usual'>;

export const DEFAULT_VIEW: View = {
  case: null,
  from: null,
  to: null,
  span: null,
  lanes: 'kind',
  folded: [],
  bars: 'auto',
  usual: 'on',
  filter: NO_FILTER,
  camera: null,
  layer: 'count',
  map: DEFAULT_MAP_CHOICE,
  selection: null,
  panel: 'events',
  analysis: DEFAULT_ANALYSIS,
  zone: null,
  theme: null,
  brief: null,
  step: null,
  mode: 'dashboard',
  data: null
};

/** The selected range inside the bounds of the case; the bounds themselves where nothing is selected. */
export function selectedRange(view: View, bounds: Range): Range {
  return { from: view.from ?? bounds.from, to: view.to ?? bounds.to };
}

export function hasRange(view: View): boolean {
  return view.from !== null || view.to !== null;
}

/** Id of the selected event; null where none is, or a cell is selected. */
export function selectedEvent({ selection }: View): string | null {
  return selection === null || selection.startsWith('cell:') ? null : selection;
}
