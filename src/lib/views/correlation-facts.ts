import type { CorrelationRecord, LeftOut, LeftOutCode, Param } from '../domain/correlation.ts';
import { countText, instantText, integerText, type ResultStyle } from './correlation-words.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Names of the methods, as tabs and headings show them. */
export const METHOD_NAMES = {
  impact: 'Impact',
  response: 'Response',
  leadlag: 'Lead and lag',
  breaks: 'Breaks',
  surges: 'Surges',
  spacetime: 'Space and time'
} as const;

/** The question that each method answers. */
export const METHOD_QUESTIONS = {
  impact: 'Did activity change after an event, more than elsewhere and more than on ordinary dates?',
  response: 'What does activity do, on average, in the hours around many events?',
  leadlag: 'Which tends to come first: days with more activity, or days with more events?',
  breaks: 'When did the level of activity change for good, and which events lie near?',
  surges: 'Where and when was there far more or far less activity than on comparable days?',
  spacetime: 'Do surges begin nearer to events, in place and time, than the calendar alone explains?'
} as const;

/** What a reader needs to judge a result and to compute it again, in order. */
export function resultFacts(record: CorrelationRecord, style: ResultStyle): readonly Fact[] {
  const { n, period, params } = record;
  const whole = (value: number): string => integerText(value, style.locale);
  return [
    { label: 'Places', value: record.scope },
    { label: 'Filters', value: record.viewWords.length === 0 ? 'none' : record.viewWords.join('; ') },
    {
      label: 'Period analysed',
      value:
        period === null
          ? 'none'
          : `${instantText(period.from, style)} to ${instantText(period.to, style)} (${style.zone})`
    },
    {
      label: 'Sample',
      value: [
        `${whole(n.eventsUsed)} of ${whole(n.events)} events`,
        `${whole(n.days)} days with data`,
        `${whole(n.places)} places in ${whole(n.regions)} regions`,
        `${countText(n.messages, style)} ${record.unit.name}`
      ].join(', ')
    },
    {
      label: 'Settings',
      value:
        Object.entries(params)
          .map(([name, value]) => `${name} = ${paramText(value)}`)
          .join(', ') || 'defaults'
    },
    { label: 'Seed', value: record.seed === null ? 'none: no random numbers are used' : String(record.seed) },
    {
      label: 'Method',
      value: `${METHOD_NAMES[record.method]} (${record.method}), version ${record.version}`
    },
    { label: 'Analyses run in this case', value: whole(record.analysesRun) }
  ];
}

function paramText(value: Param): string {
  if (value === null) return 'none';
  if (typeof value === 'object') return `[${value.join(', ')}]`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/** Events left out for one reason. */
export interface LeftOutGroup {
  readonly code: LeftOutCode;
  readonly label: string;
  readonly events: readonly LeftOut[];
}

const LEFT_OUT_LABELS: Readonly<Record<LeftOutCode, string>> = {
  'no-date': 'no date is known',
  'date-too-coarse': 'the date is known only to the month or year',
  'date-reported': 'the date is that of the report, not of the event',
  'no-place': 'no place is known',
  'no-activity-there': 'no activity is counted there',
  'outside-period': 'outside the period analysed',
  'in-gap': 'inside a gap of the collection',
  merged: 'taken as one with another event of the same operation and region',
  'near-the-edge': 'too near the ends of the period',
  insufficient: 'too little data around it'
};

/** Why events were left out, the commonest reason first. */
export function leftOutGroups(leftOut: readonly LeftOut[]): readonly LeftOutGroup[] {
  const groups = new Map<LeftOutCode, LeftOut[]>();
  for (const entry of leftOut) groups.set(entry.code, [...(groups.get(entry.code) ?? []), entry]);
  return [...groups]
    .map(([code, events]) => ({ code, label: LEFT_OUT_LABELS[code], events }))
    .sort((a, b) => b.events.length - a.events.length || (a.code < b.code ? -1 : 1));
}
