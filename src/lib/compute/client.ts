import type { CaseData, ViewData } from '../correlate/input.ts';
import type { OptionsOf } from '../correlate/run.ts';
import type { Method, RecordFor } from '../domain/correlation.ts';
import type { Ask, FromWorker, ToWorker } from './messages.ts';

/** The side of a Worker that is used; tests stand in for it. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (gesture: { readonly data: FromWorker }) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (gesture: unknown) => void): void;
}

export interface Asking {
  readonly signal?: AbortSignal;
  /** Share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Asks the statistics of a case; one worker, one case at a time. */
export interface Correlator {
  /** Gives the worker a case: its arrays are copied, and stay with the caller. Again where the cube changes. */
  load(data: CaseData): void;
  /**
   * Runs a method under a View. viewKey: equal for equal Views (the encoded filter and range will do). Rejects with the
   * reason of the signal where it is aborted: the worker stops at its next step.
   */
  ask<M extends Method>(
    method: M,
    options: OptionsOf[M],
    view: ViewData,
    viewKey: string,
    asking?: Asking
  ): Promise<RecordFor<M>>;
  close(): void;
}

interface Waiting {
  readonly resolve: (record: never) => void;
  readonly reject: (error: unknown) => void;
  readonly onProgress: ((share: number) => void) | undefined;
}

/** Starts the worker in the page. */
export function startCorrelator(): Correlator {
  return correlatorOn(
    () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'correlate' })
  );
}

/** A correlator on a worker of one's own; it is started at the first `load`. */
export function correlatorOn(start: () => WorkerPort): Correlator {
  const waiting = new Map<number, Waiting>();
  let worker: WorkerPort | null = null;
  let nextId = 1;

  function fail(reason: string): void {
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  }

  function hear(message: FromWorker): void {
    const asker = waiting.get(message.id);
    if (asker === undefined) return;
    if (message.tag === 'progress') return asker.onProgress?.(message.share);
    waiting.delete(message.id);
    // The record is the one of the method that was asked under this id.
    if (message.tag === 'done') asker.resolve(message.record as never);
    else if (message.tag === 'failed') asker.reject(new Error(message.message));
  }

  function started(): WorkerPort {
    if (worker !== null) return worker;
    const port = start();
    port.addEventListener('message', ({ data }) => hear(data));
    port.addEventListener('error', () => fail('The worker of the statistics stopped by itself: ask again.'));
    port.addEventListener('messageerror', () =>
      fail('An answer of the statistics could not be read: ask again.')
    );
    worker = port;
    return port;
  }

  return {
    load: (data) => started().postMessage({ tag: 'case', data }),
    ask: (method, options, view, viewKey, { signal, onProgress } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const id = nextId;
        nextId += 1;
        const stop = () => {
          waiting.delete(id);
          worker?.postMessage({ tag: 'stop', id });
          reject(signal?.reason);
        };
        const settle = () => signal?.removeEventListener('abort', stop);
        signal?.addEventListener('abort', stop, { once: true });
        waiting.set(id, {
          resolve: (record) => (settle(), resolve(record)),
          reject: (error) => (settle(), reject(error)),
          onProgress
        });
        if (worker === null) return fail('The statistics were asked before they were given a case.');
        // Options and method go together in the signature above.
        worker.postMessage({ tag: 'ask', id, method, options, view, viewKey } as Ask);
      }),
    close: () => fail('The case was closed.')
  };
}
