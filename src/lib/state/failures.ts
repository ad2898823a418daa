import { CaseFailure, isError, type Failure } from '../domain/failure.ts';

/** Any error as failures that a person can read. */
export function failuresOf(error: unknown): readonly Failure[] {
  if (error instanceof CaseFailure) return error.failures.filter(isError);
  const message = error instanceof Error ? error.message : String(error);
  return [
    {
      code: 'unexpected',
      severity: 'error',
      message,
      remedy: 'Reload the page; if it happens again, send this text to whoever looks after Casewall.'
    }
  ];
}
