import ehWasm from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import mvpWasm from '@duckdb/duckdb-wasm/dist/duckdb-mvp.wasm?url';
import ehWorker from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import mvpWorker from '@duckdb/duckdb-wasm/dist/duckdb-browser-mvp.worker.js?url';
import type { Columns } from '../domain/columns.ts';
import type { Sql } from '../sql/sql.ts';
import { columnsFromArrow } from './arrow.ts';
import { NO_COLUMNS } from './columns.ts';
import { QueryFailure, type Engine, type FileSource } from './engine.ts';
import { makeQueue } from './queue.ts';
import { checkServed, checkSize, ownOrigin } from './served-file.ts';
import { answersRows } from './statement.ts';
import { LinkBroken, linkTo, type WorkerLink } from './worker-link.ts';

export interface WasmOptions {
  /** Called once if the engine stops by itself; runs under way and later ones fail. Open a new one and load again. */
  readonly onDeath?: (failure: QueryFailure) => void;
  /** How the worker is started; tests put in one that they can break. */
  readonly startWorker?: (url: string) => Worker;
}

/**
 * DuckDB-WASM 1.28.0 in a worker of its own, in memory. Everything comes from the page's own origin; the engine
 * itself is 4.2 MB gzipped and takes about half a second to open. Throws QueryFailure if it cannot be loaded.
 *
 * It is DuckDB 0.9.1 with Parquet linked in (later builds fetch it from a foreign host). Times in SQL are written
 * with their seconds; there are no json, icu (zones) and spatial functions.
 */
export async function openWasm(options: WasmOptions = {}): Promise<Engine> {
  // Wasm exceptions make the engine 1.6 times faster; browsers without them get the plain build.
  const hasExceptions = typeof Reflect.get(WebAssembly, 'Exception') === 'function';
  const wasmUrl = ownOrigin('the query engine', hasExceptions ? ehWasm : mvpWasm);
  const workerUrl = ownOrigin('the query engine', hasExceptions ? ehWorker : mvpWorker);
  const startWorker = options.startWorker ?? ((url: string) => new Worker(url));
  const link = linkTo(startWorker(workerUrl), (reason) =>
    options.onDeath?.(new QueryFailure(stopped(reason), ''))
  );
  try {
    await Promise.all([checkWasm(wasmUrl), link.ask('INSTANTIATE', [wasmUrl, null])]);
    await link.ask('OPEN', { path: ':memory:', filesystem: { allowFullHTTPReads: true } });
    return new WasmEngine(link, await link.ask('CONNECT', null));
  } catch (error) {
    link.end('it could not be opened');
    throw failureOf(error, '');
  }
}

/** The worker never answers if the wasm file is missing or not served as such, so that is asked for separately. */
async function checkWasm(url: string): Promise<void> {
  const contentType = await checkServed('the query engine', url);
  if (contentType.startsWith('application/wasm')) return;
  throw new QueryFailure(`The server must serve ${url} as application/wasm, not as "${contentType}"`, '');
}

/** Fetches asked for ahead: the worker works while an answer is on its way. */
const FETCHES_AHEAD = 4;

/** Values of DuckDB-WASM's DuckDBDataProtocol. */
const BROWSER_FILEREADER = 2;
const HTTP = 4;

class WasmEngine implements Engine {
  readonly #queue = makeQueue();

  constructor(
    readonly link: WorkerLink,
    readonly connection: unknown
  ) {}

  async run(sql: Sql, signal?: AbortSignal): Promise<Columns> {
    signal?.throwIfAborted();
    return this.#queue.add(async () => {
      try {
        const messages = await this.#answer(sql.text, signal);
        return messages === null || !answersRows(sql.text) ? NO_COLUMNS : columnsFromArrow(messages);
      } catch (error) {
        throw failureOf(error, sql.text);
      }
    }, signal);
  }

  /**
   * The schema and all record batches, or null if aborted. By the pending-query requests, because the plain RUN_QUERY
   * of 1.28.0 gives an empty result where the query fails while it runs.
   */
  async #answer(text: string, signal: AbortSignal | undefined): Promise<Uint8Array[] | null> {
    let header = await this.link.ask('START_PENDING_QUERY', [this.connection, text]);
    while (!(header instanceof Uint8Array)) {
      if (signal?.aborted === true) {
        await this.link.ask('CANCEL_PENDING_QUERY', this.connection);
        return null;
      }
      // Works for about 0.1 s, then says whether there is an answer.
      header = await this.link.ask('POLL_PENDING_QUERY', this.connection);
    }
    const messages = [header];
    const fetches: Promise<unknown>[] = [];
    // What is not fetched is dropped by the engine when the next query starts.
    while (signal?.aborted !== true) {
      while (fetches.length < FETCHES_AHEAD) {
        const fetched = this.link.ask('FETCH_QUERY_RESULTS', this.connection);
        // The first that fails is told; those asked ahead would fail unheard.
        fetched.catch(() => undefined);
        fetches.push(fetched);
      }
      const batch = await fetches.shift();
      if (!(batch instanceof Uint8Array)) throw new TypeError('The query engine answered without bytes');
      if (batch.length === 0) break;
      messages.push(batch);
    }
    await Promise.all(fetches);
    return messages;
  }

  async register(name: string, source: FileSource, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    const ready = await prepareSource(name, source, signal);
    await this.#queue.add(async () => {
      try {
        await this.link.ask('DROP_FILE', name);
        if ('url' in ready) await this.link.ask('REGISTER_FILE_URL', [name, ready.url, HTTP, false]);
        else if ('file' in ready) {
          await this.link.ask('REGISTER_FILE_HANDLE', [name, ready.file, BROWSER_FILEREADER, false]);
        } else await this.link.ask('REGISTER_FILE_BUFFER', [name, ready.bytes], [ready.bytes.buffer]);
      } catch (error) {
        throw failureOf(error, '', `File ${name} cannot be read: `);
      }
    }, signal);
    return name;
  }

  async release(name: string): Promise<void> {
    await this.#queue.add(async () => {
      try {
        await this.link.ask('DROP_FILE', name);
      } catch (error) {
        throw failureOf(error, '', `File ${name} cannot be released: `);
      }
    });
  }

  async close(): Promise<void> {
    this.link.end('it was closed');
  }
}

/** The source as the worker takes it, found to be there. A missing URL would only be "[object Exception]" later. */
async function prepareSource(
  name: string,
  source: FileSource,
  signal: AbortSignal | undefined
): Promise<{ url: string } | { file: File } | { bytes: Uint8Array<ArrayBuffer> }> {
  if ('url' in source) {
    const url = ownOrigin(name, source.url);
    await checkServed(name, url, signal);
    return { url };
  }
  checkSize(name, 'file' in source ? source.file.size : source.bytes.byteLength);
  // A copy, since the caller's bytes would be gone once handed to the worker.
  return 'file' in source ? { file: source.file } : { bytes: new Uint8Array(source.bytes) };
}

function stopped(reason: string): string {
  return `The query engine has stopped (${reason}): open the case again`;
}

function failureOf(error: unknown, sqlText: string, prefix = ''): QueryFailure {
  if (error instanceof QueryFailure) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new QueryFailure(error instanceof LinkBroken ? stopped(words) : prefix + words, sqlText, {
    cause: error
  });
}
