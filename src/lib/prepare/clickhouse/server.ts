import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { CaseFailure } from '../../domain/failure.ts';
import { recordFailure } from '../messages/failures.ts';
import { isTransient, serverFailure } from './server-failure.ts';
import { cellsOfLine, chText } from './text.ts';

/** How a ClickHouse server is reached. Credentials come from the environment, never from the command line. */
export interface ServerAccess {
  /** `http://` or `https://`, without credentials. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Files of PEM text: the authority that the server's certificate is from, and a certificate of ours with its key. */
  readonly ca: string | null;
  readonly cert: string | null;
  readonly key: string | null;
  /** Of one query. */
  readonly timeoutMs: number;
}

/** A ClickHouse server that answers whole or not at all. */
export interface Server {
  /** Rows of text of a SELECT; null where a value is missing. */
  ask(query: string): Promise<readonly (readonly (string | null)[])[]>;
  /** Writes the rows of a SELECT to a file, as TabSeparated. */
  toFile(query: string, file: string): Promise<void>;
  /** Whether the server knows the function. */
  hasFunction(name: string): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Settings under which a smaller answer cannot pass for the whole: a profile of the server may have set them otherwise.
 * Those that a version does not know are left out.
 */
const GUARDS: Readonly<Record<string, string>> = {
  skip_unavailable_shards: '0',
  max_parallel_replicas: '1',
  ...Object.fromEntries(
    ['distinct', 'group_by', 'join', 'read', 'read_leaf', 'result', 'set', 'sort', 'timeout', 'transfer'].map(
      (what) => [what === 'timeout' ? 'timeout_overflow_mode' : `${what}_overflow_mode`, 'throw']
    )
  ),
  timeout_overflow_mode_leaf: 'throw',
  limit: '0',
  offset: '0',
  use_query_cache: '0',
  partial_result_on_first_cancel: '0',
  // What WITH ROLLUP adds up over is told by a 0.
  group_by_use_nulls: '0'
};

/** Settings that a query needs besides: long lists of places, the order of arguments, an end with its client. */
const COMFORTS: Readonly<Record<string, string>> = {
  max_query_size: '268435456',
  max_ast_elements: '10000000',
  max_expanded_ast_elements: '10000000',
  geotoh3_argument_order: 'lon_lat',
  cancel_http_readonly_queries_on_client_close: '1'
};

/** Milliseconds before a query that failed for want of a connection is asked again. */
const WAITS = [500, 2000];

/** Connects, and makes sure of the settings. Throws CaseFailure with what to do where that does not go well. */
export async function openServer(access: ServerAccess): Promise<Server> {
  const client = createClient({
    url: access.url,
    username: access.user,
    password: access.password,
    database: access.database,
    request_timeout: access.timeoutMs,
    application: 'casewall',
    log: { level: ClickHouseLogLevel.OFF },
    ...(await tlsOf(access))
  });
  try {
    const settings = await safeSettings(client, access);
    const ask = (query: string) =>
      retried(access, async () => rowsOf(await text(await answer(client, query, settings))));
    return {
      ask,
      toFile: (query, file) =>
        retried(access, async () => pipeline(await answer(client, query, settings), createWriteStream(file))),
      hasFunction: async (name) =>
        (await ask(`SELECT count() FROM system.functions WHERE name = ${chText(name)}`))[0][0] !== '0',
      close: () => client.close()
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** The server holds the answer back until it is complete, so that a shard that dies meanwhile is an error. */
async function answer(client: ClickHouseClient, query: string, settings: Readonly<Record<string, string>>) {
  const clickhouse_settings = { ...settings, wait_end_of_query: 1 as const };
  return (await client.exec({ query: `${query}\nFORMAT TabSeparated`, clickhouse_settings })).stream;
}

function rowsOf(body: string): (string | null)[][] {
  return body === '' ? [] : body.replace(/\n$/, '').split('\n').map(cellsOfLine);
}

async function retried<T>(access: ServerAccess, work: () => Promise<T>): Promise<T> {
  for (const wait of [...WAITS, null]) {
    try {
      return await work();
    } catch (error) {
      if (wait === null || !isTransient(error)) throw serverFailure(error, access);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  throw new RangeError('No attempt was made');
}

/** The guards and comforts that this version knows, once it is certain that they hold. */
async function safeSettings(
  client: ClickHouseClient,
  access: ServerAccess
): Promise<Readonly<Record<string, string>>> {
  const read = async (settings: Readonly<Record<string, string>>) => {
    const query = 'SELECT name, value FROM system.settings';
    const rows = await retried(access, async () => rowsOf(await text(await answer(client, query, settings))));
    return new Map(rows.map(([name, value]) => [name ?? '', value ?? '']));
  };
  const known = await read({});
  const wanted = Object.entries({ ...GUARDS, ...COMFORTS }).filter(([name]) => known.has(name));
  const settings = Object.fromEntries(wanted);
  const held = await read(settings);
  for (const [name, value] of Object.entries(GUARDS)) {
    if (!known.has(name) || held.get(name) === value) continue;
    throw recordFailure(
      'cluster-settings',
      `The server keeps ${name} at ${held.get(name)}: a part of the records could be left out unnoticed.`,
      'Let the profile of the user change this setting.'
    );
  }
  return settings;
}

async function tlsOf({ url, ca, cert, key }: ServerAccess) {
  if (!url.startsWith('https:')) return {};
  const read = async (file: string): Promise<Buffer> =>
    readFile(file).catch((error: Error) => {
      throw recordFailure('cluster-tls', `${file} cannot be read: ${error.message}.`, 'Check the path.');
    });
  if (cert !== null && key !== null) {
    if (ca === null) throw needsAuthority();
    return { tls: { ca_cert: await read(ca), cert: await read(cert), key: await read(key) } };
  }
  return ca === null ? {} : { tls: { ca_cert: await read(ca) } };
}

function needsAuthority(): CaseFailure {
  return recordFailure(
    'cluster-tls',
    'A certificate of ours wants the authority of the server too.',
    'Name its file in CASEWALL_CLICKHOUSE_CA.'
  );
}
