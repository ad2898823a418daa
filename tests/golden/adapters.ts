import { adjustP } from '../../src/lib/stats/fdr.ts';
import { alertAnswers } from './adapters-alert.ts';
import { baselineAnswers } from './adapters-baseline.ts';
import { changeAnswers } from './adapters-change.ts';
import { distributionAnswers } from './adapters-distribution.ts';
import { effectAnswers } from './adapters-effect.ts';
import { inputOf, listOf, type Answers } from './input.ts';
import { spaceAnswers } from './adapters-space.ts';
import { studyAnswers } from './adapters-study.ts';
import { timeAnswers } from './adapters-time.ts';

/** Methods whose cases all go to one function. */
const METHODS: Answers = {
  ...baselineAnswers,
  ...studyAnswers,
  fdr: (input) => {
    const alpha = input.number('alpha');
    const { qBH, qBY } = adjustP(input.series('p'));
    return { qBH: listOf(qBH), qBY: listOf(qBY), rejectedBH: qBH.filter((q) => q <= alpha).length };
  }
};

/** Functions named by the case (`input.fn`). */
const FUNCTIONS: Answers = {
  ...timeAnswers,
  ...distributionAnswers,
  ...effectAnswers,
  ...changeAnswers,
  ...alertAnswers,
  ...spaceAnswers
};

/** Our answer to a reference case, shaped as the file expects it. Throws where we have no such method. */
export function answer(method: string, fields: Readonly<Record<string, unknown>>): unknown {
  const input = inputOf(fields);
  const known = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  if (known !== undefined) return known(input);
  const name = input.text('fn');
  if (!Object.hasOwn(FUNCTIONS, name)) throw new Error(`No adapter for ${method}, function ${name}`);
  return FUNCTIONS[name](input);
}
