import * as v from 'valibot';
import { expect } from 'vitest';
import { recordSchema } from '../../../src/lib/correlate/schema.ts';
import type { CorrelationRecord } from '../../../src/lib/domain/correlation.ts';

type Written = v.InferOutput<typeof recordSchema>;

/** The schema and the types say the same: what the schema lets through is a record. */
export function asRecord(written: Written): CorrelationRecord {
  return written;
}

const FORBIDDEN = /\b(proves?|proved|caused|causes|because of|probability that)\b/i;
const BROKEN = /\bNaN\b|Infinity|undefined|null\b|\bp = 0[,)]/;

/** Holds a record against the schema, and looks for numbers that are none and words that must not stand. */
export function expectSound(record: CorrelationRecord): void {
  const holes: string[] = [];
  walk(record, 'record', holes);
  expect(holes).toEqual([]);
  const written: unknown = JSON.parse(JSON.stringify(record));
  expect(written).toEqual(record);
  const checked = v.safeParse(recordSchema, written);
  const issues = checked.success
    ? []
    : checked.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
  expect(issues).toEqual([]);
}

function walk(value: unknown, path: string, holes: string[]): void {
  if (typeof value === 'number' && !Number.isFinite(value)) holes.push(`${path} is ${value}`);
  if (value === undefined) holes.push(`${path} is undefined`);
  if (typeof value === 'string') {
    if (FORBIDDEN.test(value)) holes.push(`${path} says more than it may: ${value}`);
    if (value !== 'Infinity' && BROKEN.test(value)) holes.push(`${path} holds what is no number: ${value}`);
  }
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`, holes);
  }
}
