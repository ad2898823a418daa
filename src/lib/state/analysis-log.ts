/** What the log is kept in: the browser's own store, or none where it is forbidden. */
export type LogStore = Pick<Storage, 'getItem' | 'setItem'>;

/** So many are told apart; a case that reaches this says at least so many. */
const MOST = 5000;

/**
 * The analyses run in a case on this machine. Running the same one again does not count: what matters is how often a
 * question was changed. Kept in the store by the fingerprint of the case, else in memory only.
 */
export class AnalysisLog {
  readonly #store: LogStore | null;
  readonly #name: string;
  readonly #marks: Set<string>;

  constructor(fingerprint: string, store: LogStore | null) {
    this.#store = store;
    this.#name = `casewall:analyses:${fingerprint}`;
    this.#marks = new Set(this.#read());
  }

  /** Analyses run so far. */
  get count(): number {
    return this.#marks.size;
  }

  /** How many there will have been once this one has run. key: all that the result depends on. */
  countWith(key: string): number {
    return this.#marks.size + (this.#marks.has(markOf(key)) ? 0 : 1);
  }

  /** Notes that it has run. */
  note(key: string): void {
    const mark = markOf(key);
    if (this.#marks.has(mark) || this.#marks.size >= MOST) return;
    this.#marks.add(mark);
    try {
      this.#store?.setItem(this.#name, [...this.#marks].join(' '));
    } catch {
      // The store is full or forbidden: the count lives on in memory.
    }
  }

  #read(): readonly string[] {
    try {
      const text = this.#store?.getItem(this.#name) ?? '';
      return text.split(' ').filter((mark) => /^[0-9a-z]{1,14}$/.test(mark));
    } catch {
      return [];
    }
  }
}

/** A short mark of a text (FNV-1a, twice 32 bits): it is told apart, not kept. */
function markOf(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code ^ (index & 0xff), 0x01000193);
  }
  return (high >>> 0).toString(36) + (low >>> 0).toString(36);
}
