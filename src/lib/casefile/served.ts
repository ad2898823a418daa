import type { Result } from '../domain/failure.ts';
import { chunksOf, missingFile, unreadableFile, type CaseFiles, type FoundFile } from './access.ts';
import { sha256OfChunks } from './sha256.ts';

/** A case folder on a server. folder: its absolute address, with or without the last slash. */
export function servedFiles(folder: string): CaseFiles {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  const ask = (path: string, init: RequestInit) => answerOf(base, path, init);
  return {
    name: base,
    find: async (path, signal) => {
      const answer = await ask(path, { method: 'HEAD', signal });
      return answer.ok ? { ok: true, value: foundFile(new URL(path, base).href, answer.value) } : answer;
    },
    text: (path, signal) => readBody(path, ask(path, { signal }), (answer) => answer.text()),
    bytes: (path, from, to, signal) => {
      const headers = { range: from < 0 ? `bytes=${from}` : `bytes=${from}-${to - 1}` };
      return readBody(path, ask(path, { signal, headers }), async (answer) => {
        const bytes = new Uint8Array(await answer.arrayBuffer());
        // A server without ranges sends the whole file.
        return answer.status === 206 ? bytes : bytes.slice(from, from < 0 ? bytes.length : to);
      });
    },
    digest: (path, signal) =>
      readBody(path, ask(path, { signal }), (answer) =>
        sha256OfChunks(chunksOf(answer.body ?? new Blob([]).stream()), signal)
      ),
    list: () => Promise.resolve(null)
  };
}

function foundFile(url: string, answer: Response): FoundFile {
  const length = answer.headers.get('content-length');
  // The length of a compressed answer is not that of the file.
  const isPlain = (answer.headers.get('content-encoding') ?? 'identity') === 'identity';
  return { source: { url }, bytes: isPlain && length !== null ? Number(length) : null };
}

async function answerOf(base: string, path: string, init: RequestInit): Promise<Result<Response>> {
  let answer: Response;
  try {
    answer = await fetch(new URL(path, base), init);
  } catch (error) {
    init.signal?.throwIfAborted();
    if (!(error instanceof TypeError)) throw error;
    return unreadableFile(path, `the server at ${base} does not answer`);
  }
  if (answer.status === 404 || answer.status === 410) return missingFile(path, base);
  if (!answer.ok)
    return unreadableFile(path, `the server answers ${answer.status} ${answer.statusText}`.trim());
  // Many servers answer a missing file with their start page.
  if (answer.headers.get('content-type')?.startsWith('text/html') === true) return missingFile(path, base);
  return { ok: true, value: answer };
}

async function readBody<T>(
  path: string,
  asked: Promise<Result<Response>>,
  read: (answer: Response) => Promise<T>
): Promise<Result<T>> {
  const answer = await asked;
  if (!answer.ok) return answer;
  try {
    return { ok: true, value: await read(answer.value) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return unreadableFile(path, 'the connection broke off');
  }
}
