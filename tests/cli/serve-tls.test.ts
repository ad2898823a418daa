import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { request } from 'node:https';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { servedCases } from '../../src/cli/http/cases.ts';
import { startServer } from '../../src/cli/http/server.ts';
import { portOfEnvironment } from '../../src/cli/serve.ts';
import { makeTinyCase } from '../fixtures/make-case.ts';
import { scratchFolder } from '../fixtures/scratch.ts';
import { put } from '../fixtures/served-case.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const about = hasOpenssl ? '' : ' (skipped: there is no openssl here to make a certificate)';

test.skipIf(!hasOpenssl)(`a case is served over TLS with its own certificate${about}`, async () => {
  const root = await scratchFolder();
  const folder = path.join(root, 'tiny');
  await mkdir(folder);
  await makeTinyCase(folder);
  await put(path.join(root, 'site/index.html'), '<!doctype html><title>Start</title>');
  const [key, cert] = [path.join(root, 'key.pem'), path.join(root, 'cert.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const made = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', ...made, ...names], { stdio: 'ignore' });
  const tls = { cert: await readFile(cert), key: await readFile(key) };
  const cases = await servedCases([folder]);
  const server = await startServer({ site: path.join(root, 'site'), cases, host: '127.0.0.1', port: 0, tls });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  const { port } = address;
  // The certificate is trusted by name, so this also shows that it is the one that was given.
  const ask = (target: string, headers = {}) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path: target, ca: tls.cert, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      });
      sent.on('error', reject);
      sent.end();
    });
  expect(await ask('/')).toMatchObject({ status: 200, text: expect.stringContaining('Start') });
  expect(JSON.parse((await ask('/cases/tiny/case.json')).text)).toMatchObject({ id: 'tiny' });
  expect(await ask('/cases/tiny/events.parquet', { range: 'bytes=0-3' })).toEqual({
    status: 206,
    text: 'PAR1'
  });
});

test('a PORT that is none is refused with its value and what to do', () => {
  expect([portOfEnvironment(undefined), portOfEnvironment(''), portOfEnvironment('8080')]).toEqual([
    4173, 4173, 8080
  ]);
  for (const text of ['abc', '-1', '70000', '80.5', '0x50'])
    expect(() => portOfEnvironment(text)).toThrow(new RegExp(`PORT.*"${text}".*none for 4173`));
});
