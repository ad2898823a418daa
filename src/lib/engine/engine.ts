import type { Columns } from '../domain/columns.ts';
import type { Sql } from '../sql/sql.ts';

/** What a table is read from: a URL with byte ranges, a file on the reader's disk, or bytes in memory. */
export type FileSource = { readonly url: string } | { readonly file: File } | { readonly bytes: Uint8Array };

/**
 * One interface, two engines: DuckDB-WASM in the browser, native DuckDB on the command line.
 * Queries of one engine run one after another, in the order of the calls. What a column may hold is written down at
 * Columns: whole numbers of 64 bits and more, decimals, dates and times are refused, with the cast to write.
 */
export interface Engine {
  /**
   * Runs one statement (never several) and gives all of its rows; none for CREATE, COPY, INSERT, SET and the like.
   * Throws QueryFailure (with the SQL) on any error, run-time errors included; throws the signal's reason if it is
   * aborted before the answer is there, and then the answer is never delivered.
   */
  run(sql: Sql, signal?: AbortSignal): Promise<Columns>;
  /**
   * Makes a file readable in SQL and gives the path to write there, which names the file in every message:
   * ``const path = await engine.register('events.parquet', { url }); engine.run(sql`SELECT id FROM read_parquet(${path})`)``.
   * `name` is the file's path inside the case folder (forward slashes). In the browser the path is the name; natively
   * it is absolute, so that no file of the working folder can be read instead. The same name again replaces the file.
   * Throws QueryFailure, naming the file, if it is missing, empty or elsewhere than allowed; what is inside is
   * looked at by the first query.
   */
  register(name: string, source: FileSource, signal?: AbortSignal): Promise<string>;
  /** Forgets a registered file and frees the memory of its bytes; tables made from it stay. */
  release(name: string): Promise<void>;
  /** Ends the engine: what is running or waiting, and every later call, fails with QueryFailure. */
  close(): Promise<void>;
}

/** A query or a file that failed in the engine. */
export class QueryFailure extends Error {
  constructor(
    /** The engine's own words, without the SQL. */
    readonly reason: string,
    /** The statement; empty where the failure is not that of a statement (a missing file, a stopped engine). */
    readonly sql: string,
    options?: ErrorOptions
  ) {
    super(sql === '' ? reason : `${reason}\nSQL: ${sql}`, options);
    this.name = 'QueryFailure';
  }
}
