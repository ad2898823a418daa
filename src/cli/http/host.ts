const LOOPBACK_NAME = /^(localhost\.?|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Whether an address that a server is bound to answers only this machine. */
export function isLoopback(address: string): boolean {
  return /^(::ffff:)?127\./i.test(address) || address === '::1';
}

/**
 * Bound to loopback, only loopback names are answered, and `chosen`, what --host said: else a foreign page could point
 * its own name at this machine (DNS rebinding) and read the case. `header` is the Host of the request.
 */
export function isOwnHost(header: string | undefined, chosen: string): boolean {
  const name = (header ?? '').toLowerCase().replace(/:\d*$/, '');
  return LOOPBACK_NAME.test(name) || (name !== '' && name === chosen.toLowerCase());
}
