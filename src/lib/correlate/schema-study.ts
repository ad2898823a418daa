import * as v from 'valibot';
import {
  number,
  numberOrNull,
  numbers,
  numbersOrNull,
  p,
  share,
  text,
  texts,
  whole
} from './schema-parts.ts';

const window = v.strictObject({
  from: number,
  to: number,
  name: text,
  stat: numberOrNull,
  nullMean: numberOrNull,
  nullSd: numberOrNull,
  exceed: v.nullable(whole),
  nShifts: whole,
  p,
  pAdj: p,
  q: p,
  ratio: numberOrNull,
  leaveOneOut: v.nullable(v.strictObject({ least: number, greatest: number }))
});

const study = v.strictObject({
  kind: text,
  ring: v.picklist(['region', 'cell', 'neighbours', 'rest-of-region', 'elsewhere']),
  nEvents: whole,
  excludedEdge: texts,
  lags: numbers,
  composite: numbersOrNull,
  bandLo: numbersOrNull,
  bandHi: numbersOrNull,
  ciLo: numbersOrNull,
  ciHi: numbersOrNull,
  nByLag: numbers,
  windows: v.array(window),
  tooFew: v.boolean(),
  masked: v.boolean(),
  sentence: text
});

export const responseSchema = v.strictObject({
  lagUnit: v.picklist(['hour', 'day']),
  overall: v.nullable(study),
  byKind: v.array(study),
  byRing: v.array(study)
});

export const leadLagSchema = v.strictObject({
  lags: numbers,
  ccf: numbersOrNull,
  arOrder: v.nullable(whole),
  ccfPrewhitened: numbersOrNull,
  bandPointwise: numberOrNull,
  bandBonferroni: numberOrNull,
  p: v.array(p),
  q: v.array(p),
  windows: v.array(
    v.strictObject({ from: number, to: number, stat: number, exceed: whole, nShifts: whole, p: share })
  ),
  nDays: whole,
  nMissing: whole,
  eventDays: whole,
  tooFew: v.boolean()
});
