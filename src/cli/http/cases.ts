import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import sirv from 'sirv';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface ServedCase {
  /** Last part of the folder's name; the address of the case. */
  readonly id: string;
  readonly folder: string;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** The cases to serve, by folder. Throws an Error that names the folder and the remedy. */
export async function servedCases(folders: readonly string[]): Promise<readonly ServedCase[]> {
  const cases: ServedCase[] = [];
  for (const given of folders) {
    const folder = resolve(given);
    const found = await stat(join(folder, 'case.json')).catch(() => null);
    if (found === null)
      throw new Error(
        `${given} holds no case.json. Give the folder of a case, as casewall demo or casewall prepare writes it.`
      );
    const id = basename(folder);
    if (cases.some((other) => other.id === id))
      throw new Error(`Two case folders are called "${id}". Rename one of them.`);
    cases.push({ id, folder });
  }
  return cases;
}

/** Answers below `/cases/`: the list, and the files of each case with byte ranges. `cases` is asked on every request. */
export function caseHandler(cases: () => readonly ServedCase[]): Handler {
  const folders = new Map<string, Handler>();
  return (request, response, next) => {
    const url = request.url ?? '/';
    const match = /^\/cases\/([^/?#]+)(\/[^?#]*)?/.exec(url);
    if (match === null) return next();
    const name = decodeName(match[1] as string);
    if (name === 'index.json' && match[2] === undefined) return void sendList(cases(), response);
    const served = cases().find((entry) => entry.id === name);
    if (served === undefined || match[2] === undefined) return notFound(response);
    let files = folders.get(served.folder);
    if (files === undefined) {
      // `dev`: files are looked up on each request, since a case may be written anew while it is served.
      files = sirv(served.folder, { dev: true, etag: true, dotfiles: false });
      folders.set(served.folder, files);
    }
    const original = request.url;
    request.url = match[2];
    response.setHeader('Cache-Control', 'no-cache');
    files(request, response, () => {
      request.url = original;
      notFound(response);
    });
  };
}

function decodeName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

async function sendList(cases: readonly ServedCase[], response: ServerResponse): Promise<void> {
  const list = await Promise.all(cases.map(async ({ id, folder }) => ({ id, ...(await titleOf(folder)) })));
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache' });
  response.end(JSON.stringify(list));
}

/** Title and mark of a case; an unreadable manifest still lists the case, and opening it tells what is wrong. */
async function titleOf(folder: string): Promise<{ title: string; synthetic: boolean }> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'case.json'), 'utf8'));
    const record = manifest as { title?: unknown; synthetic?: unknown };
    return {
      title: typeof record.title === 'string' ? record.title : basename(folder),
      synthetic: record.synthetic === true
    };
  } catch {
    return { title: basename(folder), synthetic: false };
  }
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end('Not found\n');
}
