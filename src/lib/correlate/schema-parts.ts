import * as v from 'valibot';

/** Parts that the schemas of several methods are made of. Every number is finite: JSON has no others. */

export const number = v.pipe(v.number(), v.finite());
export const numberOrNull = v.nullable(number);
export const count = v.pipe(number, v.minValue(0));
export const whole = v.pipe(number, v.integer(), v.minValue(0));
export const share = v.pipe(number, v.minValue(0), v.maxValue(1));
export const p = v.nullable(v.pipe(number, v.minValue(0), v.maxValue(1)));
export const limit = v.nullable(v.union([number, v.literal('Infinity')]));
export const time = v.pipe(v.string(), v.isoTimestamp());
export const text = v.string();
export const textOrNull = v.nullable(text);
export const numbers = v.array(number);
export const numbersOrNull = v.array(numberOrNull);
export const texts = v.array(text);

export const range = v.strictObject({ from: time, to: time });

export const eventRef = v.strictObject({
  id: text,
  title: text,
  kind: text,
  start: time,
  precision: v.picklist(['minute', 'hour', 'day', 'month', 'year']),
  place: textOrNull,
  region: textOrNull
});
