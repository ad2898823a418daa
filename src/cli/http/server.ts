import { createServer as createPlain, type RequestListener, type Server } from 'node:http';
import { createServer as createTls } from 'node:https';
import { caseHandler, type ServedCase } from './cases.ts';
import { isLoopback, isOwnHost } from './host.ts';
import { sendPage } from './page.ts';
import { COMMON_HEADERS, FILE_POLICY } from './policy.ts';
import { sendText } from './send-file.ts';

export interface ServerOptions {
  /** Folder of the built page. */
  readonly site: string;
  readonly cases: readonly ServedCase[];
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
}

/** Serves the page and the cases, with byte ranges, ETags and gzip where it was prepared. Resolves when it answers. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const server = options.tls === null ? createPlain() : createTls(options.tls);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const bound = server.address();
  const onlyHere = typeof bound === 'object' && bound !== null && isLoopback(bound.address);
  server.on('request', requestListener(options, onlyHere));
  return server;
}

function requestListener({ site, cases, host }: ServerOptions, onlyHere: boolean): RequestListener {
  const caseAt = caseHandler(cases);
  return (request, response) => {
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', FILE_POLICY);
    if (onlyHere && !isOwnHost(request.headers.host, host)) {
      const name = request.headers.host ?? '';
      return sendText(response, 421, `This server does not answer for the host ${name}.`);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return sendText(response, 405, 'Only GET and HEAD are answered.');
    }
    const path = decodedPath(request.url ?? '/');
    if (path === null) return sendText(response, 400, 'The address cannot be read.');
    const answered = caseAt(path)?.(request, response) ?? sendPage(site, path, request, response);
    answered.catch(() => {
      // One request that cannot be answered must not end the server.
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'The request cannot be answered.');
    });
  };
}

/** The path of a request without query, percent escapes read; null where it is none. */
function decodedPath(url: string): string | null {
  if (!url.startsWith('/')) return null;
  try {
    return decodeURIComponent(url.replace(/[?#].*$/s, ''));
  } catch {
    return null;
  }
}
