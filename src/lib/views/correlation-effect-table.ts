import { HOUR_MS } from '../domain/activity.ts';
import type { EffectDetail, EventEffect } from '../domain/correlation-impact.ts';
import { column, type ResultTable } from './correlation-table.ts';

const SIDES = {
  before: 'before',
  at: 'day of the event, left out',
  after: 'after',
  outside: 'outside the windows'
};

/** The blocks of 24 hours of one event, as a table. */
export function effectTable(effect: EventEffect, detail: EffectDetail, unit: string): ResultTable {
  return {
    id: `event-${effect.eventId}`,
    title: `Blocks of 24 hours around ${effect.event.title}`,
    columns: [
      column('block', 'Block', 'number'),
      column('from', 'From', 'instant'),
      column('side', 'Window', 'text'),
      column('observed', `Observed ${unit}`, 'count'),
      column('expected', 'Expected at the level before', 'count'),
      column('hours', 'Hours collected', 'number')
    ],
    rows: detail.blocks.map((block) => [
      block.block,
      block.from,
      SIDES[block.side],
      block.observed,
      block.expected,
      block.hours
    ])
  };
}

/** The hours (or days) of one event, as a table. */
export function effectSeriesTable(effect: EventEffect, { series }: EffectDetail, unit: string): ResultTable {
  const first = Date.parse(series.from);
  return {
    id: `series-${effect.eventId}`,
    title: `${series.stepHours === 1 ? 'Hours' : 'Days'} around ${effect.event.title}`,
    columns: [
      column('from', 'From', 'instant'),
      column('observed', `Observed ${unit}`, 'count'),
      column('expected', 'Expected at the level before', 'count'),
      column('band_lo', 'Ordinary from', 'count'),
      column('band_hi', 'Ordinary to', 'count')
    ],
    rows: series.observed.map((observed, index) => [
      isoAt(first + index * series.stepHours * HOUR_MS),
      observed,
      series.expected[index] ?? null,
      series.bandLo[index] ?? null,
      series.bandHi[index] ?? null
    ])
  };
}

function isoAt(time: number): string {
  return new Date(time).toISOString();
}
