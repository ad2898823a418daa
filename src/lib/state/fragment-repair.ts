/**
 * The fragment as the reader wrote it. SvelteKit decodes the address on its own and throws at a broken percent escape,
 * which our decoder reads and reports: such an address is repaired before Kit looks at it, and read here. Import this
 * from hooks.client.ts, which runs first.
 */
const written = location.hash.slice(1);
let isRead = false;

/** The fragment to decode: on the first call as it was written. */
export function currentFragment(): string {
  if (isRead) return location.hash.slice(1);
  isRead = true;
  return written;
}

function repair(): void {
  try {
    decodeURIComponent(location.hash);
  } catch {
    history.replaceState(history.state, '', location.hash.replaceAll('%', '%25'));
  }
}

repair();
addEventListener('hashchange', repair, { capture: true });
