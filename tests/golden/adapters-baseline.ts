import { fitBaseline } from '../../src/lib/stats/baseline.ts';
import { hourOfWeekProfile } from '../../src/lib/stats/hour-profile.ts';
import type { BaselineModel } from '../../src/lib/stats/week-fit.ts';
import { listOf, type Answers, type Input } from './input.ts';

/** Hour of the week out of hour of day and day of week. */
export function howOf(input: Input): Float64Array {
  const days = input.series('dow');
  return input.series('hod').map((hour, i) => 24 * days[i] + hour);
}

export function modelOf(input: Input): BaselineModel {
  const model = input.text('model');
  if (model === 'how' || model === 'hod+dow' || model === 'level') return model;
  throw new TypeError(`input.model is unknown: ${model}`);
}

export const baselineAnswers: Answers = {
  seasonal_profile: (input) => {
    const bins = hourOfWeekProfile(input.series('y'), input.series('how'), input.number('minN', 3));
    const column = (name: 'n' | 'median' | 'mad' | 'q10' | 'q25' | 'q75' | 'q90') =>
      bins.map((bin) => bin[name]);
    return {
      n: column('n'),
      median: column('median'),
      mad: column('mad'),
      q10: column('q10'),
      q25: column('q25'),
      q75: column('q75'),
      q90: column('q90')
    };
  },
  baseline_glm: (input) => {
    const fit = fitBaseline({
      y: input.series('y'),
      how: howOf(input),
      exposure: input.has('exposure') ? input.series('exposure') : undefined,
      mask: input.has('mask') ? input.flags('mask') : undefined,
      model: modelOf(input),
      trend: input.flag('trend'),
      reweight: input.number('reweight'),
      reweightThreshold: input.number('reweightThreshold', 2.58)
    });
    return {
      mu: listOf(fit.mu),
      phi: fit.phi,
      df: fit.df,
      deviance: fit.deviance,
      resid: listOf(fit.resid),
      weights: listOf(fit.weights.filter((weight) => weight > 0))
    };
  }
};
