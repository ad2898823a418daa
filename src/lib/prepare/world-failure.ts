import { CaseFailure } from '../domain/failure.ts';
import { QueryFailure } from '../engine/engine.ts';

/** What to tell of an error that is the machine's and not the data's; the error itself where it is neither. */
export function worldFailure(error: unknown, kept: string | null): unknown {
  const words = error instanceof QueryFailure ? error.reason : '';
  const code = (error as { code?: unknown } | null)?.code;
  const again =
    kept === null
      ? 'Then run the same command again.'
      : `Then run the same command again: what is finished is kept in ${kept}.`;
  if (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    /no space left|disk quota|max_temp_directory_size/i.test(words)
  ) {
    return told(
      'disk-full',
      'The disk is full.',
      `Free some room, or choose another disk behind --out. ${again}`
    );
  }
  if (
    code === 'EACCES' ||
    code === 'EPERM' ||
    code === 'EROFS' ||
    /permission denied|read-only file/i.test(words)
  ) {
    const where = pathOf(error) ?? /"([^"]+)"/.exec(words)?.[1] ?? '';
    return told(
      'no-rights',
      `There is no right to write${where === '' ? '' : ` to ${where}`}.`,
      `Choose another folder behind --out, or get the right. ${again}`
    );
  }
  if (/out of memory/i.test(words)) {
    return told(
      'memory-short',
      `The memory does not suffice (${words.split('\n')[0]}).`,
      `Give more behind --memory, or fewer engines behind --threads. ${again}`
    );
  }
  return error;
}

function pathOf(error: unknown): string | null {
  const path = (error as { path?: unknown } | null)?.path;
  return typeof path === 'string' ? path : null;
}

function told(code: string, message: string, remedy: string): CaseFailure {
  return new CaseFailure([{ code, severity: 'error', message, remedy }]);
}
