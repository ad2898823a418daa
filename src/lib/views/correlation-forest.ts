import type { Order, OrderKey } from '../domain/analysis.ts';
import type { ImpactRecord } from '../domain/correlation.ts';
import type { EventEffect } from '../domain/correlation-impact.ts';
import { ratioAxis, ratioPosition, type Axis } from './correlation-axis.ts';
import { column, type ResultTable } from './correlation-table.ts';
import { GRADE_ORDER } from './correlation-words.ts';

/** An estimate with its interval on the axis of ratios: shares of its width. */
export interface ForestMark {
  readonly estimate: number;
  readonly lo: number;
  readonly hi: number;
  /** The interval goes on beyond the end of the axis. */
  readonly beyondLow: boolean;
  readonly beyondHigh: boolean;
}

export interface ForestRow {
  readonly effect: EventEffect;
  /** Null: no estimate; see `insufficient` of the effect. */
  readonly mark: ForestMark | null;
  /** Size of the square, 0..1: the more messages, the larger. */
  readonly weight: number;
}

export interface Forest {
  readonly axis: Axis;
  readonly rows: readonly ForestRow[];
  /** Share of the axis at which nothing changed. */
  readonly none: number;
}

/** All events on one axis, in the order asked for; events without an estimate always come last. */
export function forest(effects: readonly EventEffect[], order: Order): Forest {
  const axis = ratioAxis(
    effects.flatMap(({ rr }) => (rr === null ? [] : [rr])),
    foldText
  );
  const most = effects.reduce((top, { messagesPre }) => Math.max(top, messagesPre), 1);
  const rows = effects.map((effect) => ({
    effect,
    mark: markOf(effect, axis),
    weight: Math.sqrt(effect.messagesPre / most)
  }));
  return { axis, rows: sorted(rows, order), none: ratioPosition(axis, 1) };
}

/** `÷4`, `1`, `×2`: short enough for an axis, and as far on one side as on the other. */
function foldText(ratio: number): string {
  if (ratio === 1) return '1';
  return ratio < 1 ? `÷${Math.round(1 / ratio)}` : `×${Math.round(ratio)}`;
}

function markOf({ rr, lo, hi }: EventEffect, axis: Axis): ForestMark | null {
  if (rr === null || lo === null || hi === null) return null;
  const [low, high] = axis.domain;
  const at = (ratio: number): number => ratioPosition(axis, Math.min(high, Math.max(low, ratio)));
  return { estimate: at(rr), lo: at(lo), hi: at(hi), beyondLow: lo < low, beyondHigh: hi > high };
}

function sorted(rows: readonly ForestRow[], { key, descending }: Order): readonly ForestRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [one, other] = [rank(a, key), rank(b, key)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    const difference = typeof one === 'string' ? one.localeCompare(String(other)) : one - Number(other);
    return sign * difference || (a.effect.t0 < b.effect.t0 ? -1 : 1);
  });
}

function rank({ effect, mark }: ForestRow, key: OrderKey): number | string | null {
  if (key === 'title') return effect.event.title;
  if (key === 'time') return Date.parse(effect.t0);
  if (mark === null) return null;
  if (key === 'grade') return GRADE_ORDER.indexOf(effect.grade);
  return key === 'q' ? effect.q : effect.rr;
}

/** How many events were given each grade, the strongest first. */
export function gradeCounts(
  effects: readonly EventEffect[]
): readonly (readonly [EventEffect['grade'], number])[] {
  return GRADE_ORDER.map(
    (grade) => [grade, effects.filter((effect) => effect.grade === grade).length] as const
  );
}

/** Every number of every effect: the table of the panel and its export. */
export function impactTable(record: ImpactRecord): ResultTable {
  const { name } = record.unit;
  return {
    id: 'events',
    title: 'Impact of events',
    columns: [
      column('event_id', 'Id', 'text'),
      column('event', 'Event', 'text'),
      column('kind', 'Kind', 'text'),
      column('start_of_window', 'From', 'instant'),
      column('scope', 'Places', 'text'),
      column('days_a_side', 'Days a side', 'number'),
      column('blocks_before', 'Days before', 'number'),
      column('blocks_after', 'Days after', 'number'),
      column('count_before', `${name} before`, 'count'),
      column('count_after', `${name} after`, 'count'),
      column('expected_after', 'Expected after', 'count'),
      column('rate_ratio', 'Change', 'change'),
      column('rate_ratio_lo', 'Change from', 'change'),
      column('rate_ratio_hi', 'Change to', 'change'),
      column('p', 'p', 'probability'),
      column('q', 'q', 'probability'),
      column('relative_ratio', 'Against controls', 'change'),
      column('relative_lo', 'Against controls from', 'change'),
      column('relative_hi', 'Against controls to', 'change'),
      column('controls', 'Controls', 'number'),
      column('placebo_as_large', 'Ordinary dates as large', 'number'),
      column('placebo_dates', 'Ordinary dates', 'number'),
      column('placebo_p', 'p of ordinary dates', 'probability'),
      column('beside_counted', 'Other count', 'text'),
      column('beside_ratio', 'Change in the other count', 'change'),
      column('beside_lo', 'Change in the other count from', 'change'),
      column('beside_hi', 'Change in the other count to', 'change'),
      column('beside_p', 'p of the other count', 'probability'),
      column('beside_q', 'q of the other count', 'probability'),
      column('per_device', 'Per device-hour', 'change'),
      column('counts_disagree', 'Counts disagree', 'text'),
      column('smallest_rise_seen', 'Smallest rise seen', 'change'),
      column('phi', 'phi', 'number'),
      column('rho', 'rho', 'number'),
      column('df', 'df', 'number'),
      column('grade', 'Evidence', 'text'),
      column('overlap', 'Other events in the windows', 'text'),
      column('taken_as_one_with', 'Taken as one with', 'text'),
      column('why_no_number', 'Why no number', 'text')
    ],
    rows: record.result.effects.map((effect) => [
      effect.eventId,
      effect.event.title,
      effect.event.kind,
      effect.t0,
      effect.scope,
      effect.W,
      effect.blocksPre,
      effect.blocksPost,
      effect.messagesPre,
      effect.messagesPost,
      effect.expectedAtPreLevel,
      effect.rr,
      effect.lo,
      effect.hi,
      effect.p,
      effect.q,
      effect.relative?.rirr ?? null,
      effect.relative?.lo ?? null,
      effect.relative?.hi ?? null,
      effect.relative?.nControls ?? null,
      effect.placebo?.exceed ?? null,
      effect.placebo?.m ?? null,
      effect.placebo?.p ?? null,
      effect.beside?.name ?? null,
      effect.beside?.rr ?? null,
      effect.beside?.lo ?? null,
      effect.beside?.hi ?? null,
      effect.beside?.p ?? null,
      effect.beside?.q ?? null,
      effect.beside?.perDevice ?? null,
      disagreement(effect),
      effect.mdrr80,
      effect.phi,
      effect.rho,
      effect.df,
      effect.grade,
      effect.overlap.join(' '),
      effect.merged.join(' '),
      effect.insufficient
    ])
  };
}

function disagreement({ beside }: EventEffect): string | null {
  const disagrees = beside?.disagrees ?? null;
  return disagrees === null ? null : disagrees ? 'yes' : 'no';
}
