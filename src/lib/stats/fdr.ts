import type { Numbers } from './numbers.ts';

export interface AdjustedP {
  /** Benjamini and Hochberg's q, in the order given; NaN where p is. */
  readonly qBH: Float64Array;
  /** Benjamini and Yekutieli's, which holds under any dependence. */
  readonly qBY: Float64Array;
  /** Tests counted: those with a p. */
  readonly tested: number;
}

/**
 * Corrects a family of p-values for having looked so often: false discovery rate. p: values in 0..1, NaN = not tested
 * (stays NaN and is not counted). q_(i) = min over j >= i of p_(j) m/j, at most 1; BY multiplies by sum 1/i. Sources:
 * Benjamini & Hochberg 1995 JRSS B 57:289; Benjamini & Yekutieli 2001 Ann Stat 29:1165.
 */
export function adjustP(p: Numbers): AdjustedP {
  const { stepUp, tested } = stepUpOf(p);
  let harmonic = 0;
  for (let i = 1; i <= tested; i += 1) harmonic += 1 / i;
  const steps = Float64Array.from(p, stepUp);
  return {
    qBH: steps.map((step) => Math.min(1, step)),
    qBY: steps.map((step) => Math.min(1, step * harmonic)),
    tested
  };
}

/**
 * The step-up of a family as a function of p: equal p have equal q, so that a few can be asked for without correcting
 * all. Above 1 where q is 1; NaN for NaN. Ask only for p of the family.
 */
export function stepUpOf(p: Numbers): { readonly stepUp: (p: number) => number; readonly tested: number } {
  // Sorted as numbers, NaN last.
  const sorted = Float64Array.from(p).sort();
  let m = sorted.length;
  while (m > 0 && Number.isNaN(sorted[m - 1])) m -= 1;
  const steps = new Float64Array(m);
  let least = Infinity;
  for (let rank = m; rank >= 1; rank -= 1) {
    least = Math.min(least, (sorted[rank - 1] * m) / rank);
    steps[rank - 1] = least;
  }
  const stepUp = (one: number): number => {
    if (Number.isNaN(one)) return NaN;
    // The last of those that do not exceed it.
    let low = 0;
    let high = m;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle] <= one) low = middle + 1;
      else high = middle;
    }
    return steps[low - 1];
  };
  return { stepUp, tested: m };
}

/** Each p times the number of tests, at most 1; NaN stays and is not counted. For few, pre-specified tests. */
export function bonferroni(p: Numbers): Float64Array {
  const values = Float64Array.from(p);
  const tested = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  return values.map((value) => Math.min(1, value * tested));
}
