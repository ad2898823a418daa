import type { LagWindowTest, LeadLagResult } from '../domain/correlation-leadlag.ts';
import { finite, linearAxis, type Axis } from './correlation-axis.ts';
import { column, type ResultTable } from './correlation-table.ts';
import { numberText } from './correlation-words.ts';

export interface LagBar {
  readonly lag: number;
  /** After prewhitening: what is read. Null: refused or no data. */
  readonly value: number | null;
  /** As it stands, for comparison only. */
  readonly raw: number | null;
  readonly p: number | null;
  readonly q: number | null;
  /** Beyond the limit that holds over all lags together. */
  readonly isBeyond: boolean;
}

export interface LagChart {
  readonly bars: readonly LagBar[];
  readonly y: Axis;
  readonly pointwise: number | null;
  readonly overall: number | null;
}

export function lagChart(result: LeadLagResult, locale: string): LagChart {
  const { bandBonferroni, bandPointwise } = result;
  const bars = result.lags.map((lag, index) => {
    const value = result.ccfPrewhitened[index] ?? null;
    return {
      lag,
      value,
      raw: result.ccf[index] ?? null,
      p: result.p[index] ?? null,
      q: result.q[index] ?? null,
      isBeyond: value !== null && bandBonferroni !== null && Math.abs(value) > bandBonferroni
    };
  });
  const limits = bandBonferroni === null ? [0] : [bandBonferroni, -bandBonferroni, 0];
  return {
    bars,
    y: linearAxis(finite(result.ccfPrewhitened, result.ccf), limits, (value) => numberText(value, locale, 2)),
    pointwise: bandPointwise,
    overall: bandBonferroni
  };
}

/** `1 to 7 days after events`. */
export function lagWindowWords({ from, to }: LagWindowTest): string {
  if (from === 0 && to === 0) return 'the same day';
  if (to < 0) return `${-to} to ${-from} days before events`;
  return `${from} to ${to} days after events`;
}

/** In words where activity stands at a lag. */
export function lagWords(lag: number): string {
  if (lag === 0) return 'activity on the days of events';
  const days = Math.abs(lag);
  return `activity ${days} ${days === 1 ? 'day' : 'days'} ${lag > 0 ? 'after' : 'before'} events`;
}

export function leadLagTable(result: LeadLagResult): ResultTable {
  return {
    id: 'lags',
    title: 'Correlation by lag',
    columns: [
      column('lag_days', 'Lag (days)', 'number'),
      column('correlation', 'Raw correlation', 'number'),
      column('correlation_prewhitened', 'Prewhitened', 'number'),
      column('p', 'p', 'probability'),
      column('q', 'q', 'probability'),
      column('limit_pointwise', 'Limit, pointwise', 'number'),
      column('limit_all_lags', 'Limit, all lags', 'number')
    ],
    rows: result.lags.map((lag, index) => [
      lag,
      result.ccf[index] ?? null,
      result.ccfPrewhitened[index] ?? null,
      result.p[index] ?? null,
      result.q[index] ?? null,
      result.bandPointwise,
      result.bandBonferroni
    ])
  };
}

export function lagWindowTable(result: LeadLagResult): ResultTable {
  return {
    id: 'windows',
    title: 'Windows fixed beforehand',
    columns: [
      column('from_days', 'From (days)', 'number'),
      column('to_days', 'To (days)', 'number'),
      column('mean_correlation', 'Mean correlation', 'number'),
      column('shifts_as_large', 'Positions as large', 'number'),
      column('shifts', 'Positions', 'number'),
      column('p', 'p', 'probability')
    ],
    rows: result.windows.map(({ from, to, stat, exceed, nShifts, p }) => [from, to, stat, exceed, nShifts, p])
  };
}
