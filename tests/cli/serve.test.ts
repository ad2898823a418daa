import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { writeManifest } from '../../src/lib/casefile/manifest.ts';
import { MANIFEST_FILE, type Manifest } from '../../src/lib/domain/case.ts';
import { makeTinyCase } from '../fixtures/make-case.ts';
import { scratchFolder } from '../fixtures/scratch.ts';
import { get, put, serveCase } from '../fixtures/served-case.ts';

const TILES = randomBytes(300_000);

let root: string;
let folder: string;
let manifest: Manifest;

beforeEach(async () => {
  root = await scratchFolder();
  folder = path.join(root, 'tiny');
  await mkdir(folder);
  manifest = await makeTinyCase(folder);
  await write('site/index.html', '<!doctype html><title>Start</title>');
  await write('site/basemap/world.pmtiles', TILES);
  await write('site/.built', 'hidden');
  await write('secret.txt', 'outside');
});

const write = (name: string, content: string | Buffer) => put(path.join(root, name), content);
const start = (host?: string) => serveCase(path.join(root, 'site'), folder, host);

test('the manifest, the files it lists and briefings are served whole', async () => {
  await write('tiny/briefings/monday.json', '{"at":1}');
  const port = await start();
  for (const { path: name, sha256 } of manifest.files) {
    const { status, body } = await get(port, `/cases/tiny/${name}`);
    expect([name, status, createHash('sha256').update(body).digest('hex')]).toEqual([name, 200, sha256]);
  }
  expect(manifest.files.length).toBe(8);
  expect((await get(port, '/cases/tiny/case.json?again')).status).toBe(200);
  expect((await get(port, '/cases/tiny/briefings/monday.json')).body.toString()).toBe('{"at":1}');
  const list = await get(port, '/cases/index.json');
  expect(JSON.parse(list.body.toString())).toEqual([{ id: 'tiny', title: 'Tiny case', synthetic: true }]);
});

test('nothing else in the folder or beyond it is served', async () => {
  await write('tiny/.hid', 'hidden');
  await write('tiny/notes.txt', 'stray');
  await write('tiny/notes/index.html', 'stray');
  await write('tiny/briefings/.draft.json', '{}');
  await write('tiny/briefings/notes.txt', 'stray');
  await write('tiny/briefings/deep/a.json', '{}');
  await symlink(root, path.join(folder, 'out'));
  await symlink(path.join(root, 'secret.txt'), path.join(folder, 'briefings', 'link.json'));
  await symlink(path.join(root, 'secret.txt'), path.join(root, 'site', 'secret.txt'));
  const port = await start();
  const targets = [
    ...[
      '.hid',
      'notes.txt',
      'notes',
      'notes/',
      'notes/index.html',
      'out/secret.txt',
      'rollups',
      '',
      'case.json/'
    ],
    ...[
      'briefings/.draft.json',
      'briefings/notes.txt',
      'briefings/deep/a.json',
      'briefings/link.json',
      'case'
    ],
    ...['../secret.txt', '..%2fsecret.txt', 'briefings/..%2f..%2fsecret.json', 'rollups/../case.json', '%00'],
    ...['briefings/..%5c..%5csecret.json', 'events.parquet%00.json', '/case.json', 'constructor']
  ].map((name) => `/cases/tiny/${name}`);
  for (const target of [
    ...targets,
    '/cases/other/case.json',
    '/cases/tiny',
    '/cases/',
    '/.built',
    '/secret.txt'
  ]) {
    const { status, body } = await get(port, target);
    expect([target, status, body.toString()]).toEqual([target, 404, 'Not found\n']);
  }
  expect((await get(port, '/../secret.txt')).status).toBe(404);
  expect((await get(port, '/_app/..%2f..%2fsecret.txt')).status).toBe(404);
});

test('a listed file that is a link out of the folder is not served; a link inside it is', async () => {
  await rename(path.join(folder, 'events.parquet'), path.join(root, 'events.parquet'));
  await symlink(path.join(root, 'events.parquet'), path.join(folder, 'events.parquet'));
  await rename(path.join(folder, 'items.parquet'), path.join(folder, 'items-1.parquet'));
  await symlink('items-1.parquet', path.join(folder, 'items.parquet'));
  const port = await start();
  expect((await get(port, '/cases/tiny/events.parquet')).status).toBe(404);
  expect((await get(port, '/cases/tiny/items.parquet')).status).toBe(200);
  expect((await get(port, '/cases/tiny/items-1.parquet')).status).toBe(404);
});

test('a folder of a case that is itself reached through a link is served', async () => {
  await symlink(folder, path.join(root, 'linked'));
  folder = path.join(root, 'linked');
  const port = await start();
  expect((await get(port, '/cases/linked/events.parquet')).status).toBe(200);
});

test('the list of files follows the manifest while it is served', async () => {
  const port = await start();
  const target = '/cases/tiny/items.parquet';
  expect((await get(port, target)).status).toBe(200);
  const files = manifest.files.filter((entry) => entry.path !== 'items.parquet');
  await rewriteManifest(writeManifest({ ...manifest, files }), 1);
  expect((await get(port, target)).status).toBe(404);
  await rewriteManifest('{ half', 2);
  expect((await get(port, '/cases/tiny/events.parquet')).status).toBe(404);
  expect((await get(port, '/cases/tiny/case.json')).body.toString()).toBe('{ half');
  await rewriteManifest(writeManifest(manifest), 3);
  expect((await get(port, target)).status).toBe(200);
});

async function rewriteManifest(text: string, minutes: number): Promise<void> {
  await write(`tiny/${MANIFEST_FILE}`, text);
  const at = Date.now() / 1000 + minutes * 60;
  await utimes(path.join(folder, MANIFEST_FILE), at, at);
}

test('ranges, HEAD and ETag of a case file', async () => {
  const port = await start();
  const target = '/cases/tiny/events.parquet';
  const bytes = await readFile(path.join(folder, 'events.parquet'));
  const head = await get(port, target, {}, 'HEAD');
  expect([
    head.status,
    head.headers['content-length'],
    head.headers['accept-ranges'],
    head.body.length
  ]).toEqual([200, String(bytes.length), 'bytes', 0]);
  expect(head.headers['cache-control']).toBe('no-cache');
  const size = bytes.length;
  for (const [range, from, to] of [
    ['0-0', 0, 1],
    ['-8', size - 8, size],
    ['4-', 4, size],
    [`${size - 1}-${size + 500}`, size - 1, size]
  ] as const) {
    const part = await get(port, target, { range: `bytes=${range}` });
    expect([range, part.status, part.headers['content-range']]).toEqual([
      range,
      206,
      `bytes ${from}-${to - 1}/${size}`
    ]);
    expect(part.body.equals(bytes.subarray(from, to))).toBe(true);
  }
  const beyond = await get(port, target, { range: `bytes=${size}-` });
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${size}`]);
  const etag = String(head.headers.etag);
  expect(etag).toMatch(/"/);
  expect((await get(port, target, { 'if-none-match': etag })).status).toBe(304);
  await utimes(path.join(folder, 'events.parquet'), 1, 1);
  expect((await get(port, target, { 'if-none-match': etag })).status).toBe(200);
});

test('50 ranges at once are right byte for byte, of the case and of the page', async () => {
  const port = await start();
  const activity = await readFile(path.join(folder, 'activity.parquet'));
  for (const [target, bytes] of [
    ['/cases/tiny/activity.parquet', activity],
    ['/basemap/world.pmtiles', TILES]
  ] as const) {
    const step = Math.floor(bytes.length / 60);
    const wrong = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const from = i * step;
        const to = Math.min(bytes.length, from + 3 * step + i);
        const headers = { range: `bytes=${from}-${to - 1}`, 'accept-encoding': 'gzip' };
        const part = await get(port, target, headers);
        return part.status === 206 && part.body.equals(bytes.subarray(from, to)) ? [] : [i];
      })
    );
    expect(wrong.flat()).toEqual([]);
  }
});
