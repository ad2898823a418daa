import { logRatioInference, type LogRatioInference } from './log-ratio.ts';
import type { RatioOptions } from './rate-ratio.ts';
import { fitShare, type ShareBlocks, type ShareFit } from './share-fit.ts';

export interface RelativeRateRatio extends LogRatioInference {
  /** Change of the region over the change of its controls; null where one of the four counts is 0. */
  readonly rirr: number | null;
  readonly logRirr: number | null;
  readonly blocksPre: number;
  readonly blocksPost: number;
}

/**
 * Relative rate ratio of a region against its controls: the change of its share of the messages, so that shocks common
 * to all cancel. Quasi-binomial logit of T/(T+C) on before and after, offset log(ET/EC). Sources: Wilson 2022 J Quant
 * Criminol 38:323; conditioning on totals, Przyborowski & Wilenski 1940 Biometrika 31:313; specification 2b.
 */
export function relativeRateRatio(
  pre: ShareBlocks,
  post: ShareBlocks,
  options: RatioOptions = {}
): RelativeRateRatio {
  // Two levels and nothing else: the joint fit falls apart into one per side.
  const before = fitShare(pre);
  const after = fitShare(post);
  const logRirr = after.level - before.level;
  const df = before.blocks + after.blocks - 2;
  const phi = (pearson(before) + pearson(after)) / df;
  const inference = logRatioInference(
    logRirr,
    before.variance + after.variance,
    phi,
    df,
    options.rho ?? 0,
    options.alpha ?? 0.05
  );
  const defined = Number.isFinite(logRirr);
  return {
    ...inference,
    rirr: defined ? Math.exp(logRirr) : null,
    logRirr: defined ? logRirr : null,
    blocksPre: before.blocks,
    blocksPost: after.blocks
  };
}

function pearson({ residuals }: ShareFit): number {
  return residuals.reduce((sum, r) => sum + (Number.isNaN(r) ? 0 : r * r), 0);
}

export interface PlainRelativeRatio {
  readonly rirr: number | null;
  readonly logRirr: number | null;
  /** Poisson standard error: assumes independent messages, hence too small for them. */
  readonly seLog: number | null;
}

/** The same from four counts, with the Poisson standard error of Wilson 2022. For counts of events. */
export function relativeRatioOfCounts(
  treatedPre: number,
  treatedPost: number,
  controlPre: number,
  controlPost: number
): PlainRelativeRatio {
  const counts = [treatedPre, treatedPost, controlPre, controlPost];
  if (counts.some((count) => !(count > 0))) return { rirr: null, logRirr: null, seLog: null };
  const logRirr = Math.log(treatedPost) - Math.log(treatedPre) - Math.log(controlPost) + Math.log(controlPre);
  const variance = counts.reduce((sum, count) => sum + 1 / count, 0);
  return { rirr: Math.exp(logRirr), logRirr, seLog: Math.sqrt(variance) };
}
