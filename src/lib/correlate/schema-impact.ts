import * as v from 'valibot';
import {
  count,
  eventRef,
  limit,
  number,
  numberOrNull,
  numbers,
  numbersOrNull,
  p,
  share,
  text,
  texts,
  time,
  whole
} from './schema-parts.ts';

const effect = v.strictObject({
  event: eventRef,
  eventId: text,
  t0: time,
  W: v.picklist([3, 7, 14]),
  gap: v.picklist([0, 1]),
  scope: text,
  rolledUp: v.boolean(),
  overlap: texts,
  merged: texts,
  blocksPre: whole,
  blocksPost: whole,
  messagesPre: count,
  messagesPost: count,
  expectedPre: count,
  expectedPost: count,
  expectedAtPreLevel: numberOrNull,
  rr: numberOrNull,
  lo: numberOrNull,
  hi: numberOrNull,
  p,
  q: p,
  phi: numberOrNull,
  rho: share,
  df: number,
  mdrr80: numberOrNull,
  relative: v.nullable(
    v.strictObject({
      rirr: numberOrNull,
      lo: numberOrNull,
      hi: numberOrNull,
      p,
      nControls: whole,
      mdrr80: numberOrNull,
      placeboP: p
    })
  ),
  placebo: v.nullable(v.strictObject({ p, m: whole, exceed: v.nullable(whole), ratios: numbers })),
  exact: v.nullable(v.strictObject({ rr: limit, lo: limit, hi: limit, p: share })),
  beside: v.nullable(
    v.strictObject({
      counts: v.picklist(['messages', 'devices']),
      name: text,
      rr: numberOrNull,
      lo: numberOrNull,
      hi: numberOrNull,
      p,
      q: p,
      insufficient: v.nullable(text),
      perDevice: numberOrNull,
      disagrees: v.nullable(v.boolean()),
      sentence: text
    })
  ),
  grade: v.picklist(['supported', 'indication', 'cannot tell', 'not shown']),
  insufficient: v.nullable(text),
  sentence: text,
  warnings: texts
});

const series = v.strictObject({
  from: time,
  stepHours: v.picklist([1, 24]),
  observed: numbersOrNull,
  expected: numbersOrNull,
  bandLo: numbersOrNull,
  bandHi: numbersOrNull,
  model: v.picklist(['how', 'hod+dow', 'level'])
});

const block = v.strictObject({
  block: number,
  from: time,
  observed: numberOrNull,
  expected: numberOrNull,
  hours: whole,
  side: v.picklist(['before', 'at', 'after', 'outside'])
});

export const impactSchema = v.strictObject({
  effects: v.array(effect),
  detail: v.nullable(v.strictObject({ series, blocks: v.array(block) })),
  tested: whole,
  flagged: whole,
  calibration: v.nullable(v.strictObject({ share, dates: whole, alarms: whole, lo: share, hi: share })),
  besideLack: v.nullable(text)
});
