/** Jobs that run one after another, in the order they were added. */
export interface Queue {
  /**
   * Gives the job's result. If `signal` is aborted, rejects with its reason at once: a job that has not begun never
   * begins, and the result of one that has is dropped, but the next job still waits for its end.
   */
  add<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** DuckDB-WASM gives wrong rows without an error when a second query is sent before the first is read: hence a queue. */
export function makeQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    add<T>(job: () => Promise<T>, signal?: AbortSignal): Promise<T> {
      const turn = last.then(() => {
        signal?.throwIfAborted();
        return job();
      });
      // The caller hears of the error through `turn`; the next job runs all the same.
      last = turn.then(noResult, noResult);
      return unlessAborted(turn, signal);
    }
  };
}

function noResult(): void {}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    promise
      .then((value) => (signal.aborted ? abort() : resolve(value)), reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
