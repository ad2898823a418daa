/**
 * Questions and answers with the worker of DuckDB-WASM, by the protocol of its own AsyncDuckDB (1.28.0). That class is
 * not used because it brings all of apache-arrow with it, 40 KB gzipped against 8 for the decoder used here, and
 * because when its worker dies the questions under way are never answered.
 */
export interface WorkerLink {
  /** The data of the worker's answer. Throws WorkerRefusal if the worker answers with an error, LinkBroken if it died. */
  ask(type: string, data: unknown, transfer?: Transferable[]): Promise<unknown>;
  /** Ends the worker; every question, now and later, fails with this reason. */
  end(reason: string): void;
}

/** The worker's own words for what went wrong. */
export class WorkerRefusal extends Error {
  override readonly name = 'WorkerRefusal';
}

/** The worker is gone. */
export class LinkBroken extends Error {
  override readonly name = 'LinkBroken';
}

interface Waiting {
  resolve(data: unknown): void;
  reject(error: Error): void;
}

/** `onDeath` is called once, with what is known, if the worker ends other than by `end`. */
export function linkTo(worker: Worker, onDeath: (reason: string) => void): WorkerLink {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let brokenBy: string | null = null;

  function end(reason: string): void {
    if (brokenBy !== null) return;
    brokenBy = reason;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(new LinkBroken(reason));
    waiting.clear();
  }

  function die(reason: string): void {
    if (brokenBy !== null) return;
    end(reason);
    onDeath(reason);
  }

  worker.addEventListener('message', (gesture: MessageEvent<unknown>) => {
    const answer = readAnswer(gesture.data);
    if (answer === null) return;
    const asker = waiting.get(answer.requestId);
    if (asker === undefined) return;
    waiting.delete(answer.requestId);
    if (answer.type !== 'ERROR') return asker.resolve(answer.data);
    const { name, message } = readError(answer.data);
    asker.reject(new WorkerRefusal(message));
    // A WebAssembly trap (memory access out of bounds, unreachable) or an abort leaves the engine's memory as it was
    // at that moment: whatever it says afterwards may be wrong.
    if (name === 'RuntimeError') die(message);
  });
  worker.addEventListener('error', (gesture) => {
    gesture.preventDefault();
    die(
      gesture.message === undefined || gesture.message === '' ? 'its script did not load' : gesture.message
    );
  });
  worker.addEventListener('messageerror', () => die('it sent something unreadable'));

  return {
    end,
    ask(type, data, transfer = []) {
      if (brokenBy !== null) return Promise.reject(new LinkBroken(brokenBy));
      const messageId = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(messageId, { resolve, reject });
        worker.postMessage({ messageId, type, data }, transfer);
      });
    }
  };
}

interface Answer {
  readonly requestId: number;
  readonly type: string;
  readonly data: unknown;
}

/** Null for log entries and progress notes, which answer nothing. */
function readAnswer(message: unknown): Answer | null {
  if (typeof message !== 'object' || message === null) return null;
  const { requestId, type, data } = message as Record<string, unknown>;
  if (typeof requestId !== 'number' || typeof type !== 'string') return null;
  return type === 'LOG' || type === 'INSTANTIATE_PROGRESS' ? null : { requestId, type, data };
}

function readError(data: unknown): { name: string; message: string } {
  const { name, message } = (typeof data === 'object' && data !== null ? data : {}) as Record<
    string,
    unknown
  >;
  return {
    name: typeof name === 'string' ? name : 'Error',
    // An exception that DuckDB-WASM does not catch arrives without words.
    message: typeof message === 'string' && message !== '' ? message : 'DuckDB failed without saying why'
  };
}
