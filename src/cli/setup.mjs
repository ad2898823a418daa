// What npm start and npm test share: plain JavaScript on Node alone, since nothing may be installed yet.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Runs a program to its end, its output shown; rejects unless it exits with 0. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 2, 2], ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ${args.join(' ')} ended with ${signal ?? code}`));
    });
  });
}

/** Newest change below some paths, in milliseconds. */
export function newest(...paths) {
  let time = 0;
  for (const path of paths) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) continue;
    time = Math.max(time, found.mtimeMs);
    if (found.isDirectory()) {
      for (const name of readdirSync(path)) time = Math.max(time, newest(join(path, name)));
    }
  }
  return time;
}

/** Installs the packages of the lock file, if that has not been done since it changed. */
export async function install() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(
      `Casewall needs Node 20.19 or later; this is ${process.version}. See https://nodejs.org/`
    );
  }
  const mark = join(ROOT, 'node_modules/.package-lock.json');
  if (existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(ROOT, 'package-lock.json')).mtimeMs - 1000)
    return;
  say('Installing packages (about half a minute)...');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Builds the page, if a source has changed since the last time. */
export async function build() {
  const sources = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'].map((name) =>
    join(ROOT, name)
  );
  const mark = join(ROOT, 'build/site/.built');
  if (existsSync(mark) && statSync(mark).mtimeMs >= newest(...sources)) return;
  say('Building the page (about half a minute)...');
  await run(process.execPath, [join(ROOT, 'src/cli/build.mjs')]);
}

/** Runs `casewall` with these arguments. */
export function casewall(args, options) {
  return run(process.execPath, [join(ROOT, 'src/cli/casewall.mjs'), ...args], options);
}

/** Makes the demo case, if it is not there. */
export async function demo() {
  if (existsSync(join(ROOT, 'cases/demo/case.json'))) return;
  say('Making the demo case (about a minute)...');
  await casewall(['demo', '--out', join(ROOT, 'cases/demo')]);
}
