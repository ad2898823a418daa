import { DAY_MS } from '../domain/activity.ts';
import type { Range } from '../domain/range.ts';
import type { EventTable } from './event-table.ts';

/** A range offered as one click. */
export interface Preset {
  readonly label: string;
  readonly title: string;
  /** Null: everything. */
  readonly range: Range | null;
  readonly active: boolean;
}

export interface PresetQuestion {
  /** Period of the case. */
  readonly period: Range;
  /** Period of analysis. */
  readonly analysis: Range;
  /** Where activity lies; null where the case has none. */
  readonly activity: Range | null;
  /** Start of the first alert; null where the case has none. */
  readonly firstAlert: number | null;
  readonly selected: { readonly from: number | null; readonly to: number | null };
}

/** The ranges offered for a case: only those that differ from each other. */
export function presetsOf({
  period,
  analysis,
  activity,
  firstAlert,
  selected
}: PresetQuestion): readonly Preset[] {
  const candidates: readonly Omit<Preset, 'active'>[] = [
    { label: 'All', title: 'No limit of time', range: null },
    ...(activity === null
      ? []
      : [{ label: 'Activity', title: 'As long as activity was collected', range: activity }]),
    {
      label: 'Analysis',
      title:
        analysis.to === firstAlert
          ? 'The period of analysis: up to the first alert'
          : 'The period of analysis',
      range: analysis
    },
    ...(analysis.to < period.to
      ? [
          {
            label: 'After',
            title: 'From the end of the period of analysis',
            range: { from: analysis.to, to: period.to }
          }
        ]
      : []),
    ...(activity === null ? [] : [lastDays(activity, 28), lastDays(activity, 7)])
  ];
  const seen = new Set<string>();
  return candidates.flatMap((preset) => {
    const key = preset.range === null ? 'all' : `${preset.range.from} ${preset.range.to}`;
    if (seen.has(key) || (preset.range !== null && preset.range.from >= preset.range.to)) return [];
    seen.add(key);
    const active =
      selected.from === (preset.range?.from ?? null) && selected.to === (preset.range?.to ?? null);
    return [{ ...preset, active }];
  });
}

/** Start of the earliest dated event of a kind, epoch milliseconds; null where there is none. */
export function firstStartOf({ kind, dated, start }: EventTable, name: string): number | null {
  const code = kind.values.indexOf(name);
  if (code < 0) return null;
  const row = kind.codes.subarray(0, dated).indexOf(code);
  return row < 0 ? null : (start[row] ?? null);
}

function lastDays(activity: Range, days: number): Omit<Preset, 'active'> {
  const from = Math.max(activity.from, activity.to - days * DAY_MS);
  return {
    label: `Last ${days} d`,
    title: `The last ${days} days of activity`,
    range: { from, to: activity.to }
  };
}
