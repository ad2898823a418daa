import { DAY_MS } from '../domain/activity.ts';
import type { BreaksResult, ChangePoint, ChangePoints, DailyLevel } from '../domain/correlation-breaks.ts';
import { formatInstant } from '../time/format.ts';
import { dayTicks, finite, linearAxis, type Axis, type AxisTick } from './correlation-axis.ts';
import { column, type ResultTable } from './correlation-table.ts';
import { changeText, dayText, daysApart, shareText } from './correlation-words.ts';

/** A break on an axis of time: its date range and its best date, epoch milliseconds. */
export interface BreakMark {
  readonly from: number;
  /** One past the last day it may have begun on. */
  readonly to: number;
  readonly at: number;
  /** The change of level, the days it may have begun on, and the events near: a line each. */
  readonly lines: readonly [label: string, ...details: readonly string[]];
}

export function breakMarks(points: readonly ChangePoint[], locale: string): readonly BreakMark[] {
  return points.map((point) => ({
    from: Date.parse(point.lo),
    to: Date.parse(point.hi) + DAY_MS,
    at: Date.parse(point.date),
    lines: [
      `Level ${changeText(point.ratio, locale)} from ${dayText(point.date, locale)}`,
      point.lo === point.hi
        ? 'It began on that day (95 %)'
        : `It may have begun from ${dayText(point.lo, locale)} to ${dayText(point.hi, locale)} (95 %)`,
      ...nearLines(point, locale)
    ]
  }));
}

/** Events named with a mark; the others are in the panel. */
const MOST_NEAR = 3;

function nearLines({ near }: ChangePoint, locale: string): readonly string[] {
  if (near.length === 0) return ['No event near'];
  const named = near
    .slice(0, MOST_NEAR)
    .map(({ event, days }) => `${event.title} (${daysApart(-days, locale)})`);
  return [`Near: ${named.join('; ')}${near.length > MOST_NEAR ? ' and others' : ''}`];
}

/** The lines of the marks that hold an instant. */
export function breakLines(marks: readonly BreakMark[], time: number): readonly string[] {
  return marks.filter(({ from, to }) => time >= from && time < to).flatMap(({ lines }) => lines);
}

/** A level that held between two breaks. */
export interface LevelSegment {
  readonly from: number;
  readonly to: number;
  readonly level: number;
}

/** Observed over usual per day, with its levels and breaks. */
export interface LevelChart {
  readonly domain: readonly [from: number, to: number];
  readonly y: Axis;
  readonly xTicks: readonly AxisTick[];
  /** Middle of each day; null = missing. */
  readonly points: readonly { readonly at: number; readonly ratio: number | null }[];
  readonly segments: readonly LevelSegment[];
  readonly marks: readonly BreakMark[];
}

export function levelChart(level: DailyLevel, network: ChangePoints, locale: string): LevelChart {
  const first = Date.parse(level.from);
  const end = first + level.ratio.length * DAY_MS;
  const marks = breakMarks(network.changepoints, locale);
  return {
    domain: [first, end],
    y: linearAxis(finite(level.ratio), [0, 1], (value) => shareText(value, locale)),
    xTicks: dayTicks(first, end, (at) => formatInstant(at, 'day', 'UTC', locale).replace(/,? \d{4}$/, '')),
    points: level.ratio.map((ratio, index) => ({ at: first + (index + 0.5) * DAY_MS, ratio })),
    segments: segmentsOf(network.changepoints, first, end),
    marks
  };
}

function segmentsOf(points: readonly ChangePoint[], first: number, end: number): readonly LevelSegment[] {
  if (points.length === 0) return [];
  const starts = [first, ...points.map(({ date }) => Date.parse(date))];
  const levels = [points[0].meanBefore, ...points.map(({ meanAfter }) => meanAfter)];
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? end, level: levels[index] }));
}

/** Regions with a break. */
export function scopesWithBreaks({ regions }: BreaksResult): readonly ChangePoints[] {
  return regions.filter(({ changepoints }) => changepoints.length > 0);
}

/** A region with the breaks that are its own: their date range touches that of no break of the network. */
export interface OwnBreaks {
  readonly scope: ChangePoints;
  readonly own: readonly ChangePoint[];
}

/** Regions with breaks of their own, the largest change first. */
export function ownBreaks(result: BreaksResult): readonly OwnBreaks[] {
  const common = result.network.changepoints;
  const isCommon = (point: ChangePoint): boolean =>
    common.some(
      ({ lo, hi }) => Date.parse(lo) <= Date.parse(point.hi) && Date.parse(point.lo) <= Date.parse(hi)
    );
  const size = ({ own }: OwnBreaks): number => Math.max(...own.map(({ ratio }) => Math.abs(Math.log(ratio))));
  return scopesWithBreaks(result)
    .map((scope) => ({ scope, own: scope.changepoints.filter((point) => !isCommon(point)) }))
    .filter(({ own }) => own.length > 0)
    .sort((a, b) => size(b) - size(a));
}

/** Regions that a break was looked for in without finding one, and those with too little data. */
export function scopesWithout({ regions }: BreaksResult): {
  readonly none: number;
  readonly insufficient: number;
} {
  return {
    none: regions.filter((scope) => scope.changepoints.length === 0 && scope.insufficient === null).length,
    insufficient: regions.filter((scope) => scope.insufficient !== null).length
  };
}

export function breaksTable({ network, regions }: BreaksResult): ResultTable {
  return {
    id: 'breaks',
    title: 'Breaks',
    columns: [
      column('scope', 'Code', 'text'),
      column('name', 'Places', 'text'),
      column('first_day', 'Best date', 'day'),
      column('first_day_from', 'From', 'day'),
      column('first_day_to', 'To', 'day'),
      column('level_before', 'Level before', 'share'),
      column('level_after', 'Level after', 'share'),
      column('ratio', 'Change', 'change'),
      column('collapse', 'Collapse', 'text'),
      column('apart_from_network', 'Apart from the network', 'text'),
      column('near_events', 'Events near', 'text'),
      column('days_used', 'Days used', 'number')
    ],
    rows: [network, ...regions].flatMap((scope) =>
      scope.changepoints.map((point) => [
        scope.scope,
        scope.name,
        point.date,
        point.lo,
        point.hi,
        point.meanBefore,
        point.meanAfter,
        point.ratio,
        scope.collapse?.index === point.index ? 'yes' : 'no',
        scope.collapse?.index === point.index && scope.collapseApart ? 'yes' : 'no',
        point.near.map(({ event }) => event.title).join('; '),
        scope.n
      ])
    )
  };
}

export function levelTable(level: DailyLevel): ResultTable {
  const first = Date.parse(level.from);
  return {
    id: 'level',
    title: 'Level of the network by day',
    columns: [column('day', 'Day', 'day'), column('observed_over_usual', 'Share of usual', 'share')],
    rows: level.ratio.map((ratio, index) => [new Date(first + index * DAY_MS).toISOString(), ratio])
  };
}
