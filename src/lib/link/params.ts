import { BARS, LANES, LAYERS, PANELS } from '../domain/view.ts';
import { zoneName } from '../time/zone.ts';
import { isCaseName } from './case-location.ts';
import { MODES, THEMES, USUAL } from './normalise.ts';
import { choiceParam, listParams, readable, textParam, type Param } from './param.ts';
import { BY, MEASURE, ORDER, SCOPE, SHOW, STUDY, WINDOW } from './param-analysis.ts';
import { PER } from './param-map-choice.ts';
import { AREA, CELL, EXTENT, MAP, REGIONS } from './param-place.ts';
import { SPAN, timeParam } from './param-time.ts';
import { readNames, readText } from './read.ts';
import { encodeText, MAX_SEARCH } from './text.ts';
import { briefingId, fingerprintOf, MAX_STEP, readNumber, selectionOf } from './values.ts';

const SEARCH: Param = {
  name: 'q',
  write: ({ filter }) => (filter.text === '' ? null : readable(filter.text)),
  read: (raw, report) => {
    const text = readText(raw, report, MAX_SEARCH, 'no search');
    return text === null ? {} : { filter: { text } };
  }
};

const STEP: Param = {
  name: 'step',
  write: ({ step }) => (step === null ? null : String(step)),
  read: (raw, report) => {
    const text = readText(raw, report, 60, 'the first step');
    if (text === null) return {};
    const step = /^\d+$/.test(text) ? readNumber(text, 1, MAX_STEP) : null;
    if (step === null) report(text, `a step is a whole number from 1 to ${MAX_STEP}.`, 'the first step');
    return step === null ? {} : { step };
  }
};

const FOLDED: Param = {
  name: 'folded',
  write: ({ folded }) => (folded.length === 0 ? null : folded.map(encodeText).join(',')),
  read: (raw, report) => {
    const folded = readNames(raw.split(','), report, 'no lane folded');
    return folded.length === 0 ? {} : { folded };
  }
};

/** Every parameter of the address, in the order in which links are written. */
export const PARAMS: readonly Param[] = [
  textParam(
    'case',
    'case',
    (text) => (isCaseName(text) ? text : null),
    'a case is the id of a served case, or the address of a case folder of this server.',
    'no case'
  ),
  timeParam('from', 'no start of the range'),
  timeParam('to', 'no end of the range'),
  SPAN,
  choiceParam('lanes', LANES, 'kind', 'lanes by kind'),
  FOLDED,
  choiceParam('bars', BARS, 'auto', 'bars of the length that fits'),
  choiceParam('usual', USUAL, 'on', 'the usual range drawn'),
  ...REGIONS,
  AREA,
  CELL,
  EXTENT,
  ...listParams('kind', 'kinds'),
  ...listParams('commodity', 'commodities'),
  ...listParams('operation', 'operations'),
  ...listParams('agency', 'agencies'),
  ...listParams('grade', 'grades'),
  ...listParams('traffic', 'traffic'),
  SEARCH,
  MAP,
  choiceParam('layer', LAYERS, 'count', 'count'),
  PER,
  textParam(
    'sel',
    'selection',
    selectionOf,
    'a selection is the id of an event, or cell: and a number.',
    'nothing selected'
  ),
  choiceParam('panel', PANELS, 'events', 'events'),
  WINDOW,
  SCOPE,
  MEASURE,
  BY,
  STUDY,
  ORDER,
  SHOW,
  textParam(
    'zone',
    'zone',
    (text) => zoneName(text.replaceAll(' ', '+')),
    'this time zone is not known here. Write one like Europe/Amsterdam or UTC.',
    'the zone of the case'
  ),
  choiceParam('theme', THEMES, null, 'the theme of this machine'),
  textParam(
    'brief',
    'brief',
    briefingId,
    'a briefing is named by letters, digits, dots, dashes and underscores.',
    'no briefing'
  ),
  STEP,
  choiceParam('mode', MODES, 'dashboard', 'dashboard'),
  textParam(
    'data',
    'data',
    fingerprintOf,
    'the mark of the data is 12 hexadecimal digits.',
    'no check that the data are the same'
  )
];
