import { crossCorrelation } from '../../src/lib/stats/cross-correlation.ts';
import { eventStudy } from '../../src/lib/stats/event-study.ts';
import { leadLag } from '../../src/lib/stats/lead-lag.ts';
import type { LagWindow } from '../../src/lib/stats/numbers.ts';
import { listOf, type Answers, type Input } from './input.ts';

export function windowsOf(input: Input): readonly LagWindow[] {
  return input.groups('windows').map((group) => ({ from: group.number('from'), to: group.number('to') }));
}

export const studyAnswers: Answers = {
  event_study: (input) => {
    const study = eventStudy({
      series: [{ r: input.series('r'), events: input.series('events') }],
      lagsBefore: input.number('lagsBefore'),
      lagsAfter: input.number('lagsAfter'),
      windows: windowsOf(input),
      step: input.number('step', 1),
      alpha: input.number('alpha', 0.05)
    });
    return {
      ...study,
      lags: Array.from(study.lags),
      composite: listOf(study.composite),
      bandLo: listOf(study.bandLo),
      bandHi: listOf(study.bandHi),
      ciLo: listOf(study.ciLo),
      ciHi: listOf(study.ciHi),
      nByLag: Array.from(study.nByLag)
    };
  },
  lead_lag: (input) => {
    const maxLag = input.number('maxLag');
    const activity = input.series('activity');
    const events = input.series('events');
    if (!input.flag('prewhiten')) {
      const ccf = crossCorrelation(activity, events, maxLag);
      return { lags: Array.from(ccf, (_, i) => i - maxLag), ccf: listOf(ccf) };
    }
    const found = leadLag({ activity, events, maxLag, windows: windowsOf(input) });
    const { prewhitened } = found;
    return {
      lags: Array.from(found.lags),
      ccf: listOf(found.ccf),
      reason: found.reason,
      shiftWindows: found.shiftWindows,
      ...(prewhitened === null
        ? {}
        : {
            ...prewhitened,
            ar: listOf(prewhitened.ar),
            ccfPrewhitened: listOf(prewhitened.ccfPrewhitened),
            p: listOf(prewhitened.p),
            qBH: listOf(prewhitened.qBH)
          })
    };
  }
};
