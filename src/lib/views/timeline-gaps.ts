import { clampRange, type Range } from '../domain/range.ts';
import type { TimelineActivity } from './timeline-bars.ts';

/** A stretch without data for every place, and why. */
export interface TimelineGap extends Range {
  readonly reason: string;
}

export const NOT_COLLECTED = 'not collected';
export const NO_DATA = 'no data';

/**
 * Every stretch of the bounds without activity, in order and without overlap: the gaps with their reasons, then what
 * lies outside the collected periods (none given: outside the bins), then runs of bins that are NaN for no stated reason.
 */
export function noDataStretches(
  activity: TimelineActivity,
  gaps: readonly TimelineGap[],
  collected: readonly Range[],
  bounds: Range
): readonly TimelineGap[] {
  const begin = activity.firstBin * activity.binMs;
  const bins = { from: begin, to: begin + activity.counts.length * activity.binMs };
  const periods = collected.length > 0 ? collected : [bins];
  const stretches: TimelineGap[] = [];
  const add = (candidates: readonly TimelineGap[]): void => {
    const taken = [...stretches].sort(byStart);
    for (const candidate of candidates) {
      const inside = clampRange(candidate, bounds);
      if (inside === null) continue;
      for (const free of without(inside, taken)) stretches.push({ ...free, reason: candidate.reason });
    }
  };
  for (const gap of [...gaps].sort(byStart)) add([gap]);
  add(without(bounds, [...periods].sort(byStart)).map((range) => ({ ...range, reason: NOT_COLLECTED })));
  add(unknownRuns(activity));
  return stretches.sort(byStart);
}

/**
 * The activity with "no data" in the bins that lie wholly inside a stretch and count nothing: the sum over rows that
 * do not exist is 0, and would be drawn as silence. Gives back the same object where nothing changes.
 */
export function withNoData(activity: TimelineActivity, stretches: readonly TimelineGap[]): TimelineActivity {
  const { binMs, firstBin } = activity;
  let counts: Float64Array | null = null;
  for (const stretch of stretches) {
    const first = Math.max(Math.ceil(stretch.from / binMs) - firstBin, 0);
    const end = Math.min(Math.floor(stretch.to / binMs) - firstBin, activity.counts.length);
    for (let index = first; index < end; index++) {
      if (activity.counts[index] !== 0) continue;
      counts ??= activity.counts.slice();
      counts[index] = NaN;
    }
  }
  return counts === null ? activity : { ...activity, counts };
}

/** The stretch that holds the time, or null. */
export function stretchAt(stretches: readonly TimelineGap[], time: number): TimelineGap | null {
  return stretches.find((stretch) => stretch.from <= time && time < stretch.to) ?? null;
}

function unknownRuns({ binMs, firstBin, counts }: TimelineActivity): TimelineGap[] {
  const runs: TimelineGap[] = [];
  let begin = -1;
  for (let index = 0; index <= counts.length; index++) {
    const unknown = index < counts.length && Number.isNaN(counts[index]);
    if (unknown && begin < 0) begin = index;
    if (!unknown && begin >= 0) {
      runs.push({ from: (firstBin + begin) * binMs, to: (firstBin + index) * binMs, reason: NO_DATA });
      begin = -1;
    }
  }
  return runs;
}

/** The parts of the range outside the taken ranges, which are in order of their start. */
function without(range: Range, taken: readonly Range[]): Range[] {
  const free: Range[] = [];
  let from = range.from;
  for (const block of taken) {
    if (block.to <= from) continue;
    if (block.from >= range.to) break;
    if (block.from > from) free.push({ from, to: block.from });
    from = Math.max(from, block.to);
  }
  if (from < range.to) free.push({ from, to: range.to });
  return free;
}

function byStart(a: Range, b: Range): number {
  return a.from - b.from;
}
