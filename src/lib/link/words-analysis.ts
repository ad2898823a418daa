import type { Analysis, ShowWord, Study } from '../domain/analysis.ts';
import type { ImpactScope } from '../domain/correlation-impact.ts';

const SHOWN: Readonly<Record<ShowWord, string>> = {
  hours: 'one event drawn by hour',
  whole: 'one event drawn over the whole period',
  surges: 'surges listed',
  silences: 'silences listed',
  unexplained: 'only those listed that have no event near',
  table: 'results as tables',
  calibration: 'false alarms of the case measured',
  'no-breaks': 'breaks not marked on the timeline'
};

/** What a view says about the panels of results, in the order of links; null: as by default. */
export function analysisWords({
  window,
  scope,
  measure,
  by,
  study,
  order,
  show
}: Analysis): readonly (readonly [parameter: string, text: string | null])[] {
  return [
    ['window', window === 7 ? null : `${window} days on either side of an event compared`],
    ['scope', scopeText(scope)],
    ['measure', measure === 'messages' ? null : 'impact on the distinct devices active in each hour'],
    ['by', by === 'cell' ? null : 'surges looked for by region'],
    ['study', study === null ? null : studyText(study)],
    [
      'order',
      order.key === 'q' && !order.descending
        ? null
        : `events ordered by ${order.key}${order.descending ? ', the last first' : ''}`
    ],
    ['show', show.length === 0 ? null : show.map((word) => SHOWN[word]).join('; ')]
  ];
}

function scopeText(scope: ImpactScope): string | null {
  if (scope.tag === 'radius') return `impact on the places within ${scope.km} km of an event`;
  return scope.tag === 'network' ? 'impact on all places kept' : null;
}

function studyText(study: Study): string {
  return study.tag === 'kind'
    ? `response, lead and lag of events of the kind ${study.kind}`
    : `response of the ring ${study.ring}`;
}
