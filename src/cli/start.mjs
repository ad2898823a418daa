// npm start: everything from a fresh machine to the open dashboard.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, demo, install, ROOT, say } from './setup.mjs';

try {
  await install();
  await demo();
  await build();
  const others = readdirSync(join(ROOT, 'cases'))
    .filter((name) => name !== 'demo' && existsSync(join(ROOT, 'cases', name, 'case.json')))
    .sort();
  // In this process, so that Ctrl-C and SIGTERM reach the server. Only now may a package be imported.
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('./main.ts');
  process.exitCode = await main(['serve', ...['demo', ...others].map((name) => join(ROOT, 'cases', name))]);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
