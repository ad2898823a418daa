import { runningTotals, sameLength } from './numbers.ts';
import type { CountBlocks } from './rate-ratio.ts';

/** Fewer ordinary dates give no p. */
export const LEAST_PLACEBO_DATES = 19;

export interface PlaceboInput extends CountBlocks {
  /** Position of the event's block 0 in y and E. */
  readonly d0: number;
  /** Blocks a side. */
  readonly W: number;
  /** Blocks left out after the date: 0, or 1 where only the day is known. */
  readonly gap?: number;
  /** Controls: the change of the region less the change of theirs is compared. */
  readonly controls?: CountBlocks;
}

export interface Placebo {
  /** Log change at the event; null where a side has too few usable blocks. */
  readonly statistic: number | null;
  /** Ordinary dates compared. */
  readonly m: number;
  /** How many of them showed a change at least as large; null without a statistic. */
  readonly exceed: number | null;
  /** (1 + exceed)/(1 + m); null where m < 19. */
  readonly p: number | null;
  /** Position of each ordinary date and its log change. */
  readonly placeboDays: Int32Array;
  readonly placeboStats: Float64Array;
}

/**
 * Compares the change at the event with the changes at all dates whose windows lie inside the period and touch nothing
 * of the event. y, E: 24-hour blocks aligned on the event, NaN = missing; a side needs min(4, W) usable blocks, else the
 * date is skipped. With 100 days there are about 67 dates: it confirms, and is never corrected for multiplicity.
 * Source: Abadie, Diamond & Hainmueller 2010 JASA 105:493; specification 2c.
 */
export function placeboTest(input: PlaceboInput): Placebo {
  const { y, d0, W, gap = 0 } = input;
  const own = changeAt(input, W, gap);
  const theirs = input.controls === undefined ? () => 0 : changeAt(input.controls, W, gap);
  const change = (d: number) => own(d) - theirs(d);
  const inside = d0 >= W && d0 + gap + W <= y.length;
  const statistic = inside ? change(d0) : NaN;
  const days: number[] = [];
  const stats: number[] = [];
  for (let d = W; d <= y.length - W - gap; d += 1) {
    if (d > d0 - W - gap && d < d0 + 2 * W + gap) continue;
    const stat = change(d);
    if (Number.isNaN(stat)) continue;
    days.push(d);
    stats.push(stat);
  }
  const m = days.length;
  const known = !Number.isNaN(statistic);
  const limit = Math.abs(statistic) - 1e-12;
  const exceed = known ? stats.filter((stat) => Math.abs(stat) >= limit).length : null;
  return {
    statistic: known ? statistic : null,
    m,
    exceed,
    p: exceed === null || m < LEAST_PLACEBO_DATES ? null : (1 + exceed) / (1 + m),
    placeboDays: Int32Array.from(days),
    placeboStats: Float64Array.from(stats)
  };
}

/** Log change at a position: log((sum y + 0.5)/sum E) after it less before it; NaN where a side is too thin. */
function changeAt({ y, E }: CountBlocks, W: number, gap: number): (d: number) => number {
  sameLength(y, E, 'y and E');
  const usable = Float64Array.from({ length: y.length }, (_, i) => (Number.isNaN(y[i] + E[i]) ? 0 : 1));
  const observed = runningTotals(usable.map((use, i) => (use === 1 ? y[i] : NaN)));
  const expected = runningTotals(usable.map((use, i) => (use === 1 ? E[i] : NaN)));
  const counts = runningTotals(usable);
  const need = Math.min(4, W);
  const side = (from: number, to: number) => {
    if (counts[to] - counts[from] < need) return NaN;
    return Math.log((observed[to] - observed[from] + 0.5) / (expected[to] - expected[from]));
  };
  return (d) => side(d + gap, d + gap + W) - side(d - W, d);
}
