import type { LogStore } from './analysis-log.ts';

/** The browser's own store; null where it is forbidden, which throws on sight. */
export function browserStore(open: () => LogStore): LogStore | null {
  try {
    return open();
  } catch {
    return null;
  }
}
