import type { Range } from '../domain/range.ts';
import { BUCKET_UNITS, type BucketUnit } from '../domain/view.ts';
import { stepMs, stepNext, stepStart, type Step } from '../time/steps.ts';
import { DAY_MS } from '../time/zone.ts';

/** Counts of the whole case under the current filters, at the finest step there is. */
export interface TimelineActivity {
  /** Length of a bin in milliseconds: HOUR_MS or DAY_MS; bins are whole UTC hours or days since 1970. */
  readonly binMs: number;
  /** Number of the first bin; bin k begins at k * binMs. */
  readonly firstBin: number;
  /** One entry a bin; NaN: no data. */
  readonly counts: Float64Array;
  /** What is counted, e.g. `messages`. */
  readonly unit: string;
}

export const BUCKET_STEPS: Readonly<Record<BucketUnit, Step>> = {
  hour: { unit: 'hour', count: 1 },
  '3h': { unit: 'hour', count: 3 },
  '6h': { unit: 'hour', count: 6 },
  day: { unit: 'day', count: 1 },
  week: { unit: 'week', count: 1 },
  month: { unit: 'month', count: 1 },
  year: { unit: 'year', count: 1 }
};

/** Buckets of one unit that cover the span, whole ones: the first and last may reach over its ends. */
export interface TimelineBars {
  readonly unit: BucketUnit;
  /** Zone whose calendar the buckets follow; see bucketZone. */
  readonly zone: string;
  /** Bucket i is [edges[i], edges[i + 1]), epoch milliseconds; length of counts + 1. */
  readonly edges: Float64Array;
  /** Sum of the known bins of the bucket; NaN where none is known. */
  readonly counts: Float64Array;
  /** Share of the bins of the bucket that are known: 1 whole, between 0 and 1 partial, 0 no data. */
  readonly known: Float64Array;
  /** Highest count, 0 where there is none. */
  readonly highest: number;
}

/** Narrowest bar that is chosen by itself, and the narrowest that can be asked for, CSS pixels. */
const CHOSEN_PX = 4;
const NARROWEST_PX = 1;

/** The units whose bars are wide enough to be seen, finest first; never finer than the bins; never empty. */
export function bucketChoices(
  span: Range,
  width: number,
  binMs: number,
  narrowest = NARROWEST_PX
): BucketUnit[] {
  const perMs = width / (span.to - span.from);
  const choices = BUCKET_UNITS.filter(
    (unit) => lengthOf(unit) >= binMs && lengthOf(unit) * perMs >= narrowest
  );
  return choices.length > 0 ? choices : ['year'];
}

function lengthOf(unit: BucketUnit): number {
  return stepMs(BUCKET_STEPS[unit]);
}

/** The finest unit whose bars are at least 4 pixels wide. */
export function bucketUnit(span: Range, width: number, binMs: number): BucketUnit {
  return bucketChoices(span, width, binMs, CHOSEN_PX)[0];
}

/**
 * The zone whose calendar buckets follow. Daily counts were made for UTC days and cannot be cut anew; hourly buckets
 * are the UTC hours themselves (a zone may be half an hour off); all else follows the zone on the screen.
 */
export function bucketZone(unit: BucketUnit, binMs: number, zone: string): string {
  return unit === 'hour' || binMs >= DAY_MS ? 'UTC' : zone;
}

/**
 * Adds the bins up to buckets. A bin belongs to the bucket in which it begins, so that sums are conserved; in a zone
 * that is off by half an hour a day therefore ends up to half an hour early or late. A bucket that holds bins without
 * data, or reaches over the ends of the data, is partial: its count is of the known bins alone.
 */
export function timelineBars(
  activity: TimelineActivity,
  span: Range,
  unit: BucketUnit,
  zone: string
): TimelineBars {
  const clock = bucketZone(unit, activity.binMs, zone);
  const edges = bucketEdges(span, unit, clock);
  const size = edges.length - 1;
  const counts = new Float64Array(size);
  const known = new Float64Array(size);
  const { binMs, firstBin } = activity;
  const endBin = firstBin + activity.counts.length;
  let highest = 0;
  for (let bucket = 0; bucket < size; bucket++) {
    const first = Math.ceil(edges[bucket] / binMs);
    const end = Math.ceil(edges[bucket + 1] / binMs);
    let sum = 0;
    let found = 0;
    for (let bin = Math.max(first, firstBin); bin < Math.min(end, endBin); bin++) {
      const count = activity.counts[bin - firstBin];
      if (Number.isNaN(count)) continue;
      sum += count;
      found++;
    }
    counts[bucket] = found === 0 ? NaN : sum;
    known[bucket] = end > first ? found / (end - first) : 0;
    if (sum > highest) highest = sum;
  }
  return { unit, zone: clock, edges, counts, known, highest };
}

/** Edges of the buckets that cover the span, the first at or before its start, the last at or after its end. */
export function bucketEdges(span: Range, unit: BucketUnit, zone: string): Float64Array {
  const edges: number[] = [];
  const step = BUCKET_STEPS[unit];
  let edge = stepStart(span.from, step, zone);
  while (edge < span.to) {
    edges.push(edge);
    edge = stepNext(edge, step, zone);
  }
  edges.push(edge);
  return Float64Array.from(edges);
}

/** Number of the bucket that holds the time, or -1. */
export function bucketAt(bars: TimelineBars, time: number): number {
  const { edges } = bars;
  if (!(time >= edges[0] && time < edges[edges.length - 1])) return -1;
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (edges[middle] <= time) low = middle;
    else high = middle;
  }
  return low;
}

/** The bucket that holds the time, with its count (NaN: no data); null where there is none. */
export function barAt(
  bars: TimelineBars,
  time: number
): { readonly bucket: Range; readonly count: number } | null {
  const at = bucketAt(bars, time);
  if (at < 0) return null;
  return { bucket: { from: bars.edges[at], to: bars.edges[at + 1] }, count: bars.counts[at] };
}
