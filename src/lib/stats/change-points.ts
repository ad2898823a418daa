import { longRunVariance } from './long-run-variance.ts';
import { orNull, sameLength, type Numbers } from './numbers.ts';
import { segmentCost } from './segment-cost.ts';
import { bestSegmentation, changeSets, segmentMeans } from './segmentation.ts';

export interface ChangePoint {
  /** First day of the new level. */
  readonly index: number;
  /** First and last day that it may have begun on (95 %). A wide range: the timing is not known. */
  readonly lo: number;
  readonly hi: number;
  /** Level before and after: messages per day relative to usual, 1 = usual. */
  readonly meanBefore: number;
  readonly meanAfter: number;
  /** meanAfter / meanBefore. */
  readonly ratio: number;
}

export interface ChangePoints {
  /** Days used. */
  readonly n: number;
  readonly penalty: number;
  /** Long-run variance of the log ratio; null where it could not be found. */
  readonly sigma2: number | null;
  readonly rho: number | null;
  readonly changepoints: readonly ChangePoint[];
  readonly objectiveGain: number;
  /** The last change, where its level is below half of the one before and lasts to the end; else null. */
  readonly collapse: ChangePoint | null;
  /** Why there is nothing to say; null where there is. */
  readonly insufficient: string | null;
}

const LEAST_DAYS = 28;
const MIN_SEGMENT_DAYS = 3;
const COLLAPSE_RATIO = 0.5;

/**
 * Changes of level of a daily series against its usual weekly pattern: x = log((y + 0.5)/(E + 0.5)), normal cost with the
 * long-run variance, penalty 3 log n, segments of at least 3 days. y: observed, E: expected messages per day; NaN = day
 * missing, left out (a gap is not a change). Indices count all days, the missing ones too. Needs 28 days. A constant
 * series has no change. Because the variance is taken about one split, a fall that recovers enlarges it and is mostly missed:
 * this finds lasting changes of level, the surges and silences of `dailyAlerts` the passing ones. Sources: Killick, Fearnhead & Eckley 2012 JASA 107:1590; penalty, Zhang & Siegmund 2007
 * Biometrics 63:22; specification 5.
 */
export function changePoints(y: Numbers, E: Numbers): ChangePoints {
  sameLength(y, E, 'y and E');
  const days: number[] = [];
  for (let d = 0; d < y.length; d += 1) if (!Number.isNaN(y[d]) && !Number.isNaN(E[d])) days.push(d);
  const x = Float64Array.from(days, (d) => Math.log((y[d] + 0.5) / (E[d] + 0.5)));
  const n = x.length;
  const penalty = 3 * Math.log(n);
  const nothing = { n, penalty: n > 0 ? penalty : 0, changepoints: [], objectiveGain: 0, collapse: null };
  if (n < LEAST_DAYS) {
    return {
      ...nothing,
      sigma2: null,
      rho: null,
      insufficient: `${n} observed days; ${LEAST_DAYS} are needed`
    };
  }
  const variance = longRunVariance(x, MIN_SEGMENT_DAYS);
  if (variance === null) return { ...nothing, sigma2: 0, rho: null, insufficient: null };
  const cost = segmentCost(x, 'normal', variance.sigma2LR);
  const { changepoints: found, objectiveGain } = bestSegmentation(cost, n, penalty, MIN_SEGMENT_DAYS);
  const levels = segmentMeans(x, found);
  const changepoints = changeSets(cost, n, found).map(({ cp, lo, hi }, i) => ({
    index: days[cp],
    lo: days[lo],
    hi: days[hi],
    meanBefore: Math.exp(levels[i]),
    meanAfter: Math.exp(levels[i + 1]),
    ratio: Math.exp(levels[i + 1] - levels[i])
  }));
  const last = changepoints.at(-1);
  return {
    n,
    penalty,
    sigma2: orNull(variance.sigma2LR),
    rho: variance.rho,
    changepoints,
    objectiveGain,
    collapse: last !== undefined && last.ratio < COLLAPSE_RATIO ? last : null,
    insufficient: null
  };
}
