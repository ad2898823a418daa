/** Where an answer stands. */
export type Phase = 'empty' | 'busy' | 'ready' | 'failed';

/**
 * The answer to the latest question only. While a new question is under way the last answer stays; an older answer
 * that comes late is dropped, and its query cancelled.
 */
export class Resource<T> {
  #value = $state.raw<T | null>(null);
  #key = $state.raw<string | null>(null);
  #phase = $state.raw<Phase>('empty');
  #error = $state.raw<unknown>(null);
  #abort: AbortController | null = null;
  #asked: string | null = null;

  /** The last answer that came, to the question `key`. */
  get value(): T | null {
    return this.#value;
  }

  get key(): string | null {
    return this.#key;
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** What the last question failed with; null unless it failed. */
  get error(): unknown {
    return this.#phase === 'failed' ? this.#error : null;
  }

  /** Whether the answer shown is the answer to this question. */
  answers(key: string): boolean {
    return this.#phase === 'ready' && this.#key === key;
  }

  /** Asks, unless the same question is already asked, answered or failed: a failure is shown, not repeated. */
  ask(key: string, question: (signal: AbortSignal) => Promise<T>): void {
    if (this.#asked === key) return;
    void this.#run(key, question);
  }

  async #run(key: string, question: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.#abort?.abort(new DOMException('A newer question replaced this one', 'AbortError'));
    const abort = new AbortController();
    this.#abort = abort;
    this.#asked = key;
    this.#phase = 'busy';
    try {
      const value = await question(abort.signal);
      if (abort.signal.aborted) return;
      this.#value = value;
      this.#key = key;
      this.#phase = 'ready';
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#error = error;
      this.#phase = 'failed';
    }
  }

  /** Stops what is under way; the last answer stays. */
  cancel(): void {
    this.#abort?.abort(new DOMException('Cancelled', 'AbortError'));
    this.#abort = null;
    this.#asked = this.#key;
    this.#phase = this.#value === null ? 'empty' : 'ready';
  }

  /** Forgets everything. */
  clear(): void {
    this.cancel();
    this.#value = null;
    this.#key = null;
    this.#asked = null;
    this.#phase = 'empty';
    this.#error = null;
  }
}
