import { betaQuantile, binomialMass } from './beta.ts';
import { binomialTails } from './counts.ts';

export interface ExactRateRatio {
  /** (y1/E1)/(y0/E0); Infinity where y0 is 0, null where both are. */
  readonly rr: number | null;
  readonly lo: number;
  /** Infinity where y0 is 0. */
  readonly hi: number;
  /** Twice the smaller one-sided p, at most 1: agrees with the interval. */
  readonly pCentral: number;
  readonly pGreater: number;
  readonly pLess: number;
  /** Minimum-likelihood p, as R's poisson.test; a diagnostic, which may disagree with the interval. */
  readonly pMinlike: number;
}

/**
 * Ratio of two Poisson rates with its exact interval: y1 counted over exposure (or expected count) E1, y0 over E0. It
 * assumes independent messages, so its uncertainty is the least there can be: for counts of events and for sparse cells
 * only. Throws RangeError for a negative count or an exposure that is not above 0. Sources: Clopper & Pearson 1934
 * Biometrika 26:404 on the conditional binomial; central p, Fay 2010 R Journal 2(1):53.
 */
export function exactRateRatio(y1: number, E1: number, y0: number, E0: number, conf = 0.95): ExactRateRatio {
  if (!(y1 >= 0 && y0 >= 0 && E1 > 0 && E0 > 0)) {
    throw new RangeError(
      `Counts must not be negative and exposures above 0; got ${y1}/${E1} and ${y0}/${E0}`
    );
  }
  const n = y1 + y0;
  if (n === 0) return { rr: null, lo: 0, hi: Infinity, pCentral: 1, pGreater: 1, pLess: 1, pMinlike: 1 };
  const share = E1 / (E1 + E0);
  const half = (1 - conf) / 2;
  const asRatio = (x: number) => ((x / (1 - x)) * E0) / E1;
  const pGreater = y1 === 0 ? 1 : binomialTails(y1 - 1, n, share).upper;
  const pLess = binomialTails(y1, n, share).lower;
  return {
    rr: y0 === 0 ? Infinity : y1 / E1 / (y0 / E0),
    lo: y1 === 0 ? 0 : asRatio(betaQuantile(half, y1, y0 + 1)),
    hi: y0 === 0 ? Infinity : asRatio(betaQuantile(1 - half, y1 + 1, y0)),
    pCentral: Math.min(1, 2 * Math.min(pGreater, pLess)),
    pGreater,
    pLess,
    pMinlike: minimumLikelihood(y1, n, share)
  };
}

/** Probability of all counts that are no likelier than the one observed (ties within 1e-7, as R has it). */
function minimumLikelihood(observed: number, n: number, share: number): number {
  const mass = (k: number) => binomialMass(k, n, share, 1 - share);
  const limit = mass(observed) * (1 + 1e-7);
  const mode = n * share;
  if (observed === mode) return 1;
  if (observed < mode) {
    // First count above the mode from which on all are no likelier.
    const from = firstWhere(Math.ceil(mode), n, (k) => mass(k) <= limit);
    return Math.min(1, binomialTails(observed, n, share).lower + binomialTails(from - 1, n, share).upper);
  }
  const from = firstWhere(0, Math.floor(mode), (k) => mass(k) > limit);
  return Math.min(1, binomialTails(from - 1, n, share).lower + binomialTails(observed - 1, n, share).upper);
}

/** Smallest k in [from, to] for which the test holds, given that it holds for all above it; to + 1 if for none. */
function firstWhere(from: number, to: number, holds: (k: number) => boolean): number {
  let low = from - 1;
  let high = to + 1;
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
