import { sameLength, type Numbers } from './numbers.ts';

/**
 * Blocks of a region and of its controls. NaN in any of them = block missing. Expected counts are optional; without them
 * the ratio of expected counts is taken as constant.
 */
export interface ShareBlocks {
  readonly treated: Numbers;
  readonly control: Numbers;
  readonly Etreated?: Numbers;
  readonly Econtrol?: Numbers;
}

export interface ShareFit {
  /** Log odds of the region's share beyond what the expected counts give; NaN where a side is empty. */
  readonly level: number;
  /** Variance of the level under unit dispersion. */
  readonly variance: number;
  /** Pearson residual per block, NaN where missing. */
  readonly residuals: Float64Array;
  readonly blocks: number;
  readonly treated: number;
  readonly control: number;
}

const MAX_STEPS = 100;

/**
 * Quasi-binomial fit of the region's share T/(T+C) with one level and offset log(ET/EC), by Newton's steps (which for
 * the logit link are those of IRLS), each halved until it does not overshoot.
 */
export function fitShare(blocks: ShareBlocks): ShareFit {
  const { treated, control, Etreated, Econtrol } = blocks;
  sameLength(treated, control, 'treated and control');
  const offset = Float64Array.from({ length: treated.length }, (_, b) => {
    const log = Etreated === undefined || Econtrol === undefined ? 0 : Math.log(Etreated[b] / Econtrol[b]);
    return Number.isNaN(treated[b] + control[b]) || !Number.isFinite(log) ? NaN : log;
  });
  let ours = 0;
  let others = 0;
  let used = 0;
  for (let b = 0; b < offset.length; b += 1) {
    if (Number.isNaN(offset[b])) continue;
    ours += treated[b];
    others += control[b];
    used += 1;
  }
  const empty = !(ours > 0) || !(others > 0);
  const level = empty ? NaN : findLevel(blocks, offset, ours);
  const at = excess(blocks, offset, ours, level);
  const residuals = offset.map((o, b) => {
    const n = treated[b] + control[b];
    const share = 1 / (1 + Math.exp(-(level + o)));
    const variance = n * share * (1 - share);
    return variance > 0 ? (treated[b] - n * share) / Math.sqrt(variance) : NaN;
  });
  return { level, variance: 1 / at.information, residuals, blocks: used, treated: ours, control: others };
}

function findLevel(blocks: ShareBlocks, offset: Float64Array, ours: number): number {
  let level = 0;
  let here = excess(blocks, offset, ours, level);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    let move = here.score / here.information;
    let next = excess(blocks, offset, ours, level + move);
    // The score falls with the level: a step that turns its sign and enlarges it went too far.
    while (!(Math.abs(next.score) <= Math.abs(here.score)) && Math.abs(move) > 1e-14) {
      move /= 2;
      next = excess(blocks, offset, ours, level + move);
    }
    level += move;
    here = next;
    if (Math.abs(move) < 1e-13 * (1 + Math.abs(level))) break;
  }
  return level;
}

function excess(
  { treated, control }: ShareBlocks,
  offset: Float64Array,
  ours: number,
  level: number
): { readonly score: number; readonly information: number } {
  let expected = 0;
  let information = 0;
  for (let b = 0; b < offset.length; b += 1) {
    if (Number.isNaN(offset[b])) continue;
    const n = treated[b] + control[b];
    const share = 1 / (1 + Math.exp(-(level + offset[b])));
    expected += n * share;
    information += n * share * (1 - share);
  }
  return { score: ours - expected, information };
}
