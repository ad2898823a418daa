import type { Numbers } from './numbers.ts';
import { segmentCost } from './segment-cost.ts';
import { bestSegmentation, changeSets, segmentMeans } from './segmentation.ts';

export interface CountChange {
  /** First day of the new level, and the first and last day it may have begun on (95 %). */
  readonly index: number;
  readonly lo: number;
  readonly hi: number;
  /** Mean count per day of the segment before and after. */
  readonly meanBefore: number;
  readonly meanAfter: number;
}

export interface CountChanges {
  readonly n: number;
  readonly penalty: number;
  /** Dispersion about the best single split; the penalty is multiplied by max(1, phi). */
  readonly phi: number;
  readonly changepoints: readonly CountChange[];
  readonly objectiveGain: number;
}

const MIN_SEGMENT_DAYS = 3;

/**
 * Changes of the level of sparse daily counts (events per day, messages of a sparse cell): Poisson cost, penalty
 * 3 log n times the dispersion. counts: per day, NaN = missing, left out; indices count all days. Source: Killick,
 * Fearnhead & Eckley 2012 JASA 107:1590; specification 5.
 */
export function countChangePoints(counts: Numbers): CountChanges {
  const days: number[] = [];
  for (let d = 0; d < counts.length; d += 1) if (!Number.isNaN(counts[d])) days.push(d);
  const x = Float64Array.from(days, (d) => counts[d]);
  const n = x.length;
  if (n < 2 * MIN_SEGMENT_DAYS) return { n, penalty: 0, phi: 1, changepoints: [], objectiveGain: 0 };
  const cost = segmentCost(x, 'poisson');
  const phi = splitDispersion(x, (k) => cost(0, k) + cost(k, n));
  const penalty = 3 * Math.log(n) * Math.max(1, phi);
  const found = bestSegmentation(cost, n, penalty, MIN_SEGMENT_DAYS);
  const levels = segmentMeans(x, found.changepoints);
  const changepoints = changeSets(cost, n, found.changepoints).map(({ cp, lo, hi }, i) => ({
    index: days[cp],
    lo: days[lo],
    hi: days[hi],
    meanBefore: levels[i],
    meanAfter: levels[i + 1]
  }));
  return { n, penalty, phi, changepoints, objectiveGain: found.objectiveGain };
}

/** Pearson dispersion about the two means of the best single split, each side at least three days. */
function splitDispersion(x: Float64Array, costOfSplit: (k: number) => number): number {
  let split = MIN_SEGMENT_DAYS;
  for (let k = MIN_SEGMENT_DAYS + 1; k <= x.length - MIN_SEGMENT_DAYS; k += 1) {
    if (costOfSplit(k) < costOfSplit(split)) split = k;
  }
  const means = segmentMeans(x, [split]);
  const sum = x.reduce((total, value, i) => {
    const centre = means[i < split ? 0 : 1];
    return total + (centre > 0 ? (value - centre) ** 2 / centre : 0);
  }, 0);
  return sum / (x.length - 2);
}
