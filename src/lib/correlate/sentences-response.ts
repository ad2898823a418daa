import type { EventStudy, StudyWindow } from '../domain/correlation-response.ts';
import { counted, pWords, percent, thousands } from './words.ts';

type Told = Omit<EventStudy, 'sentence'>;

const WHERE: Readonly<Record<EventStudy['ring'], string>> = {
  region: 'in their regions',
  cell: 'in the very places',
  neighbours: 'in the places next to them',
  'rest-of-region': 'in the rest of their regions',
  elsewhere: 'in all other regions'
};

/** What a set of events says, by its most telling window. Source: sentence of specification 3. */
export function studySentence(study: Told): string {
  const kind =
    study.kind === 'all'
      ? counted(study.nEvents, 'event')
      : `${study.nEvents} ${study.kind} ${study.nEvents === 1 ? 'event' : 'events'}`;
  const where = WHERE[study.ring];
  if (study.nEvents === 0) return `No event of kind ${study.kind} could be used ${where}.`;
  if (study.tooFew)
    return `Only ${kind} could be used ${where}: the curve is drawn, and nothing is tested below 5.`;
  const parts = study.windows.map((window) => windowWords(window)).filter((text) => text !== '');
  if (parts.length === 0) return `Over ${kind}, nothing was collected ${where} in the windows.`;
  return `Over ${kind}, activity ${where} was on average ${parts.join('; ')}.`;
}

function windowWords({ name, ratio, stat, exceed, nShifts, p, pAdj }: StudyWindow): string {
  if (stat === null || p === null || pAdj === null || exceed === null) return '';
  return `in the ${name} ${levelWords(ratio)} (a difference this large in ${thousands(exceed)} of ${thousands(nShifts)} positions of the calendar, ${pWords(p)}, corrected ${pWords(pAdj)})`;
}

function levelWords(ratio: number | null): string {
  if (ratio === null) return 'at a level that cannot be given in percent';
  const change = Math.round((ratio - 1) * 100);
  if (change === 0) return 'at the usual pattern';
  return `${percent(Math.abs(ratio - 1))} ${change < 0 ? 'below' : 'above'} the usual pattern`;
}
