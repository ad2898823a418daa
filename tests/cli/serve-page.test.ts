import { mkdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { isLoopback, isOwnHost } from '../../src/cli/http/host.ts';
import { makeTinyCase } from '../fixtures/make-case.ts';
import { scratchFolder } from '../fixtures/scratch.ts';
import { get, put, serveCase } from '../fixtures/served-case.ts';

const SCRIPT = `export const words = '${'case wall '.repeat(300)}';\n`;

let root: string;
let folder: string;

beforeEach(async () => {
  root = await scratchFolder();
  folder = path.join(root, 'tiny');
  await mkdir(folder);
  await makeTinyCase(folder);
  await write('site/index.html', '<!doctype html><title>Start</title>');
  await write('site/methods.html', '<!doctype html><title>Methods</title>');
  await write('site/_app/immutable/a.js', SCRIPT);
  await write('site/_app/immutable/a.js.gz', gzipSync(SCRIPT));
});

const write = (name: string, content: string | Buffer) => put(path.join(root, name), content);
const start = (host?: string) => serveCase(path.join(root, 'site'), folder, host);

test('page files: gzip where asked for, how long they keep, what is found', async () => {
  const port = await start();
  const target = '/_app/immutable/a.js';
  const gzip = { 'accept-encoding': 'br, gzip;q=0.8' };
  const packed = await get(port, target, gzip);
  expect(packed.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding'
  });
  expect(gunzipSync(packed.body).toString()).toBe(SCRIPT);
  const head = await get(port, target, gzip, 'HEAD');
  expect([
    head.status,
    head.headers['content-encoding'],
    head.headers['content-length'],
    head.body.length
  ]).toEqual([200, 'gzip', String(packed.body.length), 0]);
  for (const offer of ['identity', 'gzip;q=0, br', 'gzip;q=0.0', '']) {
    const plain = await get(port, target, { 'accept-encoding': offer });
    expect([offer, plain.headers['content-encoding'], plain.body.toString()]).toEqual([
      offer,
      undefined,
      SCRIPT
    ]);
    expect(plain.headers.vary).toBe('Accept-Encoding');
    expect(plain.headers.etag).not.toBe(packed.headers.etag);
  }
  const range = await get(port, target, { ...gzip, range: 'bytes=7-11' });
  expect([range.headers['content-encoding'], range.body.toString()]).toEqual([undefined, 'const']);
  const kept = await get(port, target, { ...gzip, 'if-none-match': String(packed.headers.etag) });
  expect([kept.status, kept.headers.vary]).toEqual([304, 'Accept-Encoding']);
  for (const [address, title] of [
    ['/', 'Start'],
    ['/index.html', 'Start'],
    ['/methods', 'Methods'],
    ['/methods?a=%E0', 'Methods']
  ]) {
    const page = await get(port, String(address), gzip);
    expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body.toString()).toContain(title);
  }
});

test('a gzip copy older than its file is not sent', async () => {
  const port = await start();
  await utimes(path.join(root, 'site/_app/immutable/a.js.gz'), 1, 1);
  const { headers, body } = await get(port, '/_app/immutable/a.js', { 'accept-encoding': 'gzip' });
  expect([headers['content-encoding'], body.toString()]).toEqual([undefined, SCRIPT]);
});

test('html leaves the policy to its own meta element; all else carries the whole policy', async () => {
  const port = await start();
  for (const target of ['/', '/methods', '/index.html'])
    expect((await get(port, target)).headers['content-security-policy']).toBe("frame-ancestors 'self'");
  const targets = [
    '/_app/immutable/a.js',
    '/cases/index.json',
    '/cases/tiny/case.json',
    '/none',
    '/%E0%A4%A'
  ];
  for (const target of targets) {
    const { headers } = await get(port, target);
    expect(headers['content-security-policy']).toBe(
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
        "img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self' blob: data:; object-src 'none'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
});

test('wrong methods and addresses are told in plain text, and the server lives on', async () => {
  const port = await start();
  for (const target of ['/', '/cases/tiny/case.json']) {
    const { status, headers } = await get(port, target, {}, 'POST');
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  }
  for (const target of [
    '/%E0%A4%A',
    '/cases/tiny/%E0%A4%A',
    '/cases/%',
    'http://localhost/cases/tiny/case.json'
  ])
    expect((await get(port, target)).status).toBe(400);
  const none = await get(port, '/none');
  expect([none.status, none.headers['content-type'], none.body.toString()]).toEqual([
    404,
    'text/plain; charset=utf-8',
    'Not found\n'
  ]);
  expect((await get(port, `/${'a'.repeat(5000)}`)).status).toBe(404);
  expect((await get(port, '/')).status).toBe(200);
});

test.each(['127.0.0.1', '127.0.0.2', 'localhost', 'LocalHost', '::1'])(
  'bound to %s, only loopback names are answered',
  async (host) => {
    const port = await start(host);
    const status = async (name: string) =>
      (await get(port, '/cases/index.json', { host: name }, 'GET', host)).status;
    const own = ['localhost', 'LOCALHOST', `LocalHost:${port}`, 'localhost.', `localhost.:${port}`];
    for (const name of [...own, '127.0.0.1', `127.3.2.1:${port}`, '[::1]', `[::1]:${port}`])
      expect([name, await status(name)]).toEqual([name, 200]);
    const foreign = [
      'evil.example',
      `evil.example:${port}`,
      'localhost.evil.example',
      '127.0.0.1.evil.example'
    ];
    for (const name of [...foreign, '10.0.0.1', '[::2]', 'evil.example:localhost'])
      expect([name, await status(name)]).toEqual([name, 421]);
  }
);

test('bound to every address, any name is answered: only its owner knows them', async () => {
  const port = await start('0.0.0.0');
  expect((await get(port, '/', { host: 'casewall.police.example' })).status).toBe(200);
});

test('the name that was chosen with --host is its own', () => {
  expect(isOwnHost('desk-7:4173', 'Desk-7')).toBe(true);
  expect(isOwnHost(undefined, '')).toBe(false);
  expect(['127.0.1.1', '::1', '::ffff:127.0.0.1', '0.0.0.0', '::', '10.127.0.1'].map(isLoopback)).toEqual([
    ...[true, true, true],
    ...[false, false, false]
  ]);
});
