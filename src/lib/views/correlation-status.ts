import type { Failure } from '../domain/failure.ts';

/** Where a result stands. */
export type ResultStatus =
  /** Something else must be there first. share: 0..1 or null. */
  | { readonly tag: 'waiting'; readonly why: string; readonly share: number | null }
  | { readonly tag: 'busy'; readonly share: number | null }
  | { readonly tag: 'ready' }
  /** The reader stopped it. */
  | { readonly tag: 'stopped' }
  | { readonly tag: 'failed'; readonly failures: readonly Failure[] };
