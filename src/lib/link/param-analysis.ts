import {
  DEFAULT_ANALYSIS,
  MAX_RADIUS_KM,
  MEASURES,
  ORDER_KEYS,
  SHOW_WORDS,
  STUDY_RINGS,
  SURGE_UNITS,
  type Analysis,
  type Order,
  type Study
} from '../domain/analysis.ts';
import { IMPACT_WINDOWS, type ImpactScope } from '../domain/correlation-impact.ts';
import type { Param } from './param.ts';
import { readChoice, readNames, readText } from './read.ts';
import { cleanText, encodeText, MAX_NAME } from './text.ts';
import { readNumber, roundTo } from './values.ts';

/** A parameter of the panels of results whose value is a text that either fits or does not. */
function analysisParam<K extends keyof Analysis>(
  name: string,
  field: K,
  write: (value: Analysis[K]) => string | null,
  fit: (text: string) => Analysis[K] | null,
  said: { readonly wanted: string; readonly kept: string }
): Param {
  return {
    name,
    write: ({ analysis }) => write(analysis[field]),
    read: (raw, report) => {
      const text = readText(raw, report, 2 * MAX_NAME, said.kept);
      if (text === null) return {};
      const value = fit(text);
      if (value === null) report(text, said.wanted, said.kept);
      return value === null ? {} : { analysis: { [field]: value } };
    }
  };
}

export const WINDOW = analysisParam(
  'window',
  'window',
  (days) => (days === DEFAULT_ANALYSIS.window ? null : String(days)),
  (text) => IMPACT_WINDOWS.find((days) => String(days) === text) ?? null,
  { wanted: `the days on either side of an event are 3, 7 or 14.`, kept: '7 days' }
);

export const SCOPE = analysisParam('scope', 'scope', writtenScope, scopeOf, {
  wanted: `the activity compared is that of the region, of the network, or within a radius: 25km, 0.1 to ${MAX_RADIUS_KM}.`,
  kept: 'the region of the event'
});

export const MEASURE: Param = {
  name: 'measure',
  write: ({ analysis }) => (analysis.measure === DEFAULT_ANALYSIS.measure ? null : analysis.measure),
  read: (raw, report) => {
    const word = readChoice(raw, MEASURES, report, 'messages');
    const measure = MEASURES.find((known) => known === word);
    return measure === undefined ? {} : { analysis: { measure } };
  }
};

export const BY: Param = {
  name: 'by',
  write: ({ analysis }) => (analysis.by === DEFAULT_ANALYSIS.by ? null : analysis.by),
  read: (raw, report) => {
    const word = readChoice(raw, SURGE_UNITS, report, 'by cell');
    const by = SURGE_UNITS.find((unit) => unit === word);
    return by === undefined ? {} : { analysis: { by } };
  }
};

export const STUDY = analysisParam(
  'study',
  'study',
  (study) =>
    study === null ? null : encodeText(`${study.tag}:${study.tag === 'kind' ? study.kind : study.ring}`),
  studyOf,
  {
    wanted: `a study is kind: and a kind of event, or ring: and one of ${STUDY_RINGS.join(', ')}.`,
    kept: 'all events'
  }
);

export const ORDER = analysisParam(
  'order',
  'order',
  ({ key, descending }) => {
    const text = `${descending ? '-' : ''}${key}`;
    return text === DEFAULT_ANALYSIS.order.key ? null : text;
  },
  orderOf,
  {
    wanted: `events are ordered by one of ${ORDER_KEYS.join(', ')}; a minus before it turns the order round.`,
    kept: 'by q'
  }
);

export const SHOW: Param = {
  name: 'show',
  write: ({ analysis }) => (analysis.show.length === 0 ? null : analysis.show.join(',')),
  read: (raw, report) => {
    const wrong = `this is none of ${SHOW_WORDS.join(', ')}.`;
    const known = (text: string) => SHOW_WORDS.some((word) => word === text);
    const names = readNames(raw.replace(/%2C/gi, ',').split(','), report, 'as by default', (text) =>
      known(text) ? { name: text } : { wrong }
    );
    const show = SHOW_WORDS.filter((word) => names.includes(word));
    return show.length === 0 ? {} : { analysis: { show } };
  }
};

/** The settings as an address can hold them; what is not valid becomes the default. */
export function fitAnalysis({ window, scope, measure, by, study, order, show }: Analysis): Analysis {
  return {
    window: IMPACT_WINDOWS.includes(window) ? window : DEFAULT_ANALYSIS.window,
    scope: fitScope(scope),
    measure: MEASURES.includes(measure) ? measure : DEFAULT_ANALYSIS.measure,
    by: SURGE_UNITS.includes(by) ? by : DEFAULT_ANALYSIS.by,
    study: study?.tag === 'kind' ? kindStudy(study.kind) : study,
    order,
    show: SHOW_WORDS.filter((word) => show.includes(word))
  };
}

function writtenScope(scope: ImpactScope): string | null {
  if (scope.tag === 'radius') return `${scope.km}km`;
  return scope.tag === DEFAULT_ANALYSIS.scope.tag ? null : scope.tag;
}

function scopeOf(text: string): ImpactScope | null {
  if (text === 'region' || text === 'network') return { tag: text };
  const radius = /^(\S+?) ?km$/i.exec(text);
  const km = radius === null ? null : readNumber(radius[1], 0, MAX_RADIUS_KM);
  const fitted = km === null ? null : fitScope({ tag: 'radius', km });
  return fitted?.tag === 'radius' ? fitted : null;
}

/** A radius to a tenth of a km; the region where it is none. */
function fitScope(scope: ImpactScope): ImpactScope {
  if (scope.tag !== 'radius') return scope;
  const km = roundTo(scope.km, 1);
  return km >= 0.1 && km <= MAX_RADIUS_KM ? { tag: 'radius', km } : DEFAULT_ANALYSIS.scope;
}

function studyOf(text: string): Study | null {
  if (text.startsWith('kind:')) return kindStudy(text.slice('kind:'.length));
  const ring = STUDY_RINGS.find((known) => text === `ring:${known}`);
  return ring === undefined ? null : { tag: 'ring', ring };
}

function kindStudy(text: string): Study | null {
  const kind = cleanText(text, Infinity);
  return kind === '' || kind.length > MAX_NAME ? null : { tag: 'kind', kind };
}

function orderOf(text: string): Order | null {
  const descending = text.startsWith('-');
  const key = ORDER_KEYS.find((known) => known === (descending ? text.slice(1) : text));
  return key === undefined ? null : { key, descending };
}
