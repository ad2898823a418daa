import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { CaseFailure, type Failure } from '../domain/failure.ts';
import { parseInstant } from '../time/parse.ts';
import { isZone } from '../time/zone.ts';
import { timeSpec } from './mapping-messages.ts';
import { mappingSchema, type Mapping } from './mapping-schema.ts';

const REMEDY = 'See `casewall prepare --help` for what a mapping may hold.';
/** More than this many complaints help nobody. */
const MAX_FAILURES = 20;

/** Reads and checks a mapping file. Throws CaseFailure that names each field that is wrong. */
export function readMappingFile(file: string): Mapping {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as { code?: string };
    const message =
      code === 'ENOENT' ? 'There is no such file.' : `The file cannot be read (${String(code)}).`;
    throw new CaseFailure([
      { code: 'mapping-missing', severity: 'error', file, message, remedy: 'Check the path behind --map.' }
    ]);
  }
  return readMapping(text, file);
}

/** Checks the text of a mapping; `file` is its name in the messages. */
export function readMapping(text: string, file: string): Mapping {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = `The mapping is not JSON (${error instanceof Error ? error.message : ''}).`;
    throw new CaseFailure([{ code: 'mapping-json', severity: 'error', file, message, remedy: REMEDY }]);
  }
  const checked = v.safeParse(mappingSchema, parsed);
  if (!checked.success) throw new CaseFailure(issuesOf(checked.issues, file));
  const mapping = checked.output as Mapping;
  const failures = contradictions(mapping, file);
  if (failures.length > 0) throw new CaseFailure(failures);
  return mapping;
}

function issuesOf(issues: readonly v.BaseIssue<unknown>[], file: string): Failure[] {
  return issues.slice(0, MAX_FAILURES).map((issue) => ({
    code: 'mapping-field',
    severity: 'error',
    file,
    column: v.getDotPath(issue) ?? undefined,
    message: `${issue.message.replace(/\.$/, '')}.`,
    remedy: REMEDY
  }));
}

function contradictions(mapping: Mapping, file: string): Failure[] {
  const failures: Failure[] = [];
  const fail = (column: string, message: string, remedy: string) =>
    failures.push({ code: 'mapping-field', severity: 'error', file, column, message, remedy });
  const zones = [
    ['case.zone', mapping.case.zone],
    ['events.columns.start.zone', mapping.events?.columns.start?.zone],
    ['events.columns.end.zone', mapping.events?.columns.end?.zone],
    ['activity.time.zone', mapping.activity?.time?.zone],
    ['messages.time.zone', mapping.messages && timeSpec(mapping.messages).zone]
  ] as const;
  for (const [column, zone] of zones) {
    if (zone !== undefined && !isZone(zone)) {
      fail(
        column,
        `There is no time zone "${zone}".`,
        'Use an IANA name such as "Europe/Amsterdam" or "UTC".'
      );
    }
  }
  for (const name of ['period', 'analysis'] as const) {
    const range = mapping.case[name];
    if (range === undefined) continue;
    const from = parseInstant(range.from, 'UTC');
    const to = parseInstant(range.to, 'UTC');
    if (from === null || to === null || from >= to) {
      fail(`case.${name}`, 'The range is not two UTC times, the first before the second.', REMEDY);
    }
  }
  const { events, activity, messages } = mapping;
  if (events === undefined && activity === undefined && messages === undefined) {
    fail('events', 'The mapping has neither "events" nor "activity" nor "messages".', REMEDY);
  }
  if (activity !== undefined && messages !== undefined) {
    fail('messages', 'The activity is counted from "messages": "activity" would count it twice.', REMEDY);
  }
  if (mapping.items !== undefined && mapping.events === undefined) {
    fail('items', 'Items belong to events, but the mapping has no "events".', REMEDY);
  }
  return failures;
}
