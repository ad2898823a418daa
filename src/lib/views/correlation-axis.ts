import { DAY_MS } from '../domain/activity.ts';
import { scaleLinear, scaleLog } from 'd3-scale';

export interface AxisTick {
  readonly at: number;
  readonly label: string;
}

export interface Axis {
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly AxisTick[];
}

/** Finite numbers of several lists. */
export function finite(...lists: readonly (readonly (number | null)[])[]): readonly number[] {
  return lists.flatMap((list) =>
    list.filter((value): value is number => value !== null && Number.isFinite(value))
  );
}

/** A round axis over values, with `include` inside it; [0, 1] where there is nothing. */
export function linearAxis(
  values: readonly number[],
  include: readonly number[],
  label: (value: number) => string,
  count = 4
): Axis {
  const all = [...values, ...include];
  const low = all.reduce((least, value) => Math.min(least, value), Infinity);
  const high = all.reduce((most, value) => Math.max(most, value), -Infinity);
  if (!Number.isFinite(low)) return { domain: [0, 1], ticks: [] };
  const spread =
    high > low ? [low, high] : [low - Math.max(1, Math.abs(low)) / 2, high + Math.max(1, Math.abs(high)) / 2];
  const scale = scaleLinear().domain(spread).nice(count);
  const [from = 0, to = 1] = scale.domain();
  return { domain: [from, to], ticks: scale.ticks(count).map((at) => ({ at, label: label(at) })) };
}

/** Ratios that a logarithmic axis is marked at. */
const RATIO_TICKS = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16];

/**
 * A symmetric logarithmic axis of ratios around 1: wide enough for the values, at least to a halving and a doubling,
 * at most to a sixteenth and sixteen times (what lies beyond is drawn as an arrow).
 */
export function ratioAxis(values: readonly number[], label: (ratio: number) => string): Axis {
  const furthest = values.reduce(
    (most, value) =>
      value > 0 && Number.isFinite(value) ? Math.max(most, Math.abs(Math.log2(value))) : most,
    0
  );
  const steps = Math.min(4, Math.max(1, Math.ceil(furthest)));
  const end = 2 ** steps;
  return {
    domain: [1 / end, end],
    ticks: RATIO_TICKS.filter((at) => at >= 1 / end && at <= end).map((at) => ({ at, label: label(at) }))
  };
}

/** Share of the axis at a ratio, 0 at the left end, 1 at the right one; not clamped. */
export function ratioPosition(axis: Axis, ratio: number): number {
  return scaleLog().domain(axis.domain).range([0, 1])(ratio);
}

/** Ticks at UTC midnights, `count` or fewer, at whole days or weeks apart. */
export function dayTicks(
  from: number,
  to: number,
  label: (at: number) => string,
  count = 6
): readonly AxisTick[] {
  const first = Math.ceil(from / DAY_MS);
  const last = Math.floor(to / DAY_MS);
  const step = [1, 2, 7, 14, 28, 56, 91, 182, 364].find((days) => (last - first) / days <= count) ?? 728;
  const ticks: AxisTick[] = [];
  for (let day = first; day <= last; day += step)
    ticks.push({ at: day * DAY_MS, label: label(day * DAY_MS) });
  return ticks;
}
