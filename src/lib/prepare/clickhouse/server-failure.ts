import { ClickHouseError } from '@clickhouse/client';
import type { CaseFailure } from '../../domain/failure.ts';
import { recordFailure } from '../messages/failures.ts';

/** What a failure is told with. */
export interface Asked {
  readonly url: string;
  readonly user: string;
}

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'];
const BROKEN_OFF = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'];

/** Codes of ClickHouse: a time limit, too many queries, network trouble, no replica that answers. */
const TRANSIENT = ['3', '32', '159', '202', '203', '209', '210', '279'];
const LOGIN = ['192', '193', '194', '516'];

/** Code of an error that the server told; null where it was not the server. Old ones write it in words only. */
function serverCode(error: unknown): string | null {
  if (error instanceof ClickHouseError) return error.code;
  return error instanceof Error ? (/^Code: (\d+)[.,]/.exec(error.message)?.[1] ?? null) : null;
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** Whether asking the same again may go well: nothing that is asked changes anything. */
export function isTransient(error: unknown): boolean {
  const told = serverCode(error);
  if (told !== null) return TRANSIENT.includes(told);
  return [...UNREACHABLE, ...BROKEN_OFF].includes(codeOf(error)) || isTimeout(error) || isHangUp(error);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && /^timeout/i.test(error.message);
}

function isHangUp(error: unknown): boolean {
  return error instanceof Error && /socket hang up|aborted|premature close/i.test(error.message);
}

function isCertificate(error: unknown): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/.test(codeOf(error));
}

/** The failure that a person can act upon; the error itself where it is none of the server's. */
export function serverFailure(error: unknown, { url, user }: Asked): unknown {
  const told = serverCode(error);
  if (told !== null && error instanceof Error) return ofServer(told, error.message, user);
  const code = codeOf(error);
  if (UNREACHABLE.includes(code)) {
    return recordFailure(
      'cluster-unreachable',
      `Nothing answers at ${url} (${code}).`,
      'Check --url, that the server is running, and that this machine may reach it.'
    );
  }
  if (isCertificate(error)) {
    return recordFailure(
      'cluster-tls',
      `The server at ${url} does not show a certificate that is trusted (${code}).`,
      'Name the file of its authority in CASEWALL_CLICKHOUSE_CA, and use the name that the certificate is for.'
    );
  }
  if (isTimeout(error)) {
    return recordFailure(
      'cluster-slow',
      'The server took too long for a query.',
      'Give more seconds behind --timeout; days that are finished are kept.'
    );
  }
  if (BROKEN_OFF.includes(code) || isHangUp(error)) {
    return recordFailure(
      'cluster-broken-off',
      `The connection to ${url} broke off: the server ended or was restarted.`,
      'Run the same command again when it is up; days that are finished are kept.'
    );
  }
  return error;
}

function ofServer(code: string, message: string, user: string): CaseFailure {
  const words = message
    .split('\n')[0]
    .replace(/^Code: \d+[.,] (e\.displayText\(\) = )?/, '')
    .replace(/, e\.what\(\).*$|[.\s]+$/, '')
    .slice(0, 400);
  if (LOGIN.includes(code)) {
    return recordFailure(
      'cluster-login',
      `The server does not let the user "${user}" in.`,
      'Set CASEWALL_CLICKHOUSE_USER and CASEWALL_CLICKHOUSE_PASSWORD in the environment.'
    );
  }
  if (code === '164') {
    return recordFailure(
      'cluster-readonly',
      `The user "${user}" may not choose settings of a query (${words}), so a shard that is left out would go unnoticed.`,
      'Give the user a profile with readonly = 2: reading only, with settings of its own.'
    );
  }
  if (['60', '81'].includes(code)) {
    return recordFailure('cluster-table', `There is no such table: ${words}.`, 'Name it as database.table.');
  }
  if (TRANSIENT.includes(code)) {
    return recordFailure(
      'cluster-shard',
      `A shard does not answer: ${words}.`,
      'Run the same command again when all shards are up; days that are finished are kept.'
    );
  }
  if (code === '241') {
    return recordFailure(
      'cluster-memory',
      `The server is short of memory: ${words}.`,
      'Raise max_memory_usage for this user, or set max_bytes_before_external_group_by.'
    );
  }
  return recordFailure(
    'cluster-refused',
    `The server refuses a query (code ${code}): ${words}.`,
    'Check the columns in the mapping and the rights of the user.'
  );
}
