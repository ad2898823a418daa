import { createServer, connect, type AddressInfo, type Server } from 'node:net';

export interface CountingProxy {
  readonly url: string;
  /** Bytes sent to the browser from one moment to another (Date.now()), headers included, as compressed as they went. */
  bytesBetween(from: number, to: number): number;
  close(): void;
}

/** Stands before a server and counts what it sends, to the byte and the millisecond. */
export async function countingProxy(target: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(target);
  const log: { readonly time: number; readonly bytes: number }[] = [];
  const server: Server = createServer((browser) => {
    const upstream = connect(Number(port), hostname);
    upstream.on('data', (chunk) => {
      log.push({ time: Date.now(), bytes: chunk.length });
      // Only as fast as the browser takes it: what waits here is not counted yet.
      if (!browser.write(chunk)) upstream.pause();
    });
    browser.on('drain', () => upstream.resume());
    browser.pipe(upstream);
    upstream.on('end', () => browser.end());
    for (const end of [browser, upstream])
      end.on('error', () => {
        browser.destroy();
        upstream.destroy();
      });
    browser.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytesBetween: (from, to) =>
      log.reduce((sum, { time, bytes }) => sum + (time >= from && time <= to ? bytes : 0), 0),
    close: () => server.close()
  };
}
