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
  const order: number[] = [];
  for (let i = 0; i < p.length; i += 1) if (!Number.isNaN(p[i])) order.push(i);
  const sorted = Float64Array.from(order, (i) => p[i]);
  const ranked = Int32Array.from(order.keys()).sort((a, b) => sorted[a] - sorted[b]);
  const m = order.length;
  let harmonic = 0;
  for (let i = 1; i <= m; i += 1) harmonic += 1 / i;
  const qBH = new Float64Array(p.length).fill(NaN);
  const qBY = new Float64Array(p.length).fill(NaN);
  let least = Infinity;
  for (let rank = m; rank >= 1; rank -= 1) {
    const at = ranked[rank - 1];
    least = Math.min(least, (sorted[at] * m) / rank);
    qBH[order[at]] = Math.min(1, least);
    qBY[order[at]] = Math.min(1, least * harmonic);
  }
  return { qBH, qBY, tested: m };
}

/** Each p times the number of tests, at most 1; NaN stays and is not counted. For few, pre-specified tests. */
export function bonferroni(p: Numbers): Float64Array {
  const values = Float64Array.from(p);
  const tested = values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  return values.map((value) => Math.min(1, value * tested));
}
