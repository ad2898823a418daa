import { DEFAULT_ANALYSIS, type Analysis } from './analysis.ts';
import { NO_FILTER, type Filter } from './filter.ts';
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
  readonly filter: Filter;
  readonly camera: Camera | null;
  readonly layer: Layer;
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

export const DEFAULT_VIEW: View = {
  case: null,
  from: null,
  to: null,
  span: null,
  filter: NO_FILTER,
  camera: null,
  layer: 'count',
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
