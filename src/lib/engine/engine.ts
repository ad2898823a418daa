import type { Columns } from '../domain/columns.ts';
import type { Sql } from '../sql/sql.ts';

/** What a table is read from: a URL with byte ranges, a file on the reader's disk, or bytes in memory. */
export type FileSource = { readonly url: string } | { readonly file: File } | { readonly bytes: Uint8Array };

/**
 * One interface, two engines: DuckDB-WASM in the browser, native DuckDB on the command line.
 * Queries of one engine run one after another, in the order of the calls.
 */
export interface Engine {
  /**
   * Runs one statement and gives all of its rows.
   * Throws QueryFailure (with the SQL) on any error, run-time errors included; throws the signal's reason if it is
   * aborted before the answer is there, and then the answer is never delivered.
   */
  run(sql: Sql, signal?: AbortSignal): Promise<Columns>;
  /** Makes a file readable under `name` in SQL. Throws QueryFailure if it is missing, naming it. */
  register(name: string, source: FileSource, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** A query that failed: the engine's own words, and the statement. */
export class QueryFailure extends Error {
  constructor(
    message: string,
    readonly sql: string,
    options?: ErrorOptions
  ) {
    super(`${message}\nSQL: ${sql}`, options);
    this.name = 'QueryFailure';
  }
}
