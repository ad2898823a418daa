import { earsAlarms, type EarsMethod } from '../../src/lib/stats/ears.ts';
import { dayAlarm, dayReference } from '../../src/lib/stats/nb-alarm.ts';
import { listOf, type Answers, type Input } from './input.ts';

function methodOf(input: Input): EarsMethod {
  const method = input.text('method');
  if (method === 'C1' || method === 'C2' || method === 'C3') return method;
  throw new TypeError(`input.method is unknown: ${method}`);
}

export const alertAnswers: Answers = {
  ears: (input) => {
    const ears = earsAlarms(input.series('y'), {
      method: methodOf(input),
      baseline: input.number('baseline', 7),
      minSigma: input.number('minSigma', 1),
      alpha: input.has('alpha') ? input.number('alpha') : undefined
    });
    return { ...ears, upper: listOf(ears.upper) };
  },
  nbAlarm: (input) => {
    const y = input.series('refY');
    const threshold = input.number('reweightThreshold', 2.58);
    const { expected, phi } = dayReference(y, input.series('refDow'), 0, y.length, threshold);
    return dayAlarm(input.number('y'), expected[input.number('dow')], phi, input.number('alpha', 0.001));
  }
};
