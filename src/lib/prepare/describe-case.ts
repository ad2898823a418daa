import { defaultAnalysis } from '../casefile/manifest.ts';
import { CaseFailure } from '../domain/failure.ts';
import { clampRange, type Range } from '../domain/range.ts';
import { parseInstant } from '../time/parse.ts';
import { startInterval } from '../time/precision.ts';
import type { EventRow } from './event-rows.ts';
import type { ActivitySpec, Mapping } from './mapping-schema.ts';
import type { CaseDescription } from './write-case.ts';

/** What the manifest says of the activity. */
export interface PreparedActivity {
  readonly step: ActivitySpec['step'];
  readonly unit: string;
  readonly scale: number;
  readonly collected: readonly Range[];
  readonly messages: number;
  readonly devices: number | null;
}

/**
 * The description of a case. Its period is that of the mapping or, without one, the span of all dated events and of
 * the collected activity; the analysis goes up to the first event of kind `alert`.
 */
export function describeCase(
  mapping: Mapping,
  events: readonly EventRow[],
  activity: PreparedActivity | null
): CaseDescription {
  const { id, title, summary, synthetic, zone, sources } = mapping.case;
  const period = writtenRange(mapping.case.period) ?? spanOf(events, activity, zone);
  const analysis = writtenRange(mapping.case.analysis);
  return {
    id,
    title,
    summary,
    synthetic,
    zone,
    period,
    analysis: (analysis && clampRange(analysis, period)) ?? defaultAnalysis(period, firstAlert(events)),
    totals: { messages: activity?.messages ?? 0, devices: activity?.devices ?? null },
    activity: activity && {
      step: activity.step,
      unit: activity.unit,
      scale: activity.scale,
      collected: activity.collected
    },
    sources
  };
}

function writtenRange(range: { readonly from: string; readonly to: string } | undefined): Range | null {
  if (range === undefined) return null;
  const from = parseInstant(range.from, 'UTC');
  const to = parseInstant(range.to, 'UTC');
  return from === null || to === null ? null : { from, to };
}

function spanOf(events: readonly EventRow[], activity: PreparedActivity | null, zone: string): Range {
  let from = activity?.collected[0]?.from ?? Infinity;
  let to = activity?.collected.at(-1)?.to ?? -Infinity;
  for (const { start, end, precision } of events) {
    if (start !== null) {
      from = Math.min(from, start);
      to = Math.max(to, startInterval(start, precision, zone).to);
    }
    if (end !== null) to = Math.max(to, end);
  }
  if (from < to) return { from, to };
  throw new CaseFailure([
    {
      code: 'no-dates',
      severity: 'error',
      message: 'No event has a date and there is no activity, so the period of the case is not known.',
      remedy: 'Name the column of the dates as events.columns.start, or give case.period in the mapping.'
    }
  ]);
}

function firstAlert(events: readonly EventRow[]): number | null {
  let first: number | null = null;
  for (const { kind, start } of events) {
    if (kind === 'alert' && start !== null && (first === null || start < first)) first = start;
  }
  return first;
}
