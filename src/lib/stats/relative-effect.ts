import { lag1Rho } from './autocorrelation.ts';
import { fitBaseline, type HourlySeries } from './baseline.ts';
import {
  eventBlocks,
  eventMask,
  eventPosition,
  outsideWindow,
  windowOf,
  type EventBlocks,
  type EventWindows
} from './blocks.ts';
import { placeboTest, type Placebo } from './placebo.ts';
import { relativeRateRatio, type RelativeRateRatio } from './relative-rate-ratio.ts';
import { fitShare, type ShareBlocks } from './share-fit.ts';

export interface RelativeEffect extends RelativeRateRatio {
  readonly nControls: number;
  /** Serial dependence of the share, outside the window of the event. */
  readonly rho: number;
  /** Placebo dates on the change of the region less that of the controls. */
  readonly placebo: Placebo;
}

/**
 * Change of a region against the sum of its control regions, on blocks aligned on the same event. The controls get a
 * baseline of their own, fitted without the same hours. null where the share cannot be fitted on one of the sides.
 * Source: specification 2b and 2c; Wilson 2022 J Quant Criminol 38:323.
 */
export function relativeEffect(
  treated: EventBlocks,
  controls: HourlySeries & { readonly count: number },
  t0: number,
  windows: EventWindows,
  alpha: number
): RelativeEffect | null {
  const mask = eventMask(controls.y.length, t0, windows);
  const { mu } = fitBaseline({ y: controls.y, how: controls.how, exposure: controls.exposure, mask });
  const control = eventBlocks(controls.y, mu, t0);
  const { W, gap } = windows;
  const share = (pick: (values: Float64Array) => Float64Array): ShareBlocks => ({
    treated: pick(treated.y),
    control: pick(control.y),
    Etreated: pick(treated.E),
    Econtrol: pick(control.E)
  });
  const outside = fitShare(share((values) => outsideWindow(treated, values, windows)));
  const { rho } = lag1Rho(outside.residuals);
  const pre = share((values) => windowOf(treated, values, -W, 0));
  const post = share((values) => windowOf(treated, values, gap, gap + W));
  const ratio = relativeRateRatio(pre, post, { rho, alpha });
  const need = Math.min(4, W);
  if (ratio.rirr === null || ratio.blocksPre < need || ratio.blocksPost < need) return null;
  const placebo = placeboTest({
    y: treated.y,
    E: treated.E,
    d0: eventPosition(treated),
    ...windows,
    controls: { y: control.y, E: control.E }
  });
  return { ...ratio, nControls: controls.count, rho, placebo };
}
