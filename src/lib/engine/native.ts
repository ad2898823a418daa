import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import type { Columns } from '../domain/columns.ts';
import type { Sql } from '../sql/sql.ts';
import { NO_COLUMNS } from './columns.ts';
import { QueryFailure, type Engine, type FileSource } from './engine.ts';
import { appendColumns, type AppendedColumn } from './native-append.ts';
import { columnsFromNative } from './native-columns.ts';
import { makeQueue } from './queue.ts';
import { answersRows } from './statement.ts';

export interface NativeOptions {
  /** Worker threads; by default one per core. */
  readonly threads?: number;
  /** Such as `2GB`; by default 80 % of the memory. What does not fit goes to a private temporary folder. */
  readonly memoryLimit?: string;
  /** Folder that the private one is made in, on a disk with room for what does not fit; by default the system's. */
  readonly scratchIn?: string;
}

/** The native engine takes rows that were made in this process as well. */
export interface NativeEngine extends Engine {
  /**
   * Adds rows to the end of a table: as many columns as it has, in its order, all of one length. Throws QueryFailure
   * where the table is missing or a value does not fit.
   */
  append(table: string, columns: readonly AppendedColumn[]): Promise<void>;
}

/**
 * DuckDB in this process, in memory, for the command line and for tests. Opening takes some milliseconds.
 *
 * DuckDB 1.5.6 answers some malformed Parquet files with an internal error after which every query of that engine
 * fails, though DESCRIBE and count(*) passed: look into strange files with an engine opened for each of them.
 */
export async function openNative(options: NativeOptions = {}): Promise<NativeEngine> {
  const scratch = await mkdtemp(join(options.scratchIn ?? tmpdir(), 'casewall-'));
  scratchFolders.add(scratch);
  const instance = await DuckDBInstance.create(':memory:', settings(scratch, options));
  const connection = await instance.connect();
  // Times with a zone are read as UTC, whatever the zone of the machine. At creation this setting is not known yet.
  await connection.run("SET TimeZone = 'UTC'");
  return new DuckDBEngine(instance, connection, scratch);
}

function settings(scratch: string, options: NativeOptions): Record<string, string> {
  return {
    // Case data spilled to disk stays in a folder that only this user can read, not in `.tmp` of the working folder.
    temp_directory: join(scratch, 'spill'),
    // Nothing is ever fetched from a foreign host.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit })
  };
}

const CLOSED = 'The query engine was closed: open a new one';

const scratchFolders = new Set<string>();
process.once('exit', () => {
  for (const folder of scratchFolders) rmSync(folder, { recursive: true, force: true });
});

class DuckDBEngine implements NativeEngine {
  readonly #queue = makeQueue();
  readonly #copies = new Map<string, string>();
  #isClosed = false;

  constructor(
    readonly instance: DuckDBInstance,
    readonly connection: DuckDBConnection,
    readonly scratch: string
  ) {}

  async run(sql: Sql, signal?: AbortSignal): Promise<Columns> {
    signal?.throwIfAborted();
    return this.#queue.add(async () => {
      this.#mustBeOpen(sql.text);
      const interrupt = () => this.connection.interrupt();
      signal?.addEventListener('abort', interrupt, { once: true });
      try {
        return await this.#execute(sql.text, signal);
      } catch (error) {
        throw new QueryFailure(this.#isClosed ? CLOSED : reasonOf(error), sql.text, { cause: error });
      } finally {
        signal?.removeEventListener('abort', interrupt);
      }
    }, signal);
  }

  async #execute(text: string, signal: AbortSignal | undefined): Promise<Columns> {
    const statements = await this.connection.extractStatements(text);
    // DuckDB-WASM takes one statement; what runs here must run there.
    if (statements.count !== 1)
      throw new TypeError(`One statement is run at a time, not ${statements.count}`);
    const statement = await statements.prepare(0);
    try {
      const result = await statement.run();
      return answersRows(text) ? await columnsFromNative(result, signal) : NO_COLUMNS;
    } finally {
      statement.destroySync();
    }
  }

  async append(table: string, columns: readonly AppendedColumn[]): Promise<void> {
    return this.#queue.add(async () => {
      this.#mustBeOpen('');
      try {
        await appendColumns(this.connection, table, columns);
      } catch (error) {
        throw new QueryFailure(`Table ${table}: ${reasonOf(error)}`, '', { cause: error });
      }
    });
  }

  async register(name: string, source: FileSource, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    this.#mustBeOpen('');
    const path = 'url' in source ? localPath(name, source.url) : await this.#copy(name, source);
    const found = await stat(path).catch(() => null);
    signal?.throwIfAborted();
    if (found === null || !found.isFile())
      throw new QueryFailure(`File ${name} is missing: there is no file ${path}`, '');
    if (found.size === 0) throw new QueryFailure(`File ${name} is empty (${path})`, '');
    return path;
  }

  async #copy(
    name: string,
    source: { readonly file: File } | { readonly bytes: Uint8Array }
  ): Promise<string> {
    await this.release(name);
    const bytes = 'bytes' in source ? source.bytes : new Uint8Array(await source.file.arrayBuffer());
    // The name stays readable at the end of the path, for DuckDB's messages.
    const path = join(this.scratch, `${randomUUID()}-${name.replaceAll(/[^\w.=-]+/g, '_')}`);
    await writeFile(path, bytes, { mode: 0o600 });
    this.#copies.set(name, path);
    return path;
  }

  async release(name: string): Promise<void> {
    const path = this.#copies.get(name);
    if (path === undefined) return;
    this.#copies.delete(name);
    await this.#queue.add(() => rm(path, { force: true }));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.connection.interrupt();
    await this.#queue.add(async () => {
      this.connection.closeSync();
      this.instance.closeSync();
    });
    await rm(this.scratch, { recursive: true, force: true });
    scratchFolders.delete(this.scratch);
  }

  #mustBeOpen(sqlText: string): void {
    if (this.#isClosed) throw new QueryFailure(CLOSED, sqlText);
  }
}

function localPath(name: string, url: string): string {
  if (url.startsWith('file:')) return fileURLToPath(url);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(url)) {
    throw new QueryFailure(
      `File ${name} is not on this machine: ${url}. Give the path of a file on disk`,
      ''
    );
  }
  return resolve(url);
}

function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return words.includes('database has been invalidated')
    ? `${words}\nAn earlier query, most likely on a malformed file, broke this engine: open a new one`
    : words;
}
