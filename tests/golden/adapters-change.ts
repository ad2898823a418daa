import { longRunVariance } from '../../src/lib/stats/long-run-variance.ts';
import { segmentCost } from '../../src/lib/stats/segment-cost.ts';
import { bestSegmentation, changeSets, segmentMeans } from '../../src/lib/stats/segmentation.ts';
import type { Answers } from './input.ts';

export const changeAnswers: Answers = {
  pelt: (input) => {
    const x = input.series('x');
    const cost = segmentCost(
      x,
      input.text('cost') === 'poisson' ? 'poisson' : 'normal',
      input.number('sigma2', 1)
    );
    const found = bestSegmentation(cost, x.length, input.number('penalty'), input.number('minSegLen', 1));
    return {
      ...found,
      segmentMeans: segmentMeans(x, found.changepoints),
      confidenceSets: changeSets(cost, x.length, found.changepoints)
    };
  },
  longRunVariance: (input) => longRunVariance(input.series('x'), input.number('minSegLen', 3))
};
