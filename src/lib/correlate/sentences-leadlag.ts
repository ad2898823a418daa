import type { LeadLagResult } from '../domain/correlation-leadlag.ts';
import { counted, pWords } from './words.ts';

const CLOSING = 'This says which tends to come first, not why.';

/** What the lags say, by the strongest one beyond the corrected limit. Source: sentence of specification 4. */
export function leadLagSentence(result: LeadLagResult, insufficient: string | null, kind?: string): string {
  if (insufficient !== null) return `Nothing can be tested: ${insufficient}.`;
  const events = kind === undefined ? 'events' : `events of kind ${kind}`;
  const limit = result.bandBonferroni ?? Infinity;
  let best = -1;
  result.ccfPrewhitened.forEach((r, i) => {
    if (r !== null && Math.abs(r) > limit && Math.abs(r) > Math.abs(result.ccfPrewhitened[best] ?? 0))
      best = i;
  });
  const tests = windowWords(result);
  if (best < 0) {
    return `After removing the weekly pattern and day-to-day persistence, no lag from ${result.lags[0]} to ${result.lags.at(-1) ?? 0} days stands out (limit for chance ${limit.toFixed(2)}). ${tests}${CLOSING}`;
  }
  const r = result.ccfPrewhitened[best] ?? 0;
  const lag = result.lags[best];
  const level = r > 0 ? 'higher' : 'lower';
  const when =
    lag === 0 ? 'on the very days' : `${counted(Math.abs(lag), 'day')} ${lag > 0 ? 'after' : 'before'} days`;
  return `After removing the weekly pattern and day-to-day persistence, activity tends to be ${level} ${when} with more ${events} (correlation ${r.toFixed(2)}, limit for chance ${limit.toFixed(2)}). ${tests}${CLOSING}`;
}

function windowWords({ windows }: LeadLagResult): string {
  if (windows.length === 0) return '';
  const names = ['the week before', 'the day itself', 'the week after'];
  const parts = windows.map(({ p }, i) => `${names[i] ?? 'window'} ${pWords(p)}`);
  return `Windows fixed beforehand: ${parts.join(', ')}. `;
}
