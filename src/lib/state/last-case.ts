import * as v from 'valibot';
import type { ImpactRecord } from '../domain/correlation.ts';
import type { LogStore } from './analysis-log.ts';

const NAME = 'casewall:last-case';
const CHECKS = 'casewall:calibration:';

const lastCase = v.object({
  /** As the address names it; null: the first one served. */
  id: v.nullable(v.string()),
  title: v.string(),
  synthetic: v.boolean(),
  fingerprint: v.string()
});

const measuredCheck = v.object({
  sentence: v.string(),
  method: v.string(),
  from: v.nullable(v.string()),
  to: v.nullable(v.string()),
  places: v.number(),
  regions: v.number()
});

/** The case that this browser opened last, for pages without a case of their own. */
export type LastCase = v.InferOutput<typeof lastCase>;

/** False alarms measured on a whole case, with what they rest on. */
export type MeasuredCheck = v.InferOutput<typeof measuredCheck>;

export function rememberCase(store: LogStore | null, opened: LastCase): void {
  write(store, NAME, opened);
}

export function lastCaseOf(store: LogStore | null): LastCase | null {
  return read(store, NAME, lastCase);
}

/** Keeps the false alarms of a record that measured them on the whole case, by the fingerprint of the data. */
export function rememberCheck(
  store: LogStore | null,
  fingerprint: string,
  record: ImpactRecord | null
): void {
  if (record === null || record.result.calibration === null || record.viewWords.length > 0) return;
  const check: MeasuredCheck = {
    sentence: record.sentences.at(-1) ?? '',
    method: record.version,
    from: record.period?.from ?? null,
    to: record.period?.to ?? null,
    places: record.n.places,
    regions: record.n.regions
  };
  write(store, CHECKS + fingerprint, check);
}

/** The check of a case; null where it was not made in this browser, or by another version of the method. */
export function checkOf(store: LogStore | null, fingerprint: string, version: string): MeasuredCheck | null {
  const check = read(store, CHECKS + fingerprint, measuredCheck);
  return check?.method === version ? check : null;
}

function write(store: LogStore | null, name: string, value: unknown): void {
  try {
    store?.setItem(name, JSON.stringify(value));
  } catch {
    // The store is full or forbidden: the page of the methods then asks for the case.
  }
}

function read<T>(store: LogStore | null, name: string, schema: v.GenericSchema<unknown, T>): T | null {
  try {
    const kept = v.safeParse(schema, JSON.parse(store?.getItem(name) ?? 'null'));
    return kept.success ? kept.output : null;
  } catch {
    return null;
  }
}
