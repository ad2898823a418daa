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
   * reason of the signal where it is aborted: the worker stops at its next step, and one whose step is long is ended.
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
  readonly message: Ask;
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

/** A worker that has not stopped by then is in a long step: it is ended, and another one goes on. */
const PATIENCE_MS = 250;

/** A correlator on a worker of one's own; it is started at the first `load`. */
export function correlatorOn(start: () => WorkerPort, patienceMs = PATIENCE_MS): Correlator {
  const waiting = new Map<number, Waiting>();
  /** Questions that were told to stop and have not done so yet. */
  const stopping = new Map<number, ReturnType<typeof setTimeout>>();
  let worker: WorkerPort | null = null;
  let known: CaseData | null = null;
  let nextId = 1;

  function end(): void {
    worker?.terminate();
    worker = null;
    for (const timer of stopping.values()) clearTimeout(timer);
    stopping.clear();
  }

  /** Another worker, which is given the case and what is still asked. */
  function restart(): void {
    end();
    if (known === null) return;
    const port = started();
    port.postMessage({ tag: 'case', data: known });
    for (const { message } of waiting.values()) port.postMessage(message);
  }

  function fail(reason: string): void {
    end();
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  }

  function hear(message: FromWorker): void {
    if (message.tag !== 'progress') {
      clearTimeout(stopping.get(message.id));
      stopping.delete(message.id);
    }
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
    load: (data) => {
      known = data;
      started().postMessage({ tag: 'case', data });
    },
    ask: (method, options, view, viewKey, { signal, onProgress } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const id = nextId;
        nextId += 1;
        const stop = () => {
          waiting.delete(id);
          worker?.postMessage({ tag: 'stop', id });
          stopping.set(id, setTimeout(restart, patienceMs));
          reject(signal?.reason);
        };
        const settle = () => signal?.removeEventListener('abort', stop);
        signal?.addEventListener('abort', stop, { once: true });
        // Options and method go together in the signature above.
        const message = { tag: 'ask', id, method, options, view, viewKey } as Ask;
        waiting.set(id, {
          message,
          resolve: (record) => (settle(), resolve(record)),
          reject: (error) => (settle(), reject(error)),
          onProgress
        });
        if (worker === null) return fail('The statistics were asked before they were given a case.');
        worker.postMessage(message);
      }),
    close: () => {
      known = null;
      fail('The case was closed.');
    }
  };
}
