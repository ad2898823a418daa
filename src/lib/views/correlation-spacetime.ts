import type { Knox, NearRepeats, SpaceTimeResult, TimeShift } from '../domain/correlation-spacetime.ts';
import { linearAxis, type Axis, type AxisTick } from './correlation-axis.ts';
import { column, type Cell, type ResultTable } from './correlation-table.ts';
import { integerText } from './correlation-words.ts';

/** The sensitivity grid: a row for each distance, a column for each span of days; all nine are shown. */
export interface KnoxGrid {
  readonly distances: readonly number[];
  readonly spans: readonly number[];
  /** By distance, then by span; null where that pair was not computed. */
  readonly cells: readonly (readonly (Knox | null)[])[];
}

export function knoxGrid(grid: readonly Knox[]): KnoxGrid {
  const distances = [...new Set(grid.map(({ epsS }) => epsS))].sort((a, b) => a - b);
  const spans = [...new Set(grid.map(({ lagTo }) => lagTo))].sort((a, b) => a - b);
  return {
    distances,
    spans,
    cells: distances.map((epsS) =>
      spans.map((lagTo) => grid.find((knox) => knox.epsS === epsS && knox.lagTo === lagTo) ?? null)
    )
  };
}

/** How far a ratio lies from 1, -1 (a quarter or less) to 1 (four times or more): the tint of a cell of the grid. */
export function ratioTint(ratio: number | null): number {
  if (ratio === null) return 0;
  if (ratio <= 0) return -1;
  return Math.max(-1, Math.min(1, Math.log2(ratio) / 2));
}

/** The count at each shift of the dates through the calendar. */
export interface ShiftChart {
  readonly counts: readonly number[];
  readonly observed: number;
  readonly expected: number;
  readonly y: Axis;
  readonly xTicks: readonly AxisTick[];
}

export function shiftChart(shift: TimeShift, locale: string): ShiftChart {
  const n = shift.nullDistribution.length;
  const step = n <= 14 ? 2 : n <= 60 ? 14 : 28;
  const ticks: AxisTick[] = [];
  for (let at = 0; at < n; at += step) ticks.push({ at, label: at === 0 ? 'as dated' : `+${at} d` });
  return {
    counts: shift.nullDistribution,
    observed: shift.observed,
    expected: shift.expected,
    y: linearAxis(shift.nullDistribution, [0, shift.observed], (value) => integerText(value, locale), 3),
    xTicks: ticks
  };
}

const KNOX_COLUMNS = [
  column('question', 'Question', 'text'),
  column('distance_km', 'Within (km)', 'number'),
  column('days_from', 'Days from', 'number'),
  column('days_to', 'Days to', 'number'),
  column('events', 'Events', 'number'),
  column('surges', 'Surges', 'number'),
  column('observed', 'Observed', 'number'),
  column('expected', 'Expected', 'number'),
  column('sd', 'Spread', 'number'),
  column('ratio', 'Ratio', 'number'),
  column('z', 'z', 'number'),
  column('p', 'p', 'probability'),
  column('q', 'q', 'probability'),
  column('permutations', 'Permutations', 'number'),
  column('seed', 'Seed', 'text')
];

export function spaceTimeTable(result: SpaceTimeResult): ResultTable {
  const rows: (readonly Cell[])[] =
    result.interaction === null ? [] : [knoxRow('default', result.interaction)];
  return {
    id: 'interaction',
    title: 'Surges near events',
    columns: KNOX_COLUMNS,
    rows: [
      ...rows,
      ...result.grid.map((knox) => knoxRow('sensitivity grid', knox)),
      ...repeatRows(result.nearRepeats)
    ]
  };
}

function knoxRow(question: string, knox: Knox): readonly Cell[] {
  return [
    question,
    knox.epsS,
    knox.lagFrom,
    knox.lagTo,
    knox.nEvents,
    knox.nSurges,
    knox.observed,
    knox.expected,
    knox.sd,
    knox.ratio,
    knox.z,
    knox.p,
    knox.q,
    knox.B,
    String(knox.seed)
  ];
}

function repeatRows(repeats: NearRepeats | null): readonly (readonly Cell[])[] {
  if (repeats === null) return [];
  const { epsS, epsT, nEvents, observed, expected, ratio, p, B, seed } = repeats;
  return [
    [
      'near repeats among events',
      epsS,
      0,
      epsT,
      nEvents,
      null,
      observed,
      expected,
      null,
      ratio,
      null,
      p,
      null,
      B,
      String(seed)
    ]
  ];
}

export function shiftTable(shift: TimeShift): ResultTable {
  return {
    id: 'time-shift',
    title: 'Dates moved through the calendar',
    columns: [
      column('shift_days', 'Moved by (days)', 'number'),
      column('count', 'Surges near events', 'number')
    ],
    rows: shift.nullDistribution.map((count, days) => [days, count])
  };
}
