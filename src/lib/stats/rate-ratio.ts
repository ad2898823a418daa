import { logRatioInference, type LogRatioInference } from './log-ratio.ts';
import { sameLength, type Numbers } from './numbers.ts';

/** Observed and expected messages of the blocks of one window; NaN = block missing. */
export interface CountBlocks {
  readonly y: Numbers;
  readonly E: Numbers;
}

export interface RateRatio extends LogRatioInference {
  /** (SY1/SE1)/(SY0/SE0); null where a side has no message. */
  readonly rr: number | null;
  readonly logRR: number | null;
  readonly blocksPre: number;
  readonly blocksPost: number;
  readonly messagesPre: number;
  readonly messagesPost: number;
  readonly expectedPre: number;
  readonly expectedPost: number;
}

export interface RatioOptions {
  /** Serial dependence of the blocks, 0..0.95. */
  readonly rho?: number;
  readonly alpha?: number;
}

/**
 * Ratio of activity after an event to activity before it, each relative to what was expected, with the dispersion of the
 * blocks and their serial dependence in the interval (t, blocks - 2 degrees of freedom). Undefined (null) where a side
 * has no message: see exactRateRatio. Source: specification 2a; quasi-Poisson of McCullagh & Nelder 1989.
 */
export function quasiRateRatio(pre: CountBlocks, post: CountBlocks, options: RatioOptions = {}): RateRatio {
  const before = sums(pre);
  const after = sums(post);
  const defined = before.y > 0 && after.y > 0 && before.E > 0 && after.E > 0;
  const logRR = defined ? Math.log(after.y / after.E / (before.y / before.E)) : NaN;
  const df = before.blocks + after.blocks - 2;
  const phi = (pearson(pre, before.y / before.E) + pearson(post, after.y / after.E)) / df;
  const inference = logRatioInference(
    logRR,
    1 / after.y + 1 / before.y,
    phi,
    df,
    options.rho ?? 0,
    options.alpha ?? 0.05
  );
  return {
    ...inference,
    rr: defined ? Math.exp(logRR) : null,
    logRR: defined ? logRR : null,
    blocksPre: before.blocks,
    blocksPost: after.blocks,
    messagesPre: before.y,
    messagesPost: after.y,
    expectedPre: before.E,
    expectedPost: after.E
  };
}

function sums(side: CountBlocks): { readonly y: number; readonly E: number; readonly blocks: number } {
  sameLength(side.y, side.E, 'y and E');
  let y = 0;
  let E = 0;
  let blocks = 0;
  for (let b = 0; b < side.y.length; b += 1) {
    if (Number.isNaN(side.y[b]) || Number.isNaN(side.E[b])) continue;
    y += side.y[b];
    E += side.E[b];
    blocks += 1;
  }
  return { y, E, blocks };
}

/** Sum of (y - m)^2/m at m = rate * E. */
function pearson(side: CountBlocks, rate: number): number {
  let sum = 0;
  for (let b = 0; b < side.y.length; b += 1) {
    const m = side.E[b] * rate;
    if (!Number.isNaN(side.y[b]) && m > 0) sum += (side.y[b] - m) ** 2 / m;
  }
  return sum;
}
