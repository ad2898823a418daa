import * as v from 'valibot';
import { CORRELATION_SCHEMA } from '../domain/correlation.ts';
import { impactSchema } from './schema-impact.ts';
import { count, number, range, text, texts, textOrNull, whole } from './schema-parts.ts';
import { breaksSchema, spaceTimeSchema, surgesSchema } from './schema-places.ts';
import { leadLagSchema, responseSchema } from './schema-study.ts';

const param = v.nullable(v.union([text, number, v.boolean(), v.array(v.union([text, number]))]));

const leftOut = v.strictObject({
  eventId: text,
  title: text,
  code: v.picklist([
    'no-date',
    'date-too-coarse',
    'date-reported',
    'no-place',
    'no-activity-there',
    'outside-period',
    'in-gap',
    'merged',
    'near-the-edge',
    'insufficient'
  ]),
  reason: text
});

const HEAD = {
  schema: v.literal(CORRELATION_SCHEMA),
  version: text,
  scope: text,
  period: v.nullable(range),
  params: v.record(text, param),
  n: v.strictObject({
    places: whole,
    regions: whole,
    days: whole,
    messages: count,
    events: whole,
    eventsUsed: whole
  }),
  seed: v.nullable(whole),
  unit: v.strictObject({ name: text, scale: number }),
  insufficient: textOrNull,
  sentences: v.pipe(texts, v.minLength(1)),
  warnings: texts,
  caveats: v.pipe(texts, v.minLength(7)),
  suspectedGaps: v.array(range),
  analysesRun: whole,
  viewWords: texts,
  leftOut: v.array(leftOut)
} as const;

/** One result, as the page exports it. Nothing beside what the types of domain/correlation.ts name. */
export const recordSchema = v.variant('method', [
  v.strictObject({ ...HEAD, method: v.literal('impact'), result: impactSchema }),
  v.strictObject({ ...HEAD, method: v.literal('response'), result: responseSchema }),
  v.strictObject({ ...HEAD, method: v.literal('leadlag'), result: leadLagSchema }),
  v.strictObject({ ...HEAD, method: v.literal('breaks'), result: breaksSchema }),
  v.strictObject({ ...HEAD, method: v.literal('surges'), result: surgesSchema }),
  v.strictObject({ ...HEAD, method: v.literal('spacetime'), result: spaceTimeSchema })
]);

/** What `casewall correlate --json` prints. */
export const answerSchema = v.strictObject({
  schema: v.literal(CORRELATION_SCHEMA),
  case: v.strictObject({ id: text, title: text, synthetic: v.boolean(), fingerprint: text }),
  /** The fragment of the address under which it was computed. */
  view: text,
  problems: texts,
  records: v.array(recordSchema)
});
