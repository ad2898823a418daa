import type { BreaksResult, ChangePoint } from '../domain/correlation-breaks.ts';
import { counted, dateWords, percent } from './words.ts';

/** What one change says. Source: sentence of specification 5. */
export function breakSentence(name: string, found: Omit<ChangePoint, 'sentence'>): string {
  const { lo, hi, date, meanBefore, meanAfter } = found;
  const when =
    lo === hi
      ? `on ${dateWords(date)}`
      : `between ${dateWords(lo)} and ${dateWords(hi)} (best estimate ${dateWords(date)})`;
  return `Activity in ${name} changed level ${when}, from ${percent(meanBefore)} to ${percent(meanAfter)} of its usual volume.`;
}

export function breaksSentence({ network, regions }: BreaksResult, tooSmall: number): readonly string[] {
  if (network.insufficient !== null) return [`Nothing can be said about breaks: ${network.insufficient}.`];
  const sentences = network.changepoints.map(({ sentence }) => sentence);
  if (sentences.length === 0) sentences.push('No change of level was found in the network.');
  const changed = regions.filter(({ changepoints }) => changepoints.length > 0).length;
  const small = tooSmall > 0 ? `; ${tooSmall} more hold too little` : '';
  sentences.push(`${changed} of ${counted(regions.length, 'region')} changed level${small}.`);
  const apart = regions.filter(({ collapseApart }) => collapseApart).map(({ name }) => name);
  if (apart.length > 0) {
    const shown = apart.slice(0, 8).join(', ') + (apart.length > 8 ? ` and ${apart.length - 8} more` : '');
    sentences.push(`The collapse began at another time than in the network in ${shown}.`);
  }
  return sentences;
}
