import { planarKm } from '../../src/lib/stats/distance.ts';
import { knoxInteraction } from '../../src/lib/stats/knox-interaction.ts';
import { knoxShift } from '../../src/lib/stats/knox-shift.ts';
import { knox, knoxPoisson } from '../../src/lib/stats/knox.ts';
import type { CrossInput } from '../../src/lib/stats/near-surges.ts';
import type { Answers, Input } from './input.ts';

function crossOf(input: Input): CrossInput {
  const events = input.group('events');
  const surges = input.group('surges');
  return {
    eventDays: events.series('t'),
    surgeDays: surges.series('t'),
    distance: planarKm(events.series('x'), events.series('y'), surges.series('x'), surges.series('y')),
    epsS: input.number('epsS'),
    lags: { from: input.number('lagFrom'), to: input.number('lagTo') }
  };
}

export const spaceAnswers: Answers = {
  knox: (input) => {
    const x = input.series('x');
    const y = input.series('y');
    const result = knox(input.series('t'), planarKm(x, y, x, y), input.number('epsT'), input.number('epsS'));
    return { ...result, exactPermutation: result.exact };
  },
  knoxPoisson: (input) =>
    knoxPoisson(
      input.number('observed'),
      input.has('expected')
        ? input.number('expected')
        : (input.number('closeTime') * input.number('closeSpace')) / input.number('pairs')
    ),
  knoxCross: (input) => {
    const result = knoxShift(crossOf(input), input.number('nDays'));
    return { ...result, nullDistribution: Array.from(result.nullDistribution) };
  },
  knoxInteraction: (input) => knoxInteraction(crossOf(input))
};
