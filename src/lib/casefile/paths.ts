/** Longest path that a manifest may name; far above what any system takes for a folder inside a folder. */
const MAX_PATH = 500;

/** Letters and digits of any script; nothing that a URL, a shell or a file system reads as more than a name. */
const SEGMENT = /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}._=+@,-]*$/u;

/**
 * Why a path of a manifest is refused, or null where it is safe to join to the folder or the URL of the case.
 * Percent signs are refused as well: a URL reads `%2e%2e` as `..`.
 */
export function pathProblem(path: string): string | null {
  if (path === '') return 'is empty';
  if (path.length > MAX_PATH) return `is longer than ${MAX_PATH} characters`;
  if (path.startsWith('/')) return 'begins with "/"';
  if (path.includes('\\')) return 'holds a backslash';
  const segments = path.split('/');
  if (segments.some((segment) => segment === '..' || segment === '.')) return 'leaves the folder of the case';
  if (!segments.every((segment) => SEGMENT.test(segment))) return 'holds a character that is not allowed';
  // JSON.parse keeps such a key, but objects made from it would change their own prototype.
  if (segments.includes('__proto__')) return 'holds a name that is not allowed';
  return null;
}

/** Briefings and saved views say how a case is looked at; they are no part of its data or its fingerprint. */
export function isDataFile(path: string): boolean {
  return !path.startsWith('briefings/') && !path.startsWith('views/');
}
