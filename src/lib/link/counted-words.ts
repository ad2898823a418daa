import type { View } from '../domain/view.ts';
import { describeView } from './words.ts';

/** Parameters of the address that change what is counted. */
const COUNTED: ReadonlySet<string> = new Set([
  'from',
  'to',
  'region',
  'not-region',
  'area',
  'cell',
  'extent',
  'kind',
  'not-kind',
  'commodity',
  'not-commodity',
  'operation',
  'not-operation',
  'agency',
  'not-agency',
  'grade',
  'not-grade',
  'traffic',
  'not-traffic',
  'q'
]);

/**
 * The filters and the range of a view in plain words; empty: everything. Written in English and by codes, so that a
 * record reads the same wherever it was computed. zone: IANA zone of the case.
 */
export function countedWords(view: View, zone: string): readonly string[] {
  return describeView(view, { zone, locale: 'en-GB' })
    .filter(({ parameter }) => COUNTED.has(parameter))
    .map(({ text }) => text);
}
