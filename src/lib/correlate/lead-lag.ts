import type { LeadLagRecord } from '../domain/correlation.ts';
import type { LeadLagOptions, LeadLagResult } from '../domain/correlation-leadlag.ts';
import { fitBaseline } from '../stats/baseline.ts';
import { leadLag } from '../stats/lead-lag.ts';
import { dailySums, dayIndex, wholeDays } from './days.ts';
import { enclose } from './envelope.ts';
import { chooseEvents } from './event-choice.ts';
import { finite, finiteList } from './numbers.ts';
import type { Prepared } from './prepared.ts';
import { leadLagSentence } from './sentences-leadlag.ts';

const MAX_LAG = 14;

/**
 * Which tends to come first, activity or events, day by day over all places kept. Events need a day, no place. Source:
 * specification 4; exploratory.
 */
export function leadLagOf(prepared: Prepared, options: LeadLagOptions): LeadLagRecord {
  const { grid, analysis, data } = prepared;
  const days = wholeDays(grid, analysis);
  const series = prepared.network(analysis);
  const { mu } = fitBaseline(series);
  const { y, E } = dailySums(series.y, mu, days.firstHour - analysis.from, days.count);
  const activity = y.map((value, d) => (E[d] > 0 ? (value - E[d]) / Math.sqrt(E[d]) : NaN));
  const choice = chooseEvents(prepared, false, options.kind);
  const events = new Float64Array(days.count);
  let used = 0;
  for (const { row } of choice.chosen) {
    const { start, startEnd, precision } = data.events;
    const at = precision[row] === 'day' ? (start[row] + startEnd[row]) / 2 : start[row];
    const day = dayIndex(days, at);
    if (day < 0 || day >= days.count) continue;
    events[day] += 1;
    used += 1;
  }
  const found = leadLag({ activity, events, maxLag: Math.min(MAX_LAG, Math.max(0, days.count - 1)) });
  const { prewhitened } = found;
  const isTested = !found.tooFew && prewhitened !== null;
  const result: LeadLagResult = {
    lags: Array.from(found.lags),
    ccf: finiteList(found.ccf),
    arOrder: prewhitened?.arOrder ?? null,
    ccfPrewhitened: prewhitened === null ? [] : finiteList(prewhitened.ccfPrewhitened),
    bandPointwise: finite(prewhitened?.bandPointwise),
    bandBonferroni: finite(prewhitened?.bandBonferroni),
    p: isTested ? finiteList(prewhitened.p) : [],
    q: isTested ? finiteList(prewhitened.qBH) : [],
    windows: found.tooFew ? [] : (found.shiftWindows ?? []),
    nDays: found.nDays,
    nMissing: found.nMissing,
    eventDays: found.eventDays,
    tooFew: found.tooFew
  };
  const insufficient = lackOf(found);
  return enclose('leadlag', prepared, analysis, {
    result,
    params: {
      maxLag: MAX_LAG,
      windows: ['-7..-1', '0..0', '1..7'],
      kind: options.kind ?? null,
      correction: 'Bonferroni bands, Benjamini-Hochberg q over lags'
    },
    insufficient,
    sentences: [leadLagSentence(result, insufficient, options.kind)],
    leftOut: choice.leftOut,
    events: choice.offered,
    eventsUsed: used
  });
}

function lackOf(found: ReturnType<typeof leadLag>): string | null {
  const { nDays, nMissing, eventDays } = found;
  if (eventDays === 0) return 'there is no day with an event';
  if (found.reason === 'too-many-gaps')
    return `${nMissing} of ${nDays} days were not collected; at most 10 % may be missing`;
  if (found.tooFew) {
    return `${nDays - nMissing} days with activity and ${eventDays} with events; 60 and 10 are needed for a test`;
  }
  return found.reason === 'zero-variance' ? 'activity or events do not vary from day to day' : null;
}
