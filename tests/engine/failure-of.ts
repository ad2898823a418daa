import { expect } from 'vitest';
import { QueryFailure } from '../../src/lib/engine/engine.ts';

/** The QueryFailure that a promise rejects with; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<QueryFailure> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error })
  );
  if ('value' in outcome) throw new Error(`Should have failed, but gave ${JSON.stringify(outcome.value)}`);
  expect(outcome.error).toBeInstanceOf(QueryFailure);
  return outcome.error as QueryFailure;
}
