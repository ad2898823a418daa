import {
  createServer as createPlain,
  type IncomingMessage,
  type RequestListener,
  type Server
} from 'node:http';
import { createServer as createTls } from 'node:https';
import sirv from 'sirv';
import { caseHandler, type ServedCase } from './cases.ts';

export interface ServerOptions {
  /** Folder of the built page. */
  readonly site: string;
  readonly cases: readonly ServedCase[];
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
}

const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // The page carries its own policy; what only a header can say stands here.
  'Content-Security-Policy': "frame-ancestors 'self'"
};

/** Serves the page and the cases, with byte ranges, ETags and gzip where it was prepared. Resolves when it answers. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const listener = requestListener(options);
  const server = options.tls === null ? createPlain(listener) : createTls({ ...options.tls }, listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return server;
}

function requestListener({ site, cases, host }: ServerOptions): RequestListener {
  const page = sirv(site, {
    etag: true,
    gzip: true,
    dotfiles: false,
    setHeaders: (response, path) => {
      // Names under immutable/ hold a hash of the content.
      const forever = path.includes('/immutable/');
      response.setHeader('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    }
  });
  const data = caseHandler(() => cases);
  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return end(405, 'Only GET and HEAD are answered.');
    if (!isOwnHost(request, host))
      return end(421, `This server does not answer for the host ${request.headers.host ?? ''}.`);
    data(request, response, () => page(request, response, () => end(404, 'Not found')));

    function end(status: number, text: string): void {
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`${text}\n`);
    }
  };
}

/**
 * Bound to loopback, only loopback names are answered: else a foreign page could point its own name at this machine
 * (DNS rebinding) and read the case.
 */
function isOwnHost(request: IncomingMessage, host: string): boolean {
  if (!['127.0.0.1', 'localhost', '::1'].includes(host)) return true;
  const name = (request.headers.host ?? '').replace(/:\d+$/, '');
  return ['127.0.0.1', 'localhost', '[::1]'].includes(name);
}
