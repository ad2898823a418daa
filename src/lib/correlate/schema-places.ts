import * as v from 'valibot';
import {
  count,
  eventRef,
  number,
  numberOrNull,
  numbers,
  numbersOrNull,
  p,
  share,
  text,
  texts,
  textOrNull,
  time,
  whole
} from './schema-parts.ts';

const changePoint = v.strictObject({
  index: whole,
  date: time,
  lo: time,
  hi: time,
  meanBefore: count,
  meanAfter: count,
  ratio: count,
  near: v.array(v.strictObject({ event: eventRef, days: number })),
  sentence: text
});

const changePoints = v.strictObject({
  scope: text,
  name: text,
  n: whole,
  penalty: count,
  sigma2: numberOrNull,
  rho: numberOrNull,
  changepoints: v.array(changePoint),
  objectiveGain: number,
  collapse: v.nullable(changePoint),
  collapseApart: v.boolean(),
  insufficient: textOrNull
});

export const breaksSchema = v.strictObject({
  network: changePoints,
  networkLevel: v.strictObject({ from: time, ratio: numbersOrNull }),
  regions: v.array(changePoints)
});

const alertKind = v.picklist(['surge', 'silence']);

const alert = v.strictObject({
  place: v.nullable(whole),
  name: text,
  region: textOrNull,
  date: time,
  kind: alertKind,
  observed: count,
  expected: count,
  lower: count,
  upper: count,
  phi: count,
  pUpper: share,
  pLower: share,
  q: p,
  exceedance: numberOrNull,
  nRef: whole
});

const episode = v.strictObject({
  id: text,
  kind: alertKind,
  from: time,
  to: time,
  places: v.array(whole),
  regions: texts,
  name: text,
  lat: numberOrNull,
  lon: numberOrNull,
  observed: count,
  expected: count,
  strength: number,
  leastQ: p,
  alerts: v.array(alert),
  alertsFound: whole,
  near: v.array(v.strictObject({ event: eventRef, km: numberOrNull, days: number })),
  isUnexplained: v.boolean(),
  sentence: text
});

export const surgesSchema = v.strictObject({
  unit: v.picklist(['cell', 'region']),
  episodes: v.array(episode),
  episodesFound: whole,
  unexplained: whole,
  tested: whole,
  alarms: whole,
  shown: whole,
  quietRate: v.strictObject({ surge: numberOrNull, silence: numberOrNull, tested: whole }),
  silenceImpossible: whole
});

const knox = v.strictObject({
  nEvents: whole,
  nSurges: whole,
  epsS: count,
  lagFrom: number,
  lagTo: number,
  observed: whole,
  expected: count,
  sd: count,
  z: numberOrNull,
  ratio: numberOrNull,
  p,
  q: p,
  B: v.nullable(whole),
  seed: whole
});

export const spaceTimeSchema = v.strictObject({
  interaction: v.nullable(knox),
  grid: v.array(knox),
  nearRepeats: v.nullable(
    v.strictObject({
      nEvents: whole,
      epsT: count,
      epsS: count,
      pairs: whole,
      closeTime: whole,
      closeSpace: whole,
      observed: whole,
      expected: count,
      ratio: numberOrNull,
      pPoisson: share,
      p,
      B: v.nullable(whole),
      seed: whole
    })
  ),
  timeShift: v.nullable(
    v.strictObject({
      observed: whole,
      expected: count,
      exceed: whole,
      nShifts: whole,
      p,
      ratio: numberOrNull,
      nullDistribution: numbers
    })
  ),
  sentence: text
});
