import type { Failure } from './failure.ts';
import type { Range } from './range.ts';

/** A number about events: how many, how much of one thing in one unit, or how many are left out of the picture. */
export type EventMeasure =
  | { readonly on: 'events' }
  | { readonly on: 'excluded' }
  | { readonly on: 'quantity'; readonly commodity: string; readonly unit: string };

/** A number of the screen that can be traced to its rows. */
export type ProofSubject =
  /** A headline figure about events, under the View. */
  | { readonly tag: 'events'; readonly measure: EventMeasure }
  /** Activity under the View: in all; in one bucket of the timeline, whatever the range; or of one place. */
  | { readonly tag: 'activity'; readonly bucket: Range | null; readonly place: number | null }
  | { readonly tag: 'devices' };

/** By what rows of activity are added up in a proof. */
export const ACTIVITY_GROUPS = ['day', 'hour', 'cell', 'row'] as const;
export type ActivityGroup = (typeof ACTIVITY_GROUPS)[number];

/** Where the comparison of a file with its listed hash stands. */
export type FileCheck =
  | { readonly tag: 'busy' }
  | { readonly tag: 'same' }
  /** hex: SHA-256 that the file has now. */
  | { readonly tag: 'different'; readonly hex: string }
  | { readonly tag: 'failed'; readonly failures: readonly Failure[] };
