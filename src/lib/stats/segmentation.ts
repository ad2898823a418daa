import type { SegmentCost } from './segment-cost.ts';

export interface Segmentation {
  /** Observations before each change, ascending: the 0-based index of the first one after it. */
  readonly changepoints: readonly number[];
  /** Cost without changes less the least cost with penalty. */
  readonly objectiveGain: number;
}

/**
 * Best segmentation of n observations: least sum of segment costs plus a penalty per change, each segment at least
 * minSegLen long. F(t) = min over s of F(s) + C(s, t) + penalty, F(0) = -penalty; ties go to the smallest s. Candidates
 * are pruned only where minSegLen is 1, where that is exact. No change where n < 2 minSegLen. Sources: optimal
 * partitioning, Jackson et al. 2005 IEEE Signal Process Lett 12:105; pruning (PELT), Killick, Fearnhead & Eckley 2012
 * JASA 107:1590.
 */
export function bestSegmentation(cost: SegmentCost, n: number, penalty: number, minSegLen = 1): Segmentation {
  if (n < 2 * minSegLen) return { changepoints: [], objectiveGain: 0 };
  const least = new Float64Array(n + 1).fill(Infinity);
  const before = new Int32Array(n + 1);
  least[0] = -penalty;
  let candidates: number[] = [0];
  for (let t = minSegLen; t <= n; t += 1) {
    if (t - minSegLen >= minSegLen) candidates.push(t - minSegLen);
    const totals = candidates.map((s) => least[s] + cost(s, t));
    totals.forEach((total, i) => {
      if (total + penalty >= least[t]) return;
      least[t] = total + penalty;
      before[t] = candidates[i];
    });
    if (minSegLen === 1) candidates = candidates.filter((_, i) => totals[i] <= least[t]);
  }
  const changepoints: number[] = [];
  for (let t = before[n]; t > 0; t = before[t]) changepoints.push(t);
  return { changepoints: changepoints.reverse(), objectiveGain: cost(0, n) - least[n] };
}

/** -2 log(1 - sqrt(0.95)): 95 % limit of the likelihood ratio of the place of a change. */
const HANSEN_LIMIT = -2 * Math.log(1 - Math.sqrt(0.95));

export interface ChangeSet {
  readonly cp: number;
  /** Least and greatest place that is nearly as good, the neighbouring changes being fixed. */
  readonly lo: number;
  readonly hi: number;
}

/**
 * 95 % set of the place of each change, its neighbours fixed: every place whose two segments cost at most 7.35 more.
 * Source: Hansen 2000 Econometrica 68:575.
 */
export function changeSets(
  cost: SegmentCost,
  n: number,
  changepoints: readonly number[]
): readonly ChangeSet[] {
  return changepoints.map((cp, i) => {
    const left = changepoints[i - 1] ?? 0;
    const right = changepoints[i + 1] ?? n;
    const best = cost(left, cp) + cost(cp, right);
    let lo = cp;
    let hi = cp;
    for (let place = left + 1; place < right; place += 1) {
      if (cost(left, place) + cost(place, right) - best > HANSEN_LIMIT + 1e-9) continue;
      lo = Math.min(lo, place);
      hi = Math.max(hi, place);
    }
    return { cp, lo, hi };
  });
}

/** Mean of each segment. */
export function segmentMeans(x: ArrayLike<number>, changepoints: readonly number[]): readonly number[] {
  const borders = [0, ...changepoints, x.length];
  return borders.slice(1).map((to, i) => {
    let sum = 0;
    for (let at = borders[i]; at < to; at += 1) sum += x[at];
    return sum / (to - borders[i]);
  });
}
