import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ServerResponse } from 'node:http';
import { MANIFEST_FILE } from '../../lib/domain/case.ts';
import { caseFiles } from './case-files.ts';
import { findBelow, sendFile, sendText, type Handler } from './send-file.ts';

export interface ServedCase {
  /** Last part of the folder's name; the address of the case. */
  readonly id: string;
  readonly folder: string;
}

/** The cases to serve, by folder. Throws an Error that names the folder and the remedy. */
export async function servedCases(folders: readonly string[]): Promise<readonly ServedCase[]> {
  const cases: ServedCase[] = [];
  for (const given of folders) {
    const folder = resolve(given);
    const found = await stat(join(folder, MANIFEST_FILE)).catch(() => null);
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

/** Answers for what lies below `/cases/`, by decoded path: the list, and the files of each case with byte ranges. */
export function caseHandler(cases: readonly ServedCase[]): (path: string) => Handler | null {
  const served = new Map(cases.map(({ id, folder }) => [id, caseFiles(folder)]));
  return (path) => {
    if (path === '/cases/index.json') return (_request, response) => sendList(cases, response);
    const match = /^\/cases\/([^/]+)\/(.+)$/s.exec(path);
    if (match === null) return null;
    const [, id = '', name = ''] = match;
    return async (request, response) => {
      const file = await served.get(id)?.(name);
      if (file === null || file === undefined) return sendText(response, 404, 'Not found');
      response.setHeader('Cache-Control', 'no-cache');
      return sendFile(request, response, file);
    };
  };
}

async function sendList(cases: readonly ServedCase[], response: ServerResponse): Promise<void> {
  const list = await Promise.all(cases.map(async ({ id, folder }) => ({ id, ...(await titleOf(folder)) })));
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache' });
  response.end(JSON.stringify(list));
}

/** Title and mark of a case; an unreadable manifest still lists the case, and opening it tells what is wrong. */
async function titleOf(folder: string): Promise<{ title: string; synthetic: boolean }> {
  const untitled = { title: basename(folder), synthetic: false };
  try {
    const found = await findBelow(folder, MANIFEST_FILE);
    if (found === null) return untitled;
    const manifest: unknown = JSON.parse(await readFile(join(found.folder, found.path), 'utf8'));
    const record = manifest as { title?: unknown; synthetic?: unknown };
    return {
      title: typeof record.title === 'string' ? record.title : untitled.title,
      synthetic: record.synthetic === true
    };
  } catch {
    return untitled;
  }
}
