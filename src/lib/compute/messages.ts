import type { OptionsOf } from '../correlate/run.ts';
import type { CaseData, ViewData } from '../correlate/input.ts';
import type { CorrelationRecord, Method } from '../domain/correlation.ts';

/** One run of one method. */
export type Ask = {
  readonly [M in Method]: {
    readonly tag: 'ask';
    readonly id: number;
    readonly method: M;
    readonly options: OptionsOf[M];
    readonly view: ViewData;
    /** Equal for equal Views: what methods share is then computed once. */
    readonly viewKey: string;
  };
}[Method];

/** From the page to the worker. */
export type ToWorker =
  { readonly tag: 'case'; readonly data: CaseData } | Ask | { readonly tag: 'stop'; readonly id: number };

/** From the worker to the page. */
export type FromWorker =
  | { readonly tag: 'progress'; readonly id: number; readonly share: number }
  | { readonly tag: 'done'; readonly id: number; readonly record: CorrelationRecord }
  | { readonly tag: 'stopped'; readonly id: number }
  | { readonly tag: 'failed'; readonly id: number; readonly message: string };
