import { csvLine } from './csv.ts';

/** Something in a source table that could not be used. */
export interface Reject {
  readonly file: string;
  /** Record of the table, 1-based, header not counted; null for the file as a whole. */
  readonly row: number | null;
  /** Line of a text file on which the record begins; null for Parquet. */
  readonly line: number | null;
  readonly column: string;
  readonly value: string;
  /** The same words for every row with the same trouble, so that they can be counted. */
  readonly reason: string;
  /** `row`: the whole record is missing in the case; `value`: only this value is. */
  readonly left: 'row' | 'value';
  /** How many records the entry stands for; 1 where nothing is said. */
  readonly count?: number;
}

export interface RejectCount {
  readonly reason: string;
  readonly left: 'row' | 'value';
  readonly count: number;
}

/** Values in the list are cut: it is for finding the row, not for keeping its text. */
const MAX_VALUE = 200;

/** The list of everything that was left out, in the order in which it was met. */
export class Rejects {
  readonly #entries: Reject[] = [];

  add(reject: Reject): void {
    this.#entries.push(
      reject.value.length <= MAX_VALUE
        ? reject
        : { ...reject, value: `${reject.value.slice(0, MAX_VALUE)}...` }
    );
  }

  get count(): number {
    return this.#entries.length;
  }

  get entries(): readonly Reject[] {
    return this.#entries;
  }

  /** How often each reason occurs, the most frequent first. */
  byReason(): readonly RejectCount[] {
    const counts = new Map<string, { reason: string; left: 'row' | 'value'; count: number }>();
    for (const { reason, left, count = 1 } of this.#entries) {
      const key = `${left} ${reason}`;
      const known = counts.get(key) ?? { reason, left, count: 0 };
      known.count += count;
      counts.set(key, known);
    }
    return [...counts.values()].sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  }

  /** `rejected.csv`. */
  toCsv(): string {
    const head = csvLine(['file', 'row', 'line', 'column', 'value', 'reason', 'left_out']);
    const lines = this.#entries.map(({ file, row, line, column, value, reason, left, count = 1 }) => {
      const told = count === 1 ? reason : `${reason} (${count} records)`;
      return csvLine([file, row, line, column, value, told, left]);
    });
    return head + lines.join('');
  }
}
