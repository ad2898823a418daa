/**
 * The fragment of the entry before (-1) or after (1) the present one in the browser's history, as far as it is of this
 * page. Null: there is none. Undefined: this browser has no Navigation API and does not tell.
 */
export function historyNeighbour(by: -1 | 1): string | null | undefined {
  if (!('navigation' in window)) return undefined;
  const { navigation } = window;
  const at = navigation.currentEntry?.index ?? -1;
  const address = at < 0 ? null : navigation.entries()[at + by]?.url;
  if (address === null || address === undefined) return null;
  const { pathname, hash } = new URL(address);
  return pathname === location.pathname ? hash.slice(1) : null;
}
