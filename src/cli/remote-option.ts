import type { ServerAccess } from '../lib/prepare/clickhouse/server.ts';
import { numberOption, textOption, UsageError, type CommandArgs } from './command.ts';

/** Names in the environment that say who asks; what stands on the command line, every user of the machine can read. */
const ENVIRONMENT = {
  user: 'CASEWALL_CLICKHOUSE_USER',
  password: 'CASEWALL_CLICKHOUSE_PASSWORD',
  database: 'CASEWALL_CLICKHOUSE_DATABASE',
  ca: 'CASEWALL_CLICKHOUSE_CA',
  cert: 'CASEWALL_CLICKHOUSE_CERT',
  key: 'CASEWALL_CLICKHOUSE_KEY'
} as const;

/** Seconds that a query may take where nothing is said: one reduces a day. */
const TIMEOUT = 1800;

/** The ClickHouse server of `--engine clickhouse`; undefined for the engine that is built in. */
export function remoteOption(args: CommandArgs): ServerAccess | undefined {
  const engine = textOption(args, 'engine') ?? 'duckdb';
  const url = textOption(args, 'url');
  if (engine !== 'duckdb' && engine !== 'clickhouse')
    throw new UsageError(`--engine is duckdb or clickhouse, not "${engine}".`);
  if (engine === 'duckdb') {
    const stray = ['url', 'timeout'].find((name) => args.values[name] !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray} goes with --engine clickhouse.`);
    return undefined;
  }
  if (url === undefined)
    throw new UsageError('--url is missing: the HTTP address of ClickHouse, e.g. https://host:8443');
  const from = (name: keyof typeof ENVIRONMENT) => process.env[ENVIRONMENT[name]] ?? null;
  return {
    url: plainUrl(url),
    user: from('user') ?? 'default',
    password: from('password') ?? '',
    database: from('database') ?? 'default',
    ca: from('ca'),
    cert: from('cert'),
    key: from('key'),
    timeoutMs: numberOption(args, 'timeout', TIMEOUT, 1, 86_400) * 1000
  };
}

function plainUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new UsageError(`--url wants an address that begins with http:// or https://, not "${text}".`);
  if (url.username !== '' || url.password !== '')
    throw new UsageError(
      `--url must not hold a password: set ${ENVIRONMENT.user} and ${ENVIRONMENT.password} in the environment.`
    );
  return text;
}
