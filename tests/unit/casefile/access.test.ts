import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { folderFiles } from '../../../src/cli/folder-files.ts';
import { chosenFiles, type CaseFiles } from '../../../src/lib/casefile/access.ts';
import { servedFiles } from '../../../src/lib/casefile/served.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const TEXT = 'Łódź: 0123456789';
const BYTES = new TextEncoder().encode(TEXT);
const HEX = createHash('sha256').update(BYTES).digest('hex');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of our own on this machine, closed when the test ends; gives the address of its folder. */
async function serve(answer: Answer): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/cases/x`;
}

/** Serves items.parquet, with byte ranges or without. */
function oneFile(withRanges: boolean): Answer {
  return (request, response) => {
    if (request.url !== '/cases/x/items.parquet') return response.writeHead(404).end();
    const match = withRanges ? /^bytes=(?:(\d+)-(\d+)|-(\d+))$/.exec(request.headers.range ?? '') : null;
    if (match === null) {
      response.writeHead(200, { 'content-length': BYTES.length });
      return response.end(request.method === 'HEAD' ? undefined : BYTES);
    }
    const part = match[3]
      ? BYTES.slice(-Number(match[3]))
      : BYTES.slice(Number(match[1]), Number(match[2]) + 1);
    return response.writeHead(206, { 'content-length': part.length }).end(part);
  };
}

const kinds: readonly (readonly [string, () => Promise<CaseFiles>])[] = [
  ['a server with ranges', async () => servedFiles(await serve(oneFile(true)))],
  ['a server without ranges', async () => servedFiles(`${await serve(oneFile(false))}/`)],
  ['chosen files', async () => chosenFiles(new Map([['items.parquet', new File([BYTES], 'items.parquet')]]))],
  [
    'a folder on disk',
    async () => {
      const folder = await scratchFolder();
      await writeFile(path.join(folder, 'items.parquet'), BYTES);
      return folderFiles(folder);
    }
  ]
];

describe.each(kinds)('%s', (_, make) => {
  test('gives text, size, parts and hash of a file', async () => {
    const files = await make();
    expect(await files.text('items.parquet')).toEqual({ ok: true, value: TEXT });
    expect(await files.find('items.parquet')).toMatchObject({ ok: true, value: { bytes: BYTES.length } });
    expect(await files.digest('items.parquet')).toEqual({
      ok: true,
      value: { bytes: BYTES.length, hex: HEX }
    });
    const part = async (from: number, to: number) => {
      const read = await files.bytes('items.parquet', from, to);
      return read.ok ? [...read.value] : read.failures;
    };
    expect(await part(0, 4)).toEqual([...BYTES.slice(0, 4)]);
    expect(await part(3, 6)).toEqual([...BYTES.slice(3, 6)]);
    expect(await part(-4, 0)).toEqual([...BYTES.slice(-4)]);
  });

  test('names the file that is missing, in every question', async () => {
    const files = await make();
    const missing = { ok: false, failures: [{ code: 'file-missing', file: 'a/b.parquet' }] };
    expect(await files.find('a/b.parquet')).toMatchObject(missing);
    expect(await files.text('a/b.parquet')).toMatchObject(missing);
    expect(await files.bytes('a/b.parquet', 0, 4)).toMatchObject(missing);
    expect(await files.digest('a/b.parquet')).toMatchObject(missing);
    expect(await files.text('case.json')).toMatchObject({
      ok: false,
      failures: [{ code: 'manifest-missing' }]
    });
  });
});

describe('a server', () => {
  test('that answers everything with its start page has no such file', async () => {
    const folder = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
    );
    expect(await servedFiles(folder).text('case.json')).toMatchObject({
      ok: false,
      failures: [{ code: 'manifest-missing' }]
    });
  });

  test('that refuses or is gone is told apart from a missing file', async () => {
    const folder = await serve((_, response) => response.writeHead(503).end());
    const refused = await servedFiles(folder).text('case.json');
    expect(refused).toMatchObject({ ok: false, failures: [{ code: 'file-unreadable', file: 'case.json' }] });
    const gone = await servedFiles('http://127.0.0.1:1/cases/x').text('case.json');
    expect(gone).toMatchObject({ ok: false, failures: [{ code: 'file-unreadable', file: 'case.json' }] });
  });

  test('that breaks off in the middle gives a failure, not half a file', async () => {
    const folder = await serve((request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('PAR1', () => request.socket.destroy());
    });
    expect(await servedFiles(folder).digest('a.parquet')).toMatchObject({
      ok: false,
      failures: [{ code: 'file-unreadable' }]
    });
  });

  test('that compresses does not tell the size of the file', async () => {
    const folder = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': 30 }).end()
    );
    expect(await servedFiles(folder).find('a.json')).toMatchObject({ ok: true, value: { bytes: null } });
  });

  test('is not waited for once the signal is aborted', async () => {
    const folder = await serve(() => undefined);
    const stop = new AbortController();
    const reading = servedFiles(folder).text('case.json', stop.signal);
    stop.abort(new Error('superseded'));
    await expect(reading).rejects.toThrow('superseded');
  });
});

describe('chosen files', () => {
  const chosen = (...paths: string[]) =>
    chosenFiles(new Map(paths.map((name) => [name, new File(['{}'], name)])));

  test('lose the name of the folder they lie in', async () => {
    const files = chosen('tide/case.json', 'tide/rollups/hour.parquet', 'tide/briefings/a/case.json');
    expect(files.name).toBe('tide');
    expect(await files.list()).toEqual(['briefings/a/case.json', 'case.json', 'rollups/hour.parquet']);
    expect(await files.find('rollups/hour.parquet')).toMatchObject({ ok: true });
  });

  test('inside a folder with other things: the case is the folder with the manifest', async () => {
    const files = chosen('home/notes.txt', 'home/tide/case.json', 'home/tide/items.parquet');
    expect(files.name).toBe('tide');
    expect(await files.list()).toEqual(['case.json', 'items.parquet']);
  });

  test('without a manifest keep their names, and the manifest is missing', async () => {
    const files = chosen('tide/items.parquet');
    expect(await files.list()).toEqual(['tide/items.parquet']);
    expect(await files.text('case.json')).toMatchObject({
      ok: false,
      failures: [{ code: 'manifest-missing' }]
    });
  });
});

test('a folder on disk lists its files with forward slashes', async () => {
  const folder = await scratchFolder();
  await writeFile(path.join(folder, 'case.json'), '{}');
  expect(await folderFiles(folder).list()).toEqual(['case.json']);
});
