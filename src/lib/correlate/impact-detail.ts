import type { EffectBlock, EffectDetail, EffectSeries } from '../domain/correlation-impact.ts';
import { floorPhi } from '../stats/baseline.ts';
import { isoAt } from './grid.ts';
import type { ImpactContext } from './impact-scope.ts';
import type { Measured } from './impact-effect.ts';
import { countOrNull, finite } from './numbers.ts';

const MARGIN_DAYS = 7;
const Z_95 = 1.959964;

/** Observed and expected around one event, by hour (or day) and by block, for its chart and table. */
export function effectDetail(context: ImpactContext, measured: Measured): EffectDetail {
  const { effect } = measured;
  const level = effect.expectedPre > 0 ? effect.messagesPre / effect.expectedPre : NaN;
  return { series: seriesOf(context, measured, level), blocks: blocksOf(context, measured, level) };
}

function seriesOf(context: ImpactContext, measured: Measured, level: number): EffectSeries {
  const { prepared, W } = context;
  const { grid, analysis } = prepared;
  const { event, effect, compared } = measured;
  const { y } = compared.series;
  const { mu, model } = effect.baseline;
  const t0 = event.t0 - analysis.from;
  const step = grid.isDaily ? 24 : 1;
  const from = Math.max(0, t0 - 24 * (W + MARGIN_DAYS));
  const to = Math.min(y.length, t0 + 24 * (W + event.gap + MARGIN_DAYS));
  // A day's counts vary about their level as the blocks do, not as hours that were cut from one day.
  const phi = floorPhi(grid.isDaily ? effect.phi : effect.baseline.phi);
  const observed: (number | null)[] = [];
  const expected: (number | null)[] = [];
  const bandLo: (number | null)[] = [];
  const bandHi: (number | null)[] = [];
  for (let i = from; i < to; i += step) {
    const usual = sum(mu, i, step) * level;
    const half = Z_95 * Math.sqrt(phi * usual);
    observed.push(countOrNull(sum(y, i, step)));
    expected.push(finite(usual));
    bandLo.push(finite(Math.max(0, usual - half)));
    bandHi.push(finite(usual + half));
  }
  return {
    from: isoAt(grid, analysis.from + from),
    stepHours: step,
    observed,
    expected,
    bandLo,
    bandHi,
    model
  };
}

/** Sum of a stretch; NaN where a value is missing. */
function sum(values: ArrayLike<number>, from: number, length: number): number {
  let total = 0;
  for (let i = from; i < from + length; i += 1) total += values[i];
  return total;
}

function blocksOf(context: ImpactContext, measured: Measured, level: number): readonly EffectBlock[] {
  const { W } = context;
  const { event, effect } = measured;
  const { blocks } = effect;
  return Array.from(blocks.block, (block, i): EffectBlock => ({
    block,
    from: isoAt(context.prepared.grid, event.t0 + 24 * block),
    observed: countOrNull(blocks.y[i]),
    expected: finite(blocks.E[i] * level),
    hours: blocks.hours[i],
    side: sideOf(block, W, event.gap)
  }));
}

function sideOf(block: number, W: number, gap: number): EffectBlock['side'] {
  if (block >= 0 && block < gap) return 'at';
  if (block >= gap && block < gap + W) return 'after';
  return block < 0 && block >= -W ? 'before' : 'outside';
}
