// Builds the page and lays a gzip copy beside each file that shrinks: the server hands it out as it is.
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ROOT, run } from './setup.mjs';

const SITE = join(ROOT, 'build/site');
const compress = promisify(gzip);

await run(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn']);
for (const entry of await readdir(SITE, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(html|js|mjs|css|json|svg|wasm|txt|md)$/.test(entry.name)) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const bytes = await readFile(path);
  if (bytes.length < 1024) continue;
  await writeFile(`${path}.gz`, await compress(bytes, { level: 9 }));
}
await writeFile(join(SITE, '.built'), '');
