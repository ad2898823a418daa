import { realpath } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAbsolute, join, relative, sep } from 'node:path';
import send from 'send';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A file that was found below the folder it is served from. Both paths are real: no symbolic link is left in them. */
export interface FoundFile {
  readonly folder: string;
  /** Below `folder`, with forward slashes. */
  readonly path: string;
}

/**
 * The file at `path` (forward slashes) below `folder`, or null where there is none or where a symbolic link leads out.
 * The folder itself may be reached through a link: it was chosen by whoever started the server.
 */
export async function findBelow(folder: string, path: string): Promise<FoundFile | null> {
  try {
    const root = await realpath(folder);
    const inside = relative(root, await realpath(join(root, ...path.split('/'))));
    if (inside === '' || isAbsolute(inside) || inside.split(sep)[0] === '..') return null;
    return { folder: root, path: inside.split(sep).join('/') };
  } catch {
    // Absent, unreadable, too long, or a NUL in the name: for the asker there is no such file.
    return null;
  }
}

/** Sends a file with ETag, byte ranges and conditional answers. Headers set before are kept; nothing throws. */
export function sendFile(request: IncomingMessage, response: ServerResponse, file: FoundFile): Promise<void> {
  const address = file.path.split('/').map(encodeURIComponent).join('/');
  return new Promise((resolve) => {
    response.once('close', resolve);
    send(request, address, { root: file.folder, dotfiles: 'ignore', index: false, cacheControl: false })
      .on('directory', () => sendText(response, 404, 'Not found'))
      .on('error', (error: Error & { status?: number }) => {
        // Half a file was sent: only a broken connection says so.
        if (response.headersSent) response.destroy();
        else sendText(response, error.status ?? 500, errorText(error.status));
      })
      .pipe(response);
  });
}

function errorText(status: number | undefined): string {
  if (status === 404) return 'Not found';
  if (status === 412) return 'The file has changed.';
  if (status === 416) return 'The file has no such bytes.';
  return 'The file cannot be read.';
}

/** A short answer in plain text. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  // What was set for the file does not hold for this text.
  for (const name of ['Content-Encoding', 'Content-Length', 'ETag', 'Last-Modified'])
    response.removeHeader(name);
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-cache'
  });
  response.end(`${text}\n`);
}
