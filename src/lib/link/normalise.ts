import type { ValueLists } from '../domain/filter.ts';
import { BARS, LANES, LAYERS, PANELS, type View } from '../domain/view.ts';
import { zoneName } from '../time/zone.ts';
import { isCaseName } from './case-location.ts';
import { fitAnalysis } from './param-analysis.ts';
import { fitMapChoice } from './param-map-choice.ts';
import { cleanText, MAX_SEARCH } from './text.ts';
import {
  briefingId,
  fingerprintOf,
  fitAreas,
  fitCamera,
  fitCells,
  fitExtent,
  fitNames,
  MAX_STEP,
  regionCode,
  selectionOf,
  wholeMinute,
  wholeSpan
} from './values.ts';

export const MODES = ['dashboard', 'present', 'speaker', 'embed'] as const;
export const USUAL = ['on', 'off'] as const;
export const THEMES = ['light', 'dark'] as const;

/**
 * The view as an address can hold it: times at whole minutes, the camera and the area rounded, lists without
 * repetition, names without control characters and without spaces at their ends; what is not valid becomes the
 * default.
 * `normalise(normalise(view))` equals `normalise(view)`, and `decode(encode(view))` equals it too.
 */
export function normalise(view: View): View {
  const from = wholeMinute(view.from);
  const to = wholeMinute(view.to);
  const hasLength = from === null || to === null || from < to;
  const { filter } = view;
  return {
    case: view.case !== null && isCaseName(view.case) ? view.case : null,
    from: hasLength ? from : null,
    to: hasLength ? to : null,
    span: wholeSpan(view.span),
    lanes: oneOf(view.lanes, LANES, 'kind'),
    folded: fitNames(view.folded),
    bars: oneOf(view.bars, BARS, 'auto'),
    usual: oneOf(view.usual, USUAL, 'on'),
    filter: {
      ...fitLists(filter),
      not: fitLists(filter.not),
      areas: fitAreas(filter.areas),
      cells: fitCells(filter.cells),
      extent: fitExtent(filter.extent),
      text: cleanText(filter.text, MAX_SEARCH)
    },
    camera: fitCamera(view.camera),
    layer: oneOf(view.layer, LAYERS, 'count'),
    map: fitMapChoice(view.map),
    selection: view.selection === null ? null : selectionOf(view.selection),
    panel: oneOf(view.panel, PANELS, 'events'),
    analysis: fitAnalysis(view.analysis),
    zone: view.zone === null ? null : zoneName(view.zone),
    theme: view.theme === null ? null : oneOf(view.theme, THEMES, null),
    brief: view.brief === null ? null : briefingId(view.brief),
    step: isStep(view.step) ? view.step : null,
    mode: oneOf(view.mode, MODES, 'dashboard'),
    data: view.data === null ? null : fingerprintOf(view.data)
  };
}

function fitLists(lists: ValueLists): ValueLists {
  return {
    regions: fitNames(lists.regions.map(regionCode).filter((code) => code !== null)),
    kinds: fitNames(lists.kinds),
    commodities: fitNames(lists.commodities),
    operations: fitNames(lists.operations),
    agencies: fitNames(lists.agencies),
    grades: fitNames(lists.grades),
    traffic: fitNames(lists.traffic)
  };
}

function isStep(step: number | null): boolean {
  return step !== null && Number.isInteger(step) && step >= 1 && step <= MAX_STEP;
}

function oneOf<T, D>(value: T, known: readonly T[], fallback: D): T | D {
  return known.includes(value) ? value : fallback;
}
