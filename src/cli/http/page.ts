import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PAGE_POLICY } from './policy.ts';
import { findBelow, sendFile, sendText, type FoundFile } from './send-file.ts';

/** Files that the build may lay a gzip copy beside, and what they are: the copy's own name would say gzip. */
const GZIPPED: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8'
};

/** Sends the file of the built page at a decoded path. Files are looked up each time: a build may replace them. */
export async function sendPage(
  site: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  const plain = await pageFile(site, path);
  if (plain === null) return sendText(response, 404, 'Not found');
  // Names under immutable/ hold a hash of the content.
  const forever = plain.path.startsWith('_app/immutable/');
  response.setHeader('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (extname(plain.path) === '.html') response.setHeader('Content-Security-Policy', PAGE_POLICY);
  const type = GZIPPED[extname(plain.path)];
  if (type === undefined) return sendFile(request, response, plain);
  response.setHeader('Content-Type', type);
  response.setHeader('Vary', 'Accept-Encoding');
  const copy = wantsGzip(request) ? await gzipCopy(plain) : null;
  if (copy !== null) response.setHeader('Content-Encoding', 'gzip');
  return sendFile(request, response, copy ?? plain);
}

/** `/` is index.html, and `/methods` is methods.html, as SvelteKit writes pages. */
async function pageFile(site: string, path: string): Promise<FoundFile | null> {
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.some((segment) => segment.startsWith('.') || segment.includes('\\'))) return null;
  const name = segments.join('/');
  const names = name === '' ? ['index.html'] : [name, `${name}.html`, `${name}/index.html`];
  for (const candidate of names) {
    const found = await findBelow(site, candidate);
    if (found !== null && (await fileTime(found)) !== null) return found;
  }
  return null;
}

/** The gzip copy, unless the file was written anew after it. */
async function gzipCopy(plain: FoundFile): Promise<FoundFile | null> {
  const copy = await findBelow(plain.folder, `${plain.path}.gz`);
  if (copy === null) return null;
  const [written, packed] = await Promise.all([fileTime(plain), fileTime(copy)]);
  return written !== null && packed !== null && packed >= written ? copy : null;
}

async function fileTime({ folder, path }: FoundFile): Promise<number | null> {
  const found = await stat(join(folder, path)).catch(() => null);
  return found?.isFile() ? found.mtimeMs : null;
}

/** A range counts the bytes of what is sent, so a file asked for in ranges goes out as it is. */
function wantsGzip({ headers }: IncomingMessage): boolean {
  if (headers.range !== undefined) return false;
  const offers = String(headers['accept-encoding'] ?? '').split(',');
  return offers.some((offer) => /^\s*gzip\s*(;\s*q=(1|0\.\d*[1-9])[\d.]*)?\s*$/i.test(offer));
}
