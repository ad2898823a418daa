import { QueryFailure } from './engine.ts';

/** The absolute URL; throws QueryFailure where it leads to another origin, to which nothing may go. */
export function ownOrigin(name: string, url: string): string {
  const absolute = new URL(url, globalThis.location.href);
  if (absolute.origin !== globalThis.location.origin) {
    throw new QueryFailure(
      `File ${name} is at ${absolute.origin}, and no request leaves ${globalThis.location.origin}: serve it from here`,
      ''
    );
  }
  return absolute.href;
}

/**
 * Asks whether a file is served and holds anything, and gives its content type ('' if none is said). Throws
 * QueryFailure that names the file; throws the signal's reason if it is aborted.
 */
export async function checkServed(name: string, url: string, signal?: AbortSignal): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, { method: 'HEAD', signal: signal ?? null });
    // Empty; unless it is read, Chromium counts the request as aborted.
    await response.arrayBuffer();
  } catch (error) {
    signal?.throwIfAborted();
    throw new QueryFailure(`File ${name} cannot be reached at ${url}: is the server still running?`, '', {
      cause: error
    });
  }
  if (!response.ok) {
    throw new QueryFailure(
      `File ${name} is missing: ${url} answers ${response.status} ${response.statusText}`.trim(),
      ''
    );
  }
  const contentType = response.headers.get('content-type') ?? '';
  // Many servers answer a missing file with their start page.
  if (contentType.startsWith('text/html')) {
    throw new QueryFailure(`File ${name} is missing: ${url} answers with a web page`, '');
  }
  if (response.headers.get('content-length') === '0')
    throw new QueryFailure(`File ${name} is empty (${url})`, '');
  return contentType;
}

/** DuckDB-WASM counts the bytes of a file in 31 bits. */
const MOST_BYTES = 2 ** 31 - 1;

export function checkSize(name: string, bytes: number): void {
  if (bytes === 0) throw new QueryFailure(`File ${name} is empty`, '');
  if (bytes > MOST_BYTES) {
    throw new QueryFailure(
      `File ${name} holds ${(bytes / 2 ** 30).toFixed(1)} GiB, and a browser reads up to 2 GiB: split it`,
      ''
    );
  }
}
