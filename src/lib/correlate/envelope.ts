import {
  CORRELATION_SCHEMA,
  type Envelope,
  type LeftOut,
  type Method,
  type Param
} from '../domain/correlation.ts';
import { caveatsOf } from './caveats.ts';
import { isoAt, type Stretch } from './grid.ts';
import type { CaseData, ViewData } from './input.ts';
import { count } from './numbers.ts';
import type { Prepared } from './prepared.ts';

/** Version of each method: to be raised whenever its numbers could change. */
const VERSIONS: Readonly<Record<Method, string>> = {
  impact: '2/1.0',
  response: '3/1.0',
  leadlag: '4/1.0',
  breaks: '5/1.0',
  surges: '6a/1.0',
  spacetime: '7/1.0'
};

export interface Findings<R> {
  readonly result: R;
  readonly params: Readonly<Record<string, Param>>;
  readonly insufficient: string | null;
  readonly sentences: readonly string[];
  readonly warnings?: readonly string[];
  readonly leftOut?: readonly LeftOut[];
  readonly events?: number;
  readonly eventsUsed?: number;
  readonly usesSeed?: boolean;
  /** What is counted, and how much of it in the period, where that is not the activity of the case. */
  readonly counted?: { readonly name: string; readonly scale: number; readonly total: number };
}

/** Puts a result of a method into the envelope that every result carries. */
export function enclose<M extends Method, R>(
  method: M,
  prepared: Prepared,
  stretch: Stretch,
  findings: Findings<R>
): Envelope<M, R> {
  const { data, view, grid } = prepared;
  const { y } = prepared.network(stretch);
  let messages = 0;
  for (const value of Array.from(y)) if (!Number.isNaN(value)) messages += value;
  return {
    ...head(method, data, view, findings),
    period:
      stretch.to > stretch.from ? { from: isoAt(grid, stretch.from), to: isoAt(grid, stretch.to) } : null,
    n: {
      places: prepared.kept.length,
      regions: prepared.units.length,
      days: coveredDays(y),
      messages: count(findings.counted?.total ?? messages),
      events: findings.events ?? 0,
      eventsUsed: findings.eventsUsed ?? 0
    },
    warnings: [...prepared.warnings, ...suspectedWarning(prepared), ...(findings.warnings ?? [])],
    suspectedGaps: prepared.suspected
  };
}

/** The same for a case without activity, where no method has anything to work on. */
export function encloseNothing<M extends Method, R>(
  method: M,
  data: CaseData,
  view: ViewData,
  findings: Findings<R>
): Envelope<M, R> {
  const events = view.eventKeep.reduce((sum, keep) => sum + keep, 0);
  return {
    ...head(method, data, view, findings),
    period: null,
    n: { places: data.places.count, regions: 0, days: 0, messages: 0, events, eventsUsed: 0 },
    warnings: [],
    suspectedGaps: []
  };
}

function head<M extends Method, R>(method: M, data: CaseData, view: ViewData, findings: Findings<R>) {
  return {
    schema: CORRELATION_SCHEMA,
    method,
    version: VERSIONS[method],
    scope: view.placeKeep === null ? 'all places' : 'places kept by the filter',
    params: findings.params,
    seed: findings.usesSeed === true ? view.seed : null,
    unit: {
      name: findings.counted?.name ?? data.unit,
      scale: findings.counted?.scale ?? data.scale
    },
    insufficient: findings.insufficient,
    sentences: findings.sentences,
    caveats: caveatsOf(method),
    analysesRun: view.analysesRun,
    viewWords: view.words,
    leftOut: findings.leftOut ?? [],
    result: findings.result
  } as const;
}

function coveredDays(y: ArrayLike<number>): number {
  let days = 0;
  for (let start = 0; start < y.length; start += 24) {
    let hours = 0;
    for (let i = start; i < Math.min(y.length, start + 24); i += 1) if (!Number.isNaN(y[i])) hours += 1;
    if (hours >= 12) days += 1;
  }
  return days;
}

function suspectedWarning({ suspected }: Prepared): readonly string[] {
  if (suspected.length === 0) return [];
  const times = suspected.length === 1 ? 'One period was' : `${suspected.length} periods were`;
  return [`${times} taken as not collected: the whole network fell silent and came back.`];
}
