import { lag1Rho } from '../../src/lib/stats/autocorrelation.ts';
import { eventBlocks, type EventBlocks } from '../../src/lib/stats/blocks.ts';
import { eventEffect } from '../../src/lib/stats/event-effect.ts';
import { exactRateRatio } from '../../src/lib/stats/exact-rate-ratio.ts';
import { placeboTest } from '../../src/lib/stats/placebo.ts';
import { quasiRateRatio } from '../../src/lib/stats/rate-ratio.ts';
import { relativeRateRatio, relativeRatioOfCounts } from '../../src/lib/stats/relative-rate-ratio.ts';
import type { ShareBlocks } from '../../src/lib/stats/share-fit.ts';
import { howOf, modelOf } from './adapters-baseline.ts';
import { listOf, type Answers, type Input } from './input.ts';

function shareOf(input: Input): ShareBlocks {
  return {
    treated: input.series('treated'),
    control: input.series('control'),
    Etreated: input.has('Etreated') ? input.series('Etreated') : undefined,
    Econtrol: input.has('Econtrol') ? input.series('Econtrol') : undefined
  };
}

function blockLists({ block, y, E, hours }: EventBlocks): unknown {
  return { block: Array.from(block), y: listOf(y), E: listOf(E), hours: Array.from(hours) };
}

export const effectAnswers: Answers = {
  exactRateRatio: (input) =>
    exactRateRatio(
      input.number('y1'),
      input.number('E1'),
      input.number('y0'),
      input.number('E0'),
      input.number('conf', 0.95)
    ),
  quasiRateRatio: (input) => {
    const side = (name: string) => ({ y: input.group(name).series('y'), E: input.group(name).series('E') });
    return quasiRateRatio(side('pre'), side('post'), {
      rho: input.number('rho', 0),
      alpha: input.number('alpha', 0.05)
    });
  },
  relativeRateRatio: (input) =>
    relativeRateRatio(shareOf(input.group('pre')), shareOf(input.group('post')), {
      rho: input.number('rho', 0),
      alpha: input.number('alpha', 0.05)
    }),
  rirr2x2: (input) =>
    relativeRatioOfCounts(
      input.number('treatedPre'),
      input.number('treatedPost'),
      input.number('controlPre'),
      input.number('controlPost')
    ),
  placeboTest: (input) => {
    const placebo = placeboTest({
      y: input.series('y'),
      E: input.series('E'),
      d0: input.number('d0'),
      W: input.number('W'),
      gap: input.number('gap', 0)
    });
    return {
      ...placebo,
      placeboDays: Array.from(placebo.placeboDays),
      placeboStats: listOf(placebo.placeboStats)
    };
  },
  lag1Rho: (input) => lag1Rho(input.series('r')),
  eventBlocks: (input) =>
    blockLists(
      eventBlocks(input.series('y'), input.series('mu'), input.number('t0'), input.number('minHours', 12))
    ),
  eventEffect: (input) => {
    const effect = eventEffect({
      y: input.series('y'),
      how: howOf(input),
      t0: input.number('t0'),
      W: input.number('W'),
      gap: input.number('gap', 0),
      model: modelOf(input)
    });
    return { ...effect, blocks: blockLists(effect.blocks) };
  }
};
