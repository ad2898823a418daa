import { STUDY_RINGS, type Study } from '../domain/analysis.ts';
import type { EventStudy, ResponseResult, Ring, StudyWindow } from '../domain/correlation-response.ts';
import { finite, linearAxis, type Axis, type AxisTick } from './correlation-axis.ts';
import { column, type Cell, type ResultTable } from './correlation-table.ts';
import { changeText, numberText } from './correlation-words.ts';

export const RING_NAMES: Readonly<Record<Ring, string>> = {
  region: 'whole region of the event',
  cell: 'same place',
  neighbours: 'neighbouring places',
  'rest-of-region': 'rest of the region',
  elsewhere: 'all other regions'
};

/** A study by which the panel can be read, and how it is listed. */
export interface StudyEntry {
  /** Stable within a result: `all`, `kind:raid`, `ring:cell`. */
  readonly id: string;
  readonly label: string;
  readonly group: 'overall' | 'kind' | 'ring';
  readonly study: EventStudy;
}

/** Every study of the result, the headline first. */
export function studyEntries({ overall, byKind, byRing }: ResponseResult): readonly StudyEntry[] {
  const head: readonly StudyEntry[] =
    overall === null
      ? []
      : [{ id: 'all', label: 'All events, whole region', group: 'overall', study: overall }];
  return [
    ...head,
    ...byKind.map((study): StudyEntry => ({
      id: `kind:${study.kind}`,
      label: study.kind,
      group: 'kind',
      study
    })),
    ...byRing.map((study): StudyEntry => ({
      id: `ring:${study.ring}`,
      label: RING_NAMES[study.ring],
      group: 'ring',
      study
    }))
  ];
}

/** The entry that shows a study; null where the result has none. */
export function entryOf(entries: readonly StudyEntry[], study: Study | null): StudyEntry | null {
  const [first = null] = entries;
  if (study === null) return first;
  const id = study.tag === 'kind' ? `kind:${study.kind}` : `ring:${study.ring}`;
  return entries.find((entry) => entry.id === id) ?? null;
}

/** The study that an entry shows; null: all events, whole region. */
export function entryStudy(entries: readonly StudyEntry[], id: string): Study | null {
  const entry = entries.find((one) => one.id === id);
  if (entry?.group === 'kind') return { tag: 'kind', kind: entry.study.kind };
  const ring = STUDY_RINGS.find((known) => known === entry?.study.ring);
  return entry?.group === 'ring' && ring !== undefined ? { tag: 'ring', ring } : null;
}

export function studyName(study: Study | null): string {
  if (study === null) return 'all events';
  return study.tag === 'kind' ? study.kind : RING_NAMES[study.ring];
}

export interface CompositePoint {
  readonly lag: number;
  readonly value: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
  readonly ciLo: number | null;
  readonly ciHi: number | null;
  readonly n: number;
}

/** Mean standardised residual by lag, with the pointwise band and the windows that are tested. */
export interface CompositeChart {
  readonly domain: readonly [from: number, to: number];
  readonly y: Axis;
  readonly xTicks: readonly AxisTick[];
  readonly points: readonly CompositePoint[];
  readonly windows: readonly StudyWindow[];
}

export function compositeChart(study: EventStudy, unit: 'hour' | 'day', locale: string): CompositeChart {
  const points = study.lags.map((lag, index) => ({
    lag,
    value: study.composite[index] ?? null,
    lo: study.bandLo[index] ?? null,
    hi: study.bandHi[index] ?? null,
    ciLo: study.ciLo[index] ?? null,
    ciHi: study.ciHi[index] ?? null,
    n: study.nByLag[index] ?? 0
  }));
  const first = study.lags[0] ?? 0;
  const last = study.lags.at(-1) ?? 1;
  return {
    domain: [first, last + 1],
    y: linearAxis(finite(study.composite, study.bandLo, study.bandHi), [0], (value) =>
      numberText(value, locale, 2)
    ),
    xTicks: lagTicks(first, last, unit),
    points,
    windows: study.windows
  };
}

/** Ticks of lags, at whole days: `−2 d`, `0`, `+5 d`. */
export function lagTicks(first: number, last: number, unit: 'hour' | 'day'): readonly AxisTick[] {
  const perDay = unit === 'hour' ? 24 : 1;
  const days = (last - first) / perDay;
  const step = (days <= 12 ? 1 : days <= 30 ? 7 : 14) * perDay;
  const ticks: AxisTick[] = [];
  for (let lag = Math.ceil(first / step) * step; lag <= last; lag += step)
    ticks.push({ at: lag, label: lag === 0 ? 'event' : `${lag < 0 ? '−' : '+'}${Math.abs(lag) / perDay} d` });
  return ticks;
}

/** `24 to 167 hours after`, `day of the event`. */
export function lagSpan({ from, to }: Pick<StudyWindow, 'from' | 'to'>, unit: 'hour' | 'day'): string {
  if (unit === 'day' && from === 0 && to === 0) return 'day of the event';
  const units = `${unit}s`;
  if (to < 0) return `${-to} to ${-from} ${units} before`;
  return `${from} to ${to} ${units} after`;
}

/** Observed over expected in a window in words, or what can be said. */
export function windowChange(window: StudyWindow, locale: string): string {
  return changeText(window.ratio, locale);
}

/** Every window of every study. */
export function responseTable(result: ResponseResult): ResultTable {
  const unit = `${result.lagUnit}s`;
  const rows = studyEntries(result).flatMap(({ study, group }) =>
    study.windows.map((window): readonly Cell[] => [
      group,
      study.kind,
      study.ring,
      study.nEvents,
      window.name,
      window.from,
      window.to,
      window.ratio,
      window.stat,
      window.nullMean,
      window.nullSd,
      window.exceed,
      window.nShifts,
      window.p,
      window.pAdj,
      window.q,
      window.leaveOneOut?.least ?? null,
      window.leaveOneOut?.greatest ?? null
    ])
  );
  return {
    id: 'windows',
    title: 'Response in the windows fixed beforehand',
    columns: [
      column('table', 'Table', 'text'),
      column('kind', 'Kind', 'text'),
      column('ring', 'Ring', 'text'),
      column('events', 'Events', 'number'),
      column('window', 'Window', 'text'),
      column(`from_${unit}`, `From (${unit})`, 'number'),
      column(`to_${unit}`, `To (${unit})`, 'number'),
      column('observed_over_expected', 'Change', 'change'),
      column('mean_residual', 'Mean residual', 'number'),
      column('null_mean', 'Mean by chance', 'number'),
      column('null_sd', 'Spread by chance', 'number'),
      column('shifts_as_large', 'Positions as large', 'number'),
      column('shifts', 'Positions', 'number'),
      column('p', 'p', 'probability'),
      column('p_windows', 'p over windows', 'probability'),
      column('q', 'q', 'probability'),
      column('leave_one_out_least', 'Least without one', 'number'),
      column('leave_one_out_greatest', 'Greatest without one', 'number')
    ],
    rows
  };
}

/** One study lag by lag. */
export function compositeTable(entry: StudyEntry, unit: 'hour' | 'day'): ResultTable {
  const { study } = entry;
  return {
    id: `composite-${entry.id.replace(':', '-')}`,
    title: `Composite: ${entry.label}`,
    columns: [
      column(`lag_${unit}s`, `Lag (${unit}s)`, 'number'),
      column('composite', 'Mean residual', 'number'),
      column('band_lo', 'Pointwise band from', 'number'),
      column('band_hi', 'Pointwise band to', 'number'),
      column('t_lo', 't interval from', 'number'),
      column('t_hi', 't interval to', 'number'),
      column('events', 'Events', 'number')
    ],
    rows: study.lags.map((lag, index) => [
      lag,
      study.composite[index] ?? null,
      study.bandLo[index] ?? null,
      study.bandHi[index] ?? null,
      study.ciLo[index] ?? null,
      study.ciHi[index] ?? null,
      study.nByLag[index] ?? null
    ])
  };
}
