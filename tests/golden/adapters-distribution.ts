import { betaCdf, betaQuantile } from '../../src/lib/stats/beta.ts';
import {
  binomialTails,
  overdispersedQuantile,
  overdispersedTails,
  poissonQuantile,
  poissonTails
} from '../../src/lib/stats/counts.ts';
import { logGamma } from '../../src/lib/stats/gamma.ts';
import { normalCdf, normalQuantile } from '../../src/lib/stats/normal.ts';
import { studentCdf, studentQuantile } from '../../src/lib/stats/student.ts';
import type { Answers, Input } from './input.ts';

type Read = Input['number'];

const FUNCTIONS: Readonly<Record<string, (of: Read) => number>> = {
  qbeta: (of) => betaQuantile(of('p'), of('a'), of('b')),
  pbeta: (of) => betaCdf(of('x'), of('a'), of('b')),
  qt: (of) => studentQuantile(of('p'), of('df')),
  pt: (of) => studentCdf(of('t'), of('df')),
  qnorm: (of) => normalQuantile(of('p')),
  pnorm: (of) => normalCdf(of('z')),
  ppois: (of) => poissonTails(of('k'), of('lambda')).lower,
  qpois: (of) => poissonQuantile(of('p'), of('lambda')),
  pnbinom: (of) => overdispersedTails(of('k'), of('mu'), of('phi')).lower,
  qnbinom: (of) => overdispersedQuantile(of('p'), of('mu'), of('phi')),
  pbinom: (of) => binomialTails(of('k'), of('n'), of('p')).lower,
  lgamma: (of) => logGamma(of('x'))
};

export const distributionAnswers: Answers = Object.fromEntries(
  Object.entries(FUNCTIONS).map(([name, compute]) => [
    name,
    (input: Input) => ({ value: compute(input.number) })
  ])
);
