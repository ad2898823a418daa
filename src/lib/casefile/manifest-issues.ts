import type { BaseIssue } from 'valibot';
import { MANIFEST_FILE } from '../domain/case.ts';
import type { Failure } from '../domain/failure.ts';
import { FIELD_HINTS } from './manifest-schema.ts';
import { pathProblem } from './paths.ts';

/** Findings shown of one manifest: the first ones tell what kind of file it is. */
export const MAX_FINDINGS = 50;

export const REMAKE = 'or make the case again with "casewall prepare"';

/** A finding in the manifest; `column` is the field. */
export function manifestFailure(code: string, message: string, remedy: string, column?: string): Failure {
  return { code, severity: 'error', message, remedy, file: MANIFEST_FILE, ...(column && { column }) };
}

/** Valibot's issues as failures: one per field, the first ones if there are many. */
export function issueFailures(issues: readonly BaseIssue<unknown>[]): Failure[] {
  const seen = new Set<string>();
  const failures: Failure[] = [];
  for (const issue of issues) {
    const { label, hint } = place(issue);
    // A text that breaks two rules is one finding: the remedy names them all.
    if (seen.has(label)) continue;
    seen.add(label);
    failures.push(issueFailure(issue, label, hint));
  }
  if (failures.length <= MAX_FINDINGS) return failures;
  const last = `${failures.length - MAX_FINDINGS} more fields of the manifest are wrong.`;
  return [
    ...failures.slice(0, MAX_FINDINGS),
    manifestFailure('manifest-field', last, 'Mend the first ones, then try again.')
  ];
}

function issueFailure(issue: BaseIssue<unknown>, label: string, hint: string): Failure {
  const path = issue.path?.at(-1)?.key === 'path' && typeof issue.input === 'string' ? issue.input : null;
  if (path !== null) {
    const message = `The path ${shown(path)} ${pathProblem(path) ?? 'is not allowed'}.`;
    return manifestFailure('manifest-path', message, `Name it by ${hint}.`, label);
  }
  const what = issue.received === 'undefined' ? 'is missing' : `cannot be ${shown(issue.input)}`;
  return manifestFailure('manifest-field', `The field ${label} ${what}.`, `Write ${hint}, ${REMAKE}.`, label);
}

/** The field as people write it (`files["events.parquet"].bytes`) and what it must be. */
function place(issue: BaseIssue<unknown>): { label: string; hint: string } {
  let label = '';
  const pattern: string[] = [];
  for (const step of issue.path ?? []) {
    const isFile = pattern.length === 1 && pattern[0] === 'files';
    if (isFile) label += `[${JSON.stringify((step.value as { path: string }).path)}]`;
    else if (typeof step.key === 'number') label += `[${step.key}]`;
    else label += label === '' ? String(step.key) : `.${String(step.key)}`;
    pattern.push(typeof step.key === 'number' ? '*' : String(step.key));
  }
  return { label, hint: FIELD_HINTS[pattern.join('.')] ?? 'what the format asks for' };
}

/** A value of the file in a message: short, on one line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
