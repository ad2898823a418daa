import type { CorrelationRecord } from '../lib/domain/correlation.ts';
import type { EventEffect } from '../lib/domain/correlation-impact.ts';
import { pWords, signedPercent } from '../lib/correlate/words.ts';

const TITLES: Readonly<Record<CorrelationRecord['method'], string>> = {
  impact: 'Impact: the change at each event',
  response: 'Response: activity around many events together',
  leadlag: 'Lead and lag: which tends to come first',
  breaks: 'Breaks: when the level changed',
  surges: 'Surges and silences',
  spacetime: 'Space and time: surges near events'
};
const MOST_LINES = 40;
const MOST_LEFT_OUT = 10;

/** One result as text: what was found, its numbers, what it rests on, and its caveats. */
export function recordText(record: CorrelationRecord): string {
  const { period, n, seed, warnings, caveats, leftOut, analysesRun } = record;
  const params = Object.entries(record.params).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(' ') : String(value)}`
  );
  const lines = [
    TITLES[record.method],
    '='.repeat(TITLES[record.method].length),
    ...record.sentences,
    ...(record.insufficient === null ? [] : [`Not enough: ${record.insufficient}.`]),
    ...section('Numbers', numbersOf(record)),
    ...section('Left out', leftOutLines(leftOut)),
    ...section('Warnings', warnings),
    '',
    `Method ${record.version}; ${record.scope}; ${period === null ? 'no period' : `${period.from} to ${period.to}`}; ${n.days} days, ${n.places} places, ${n.regions} regions, ${n.messages} ${record.unit.name}${record.unit.scale === 1 ? '' : ` (stored; times ${record.unit.scale})`}; ${n.eventsUsed} of ${n.events} events used.`,
    `Settings: ${params.join('; ')}${seed === null ? '' : `; seed ${seed}`}. Analyses run in this case: ${analysesRun}.`,
    ...section('Caveats', caveats)
  ];
  return `${lines.map(oneLine).join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function leftOutLines(leftOut: CorrelationRecord['leftOut']): readonly string[] {
  const shown = leftOut
    .slice(0, MOST_LEFT_OUT)
    .map(({ eventId, title, reason }) => `${eventId} ${title}: ${reason}`);
  return more(shown, leftOut.length);
}

function more(shown: readonly string[], all: number): readonly string[] {
  return all > shown.length ? [...shown, `... and ${all - shown.length} more (see --json)`] : shown;
}

function numbersOf(record: CorrelationRecord): readonly string[] {
  switch (record.method) {
    case 'impact':
      return impactLines(record.result.effects);
    case 'response':
      return [...record.result.byKind, ...record.result.byRing].map(
        ({ kind, ring, sentence }) => `${kind}, ${ring}: ${sentence}`
      );
    case 'leadlag':
      return record.result.windows.map(
        ({ from, to, stat, exceed, nShifts, p }) =>
          `lags ${from} to ${to}: mean correlation ${stat.toFixed(3)}, ${exceed} of ${nShifts} positions, ${pWords(p)}`
      );
    case 'breaks': {
      const changed = record.result.regions.flatMap(({ changepoints }) =>
        changepoints.map(({ sentence }) => sentence)
      );
      return more(changed.slice(0, MOST_LINES), changed.length);
    }
    case 'surges': {
      const { episodes, episodesFound } = record.result;
      return more(
        episodes.slice(0, MOST_LINES).map(({ sentence }) => sentence),
        episodesFound
      );
    }
    case 'spacetime':
      return record.result.grid.map(
        ({ epsS, lagTo, observed, expected, p, q }) =>
          `${epsS} km, ${lagTo} days: ${observed} against ${expected.toFixed(1)}${p === null ? '' : `, ${pWords(p)}`}${q === null ? '' : `, ${pWords(q, 'q')}`}`
      );
  }
}

function impactLines(effects: readonly EventEffect[]): readonly string[] {
  if (effects.length === 1) return effects.map(effectLine);
  const tested = effects.filter(({ rr }) => rr !== null);
  const ranked = [...tested].sort((a, b) => (a.q ?? 1) - (b.q ?? 1) || (a.eventId < b.eventId ? -1 : 1));
  return more(ranked.slice(0, MOST_LINES).map(effectLine), tested.length);
}

function effectLine({
  eventId,
  event,
  scope,
  rr,
  lo,
  hi,
  p,
  q,
  mdrr80,
  relative,
  beside,
  grade,
  overlap
}: EventEffect): string {
  if (rr === null || lo === null || hi === null) return `${eventId} ${event.title}: no ratio`;
  const against =
    relative === null || relative.rirr === null || relative.lo === null || relative.hi === null
      ? ''
      : `; against ${relative.nControls} regions ${signedPercent(relative.rirr)} (${signedPercent(relative.lo)} to ${signedPercent(relative.hi)})`;
  const tests = [p === null ? '' : pWords(p), q === null ? '' : pWords(q, 'q')].filter((text) => text !== '');
  const least =
    mdrr80 === null ? '' : `; a drop below ${Math.round((1 - 1 / mdrr80) * 100)} % could be missed`;
  const other =
    beside === null || beside.rr === null || beside.lo === null || beside.hi === null
      ? ''
      : `; in ${beside.name} ${signedPercent(beside.rr)} (${signedPercent(beside.lo)} to ${signedPercent(beside.hi)}${beside.p === null ? '' : `, ${pWords(beside.p)}`}${beside.q === null ? '' : `, ${pWords(beside.q, 'q')}`}${beside.disagrees === true ? ', disagrees' : ''})`;
  const group = overlap.length === 0 ? '' : `; with ${overlap.join(', ')}`;
  return `${eventId} ${event.start.slice(0, 10)} ${scope} ${event.title}: ${signedPercent(rr)} (${signedPercent(lo)} to ${signedPercent(hi)}), ${tests.join(', ')}, ${grade}${against}${other}${least}${group}`;
}

/** Titles come out of files and may hold line breaks and control characters. */
function oneLine(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
