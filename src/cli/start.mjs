// npm start: everything from a fresh machine to the open dashboard.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, casewall, demo, install, ROOT, say } from './setup.mjs';

try {
  await install();
  await demo();
  await build();
  const others = readdirSync(join(ROOT, 'cases'))
    .filter((name) => name !== 'demo' && existsSync(join(ROOT, 'cases', name, 'case.json')))
    .sort();
  await casewall(['serve', ...['demo', ...others].map((name) => join(ROOT, 'cases', name))], {
    stdio: ['ignore', 1, 2]
  });
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
