import { lag1Rho } from './autocorrelation.ts';
import { fitBaseline, type Baseline, type HourlySeries } from './baseline.ts';
import {
  eventBlocks,
  eventMask,
  eventPosition,
  outsideWindow,
  windowOf,
  type EventBlocks,
  type EventWindows
} from './blocks.ts';
import { exactRateRatio, type ExactRateRatio } from './exact-rate-ratio.ts';
import { placeboTest, type Placebo } from './placebo.ts';
import { quasiRateRatio, type CountBlocks, type RateRatio } from './rate-ratio.ts';
import { relativeEffect, type RelativeEffect } from './relative-effect.ts';
import type { BaselineModel } from './week-fit.ts';

export interface EventEffectInput extends HourlySeries {
  /** Index of the hour at which the event begins; with day precision, of its local midnight. */
  readonly t0: number;
  /** Blocks of 24 hours a side: 7, also 3 and 14. */
  readonly W?: number;
  /** 1 where only the day of the event is known: that day belongs to neither window. */
  readonly gap?: number;
  /** Absent = the richest model that the data carry. */
  readonly model?: BaselineModel;
  /** Sum of the control regions, over the same hours; and of how many it is the sum. */
  readonly controls?: HourlySeries & { readonly count: number };
  readonly alpha?: number;
}

export interface EventEffect extends RateRatio {
  readonly W: number;
  readonly gap: number;
  readonly rho: number;
  /** Messages that the level before and the usual pattern would give after: SE1 SY0/SE0; null where SE0 is 0. */
  readonly expectedAtPreLevel: number | null;
  /** Change against the controls (2b); null without controls or where their share cannot be fitted. */
  readonly relative: RelativeEffect | null;
  readonly placebo: Placebo;
  /** Exact Poisson ratio (2d), where 2a is undefined or the cell is sparse; assumes independent messages. */
  readonly exact: ExactRateRatio | null;
  /** Why nothing can be said; null where something can. Then every estimate is null. */
  readonly insufficient: string | null;
  readonly blocks: EventBlocks;
  readonly baseline: Baseline;
}

const SPARSE_MESSAGES = 50;
const SPARSE_PHI = 1.5;

/**
 * Change of activity at one event: baseline without the hours after it, 24-hour blocks, rate ratio with the dispersion
 * and serial dependence of the blocks, placebo dates and, with controls, the relative change. q and the grade come
 * later, from the whole family (adjustP, evidenceGrade). Source: specification 2 and the papers it names.
 */
export function eventEffect(input: EventEffectInput): EventEffect {
  const { y, how, exposure, t0, model, alpha = 0.05 } = input;
  const windows: EventWindows = { W: input.W ?? 7, gap: input.gap ?? 0 };
  const mask = eventMask(y.length, t0, windows);
  const baseline = fitBaseline({ y, how, exposure, mask, model });
  const blocks = eventBlocks(y, baseline.mu, t0);
  const rho = lag1Rho(outsideWindow(blocks, standardised(blocks), windows)).rho;
  const pre = sideOf(blocks, -windows.W, 0);
  const post = sideOf(blocks, windows.gap, windows.gap + windows.W);
  const ratio = quasiRateRatio(pre, post, { rho, alpha });
  const d0 = eventPosition(blocks);
  const insufficient = lackOf(ratio, windows.W, d0);
  const placebo = placeboTest({ y: blocks.y, E: blocks.E, d0, ...windows });
  const common = { ...windows, rho, placebo, blocks, baseline, insufficient };
  if (insufficient !== null) {
    return { ...ratio, ...NOTHING, ...common, expectedAtPreLevel: null, relative: null, exact: null };
  }
  return {
    ...ratio,
    ...common,
    expectedAtPreLevel:
      ratio.expectedPre > 0 ? (ratio.expectedPost * ratio.messagesPre) / ratio.expectedPre : null,
    relative:
      input.controls === undefined ? null : relativeEffect(blocks, input.controls, t0, windows, alpha),
    exact: exactWhereNeeded(ratio, alpha)
  };
}

const NOTHING = {
  rr: null,
  logRR: null,
  seLog: null,
  lo: null,
  hi: null,
  t: null,
  p: null,
  mdrr80: null,
  glmSeLog: null,
  glmP: null
};

/** (Y - E)/sqrt(E) per block; NaN where it is missing or nothing is expected. */
function standardised({ y, E }: EventBlocks): Float64Array {
  return y.map((count, b) => (E[b] > 0 ? (count - E[b]) / Math.sqrt(E[b]) : NaN));
}

function sideOf(blocks: EventBlocks, from: number, to: number): CountBlocks {
  return { y: windowOf(blocks, blocks.y, from, to), E: windowOf(blocks, blocks.E, from, to) };
}

function lackOf(ratio: RateRatio, W: number, d0: number): string | null {
  const need = Math.min(4, W);
  if (d0 < 0) return 'the event lies outside the period, or its first day is not complete';
  if (ratio.blocksPre < need) return `${ratio.blocksPre} usable days before the event; ${need} are needed`;
  if (ratio.blocksPost < need) return `${ratio.blocksPost} usable days after the event; ${need} are needed`;
  if (!(ratio.expectedPre > 0 && ratio.expectedPost > 0))
    return 'nothing is expected on one side of the event';
  return null;
}

function exactWhereNeeded(ratio: RateRatio, alpha: number): ExactRateRatio | null {
  const { messagesPre, messagesPost, expectedPre, expectedPost } = ratio;
  const sparse = messagesPre + messagesPost < SPARSE_MESSAGES && ratio.phiUsed <= SPARSE_PHI;
  if (messagesPre > 0 && messagesPost > 0 && !sparse) return null;
  return exactRateRatio(messagesPost, expectedPost, messagesPre, expectedPre, 1 - alpha);
}
