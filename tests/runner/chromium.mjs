// Finds the Chromium that the browser tests drive; on Debian as root it installs one. Plain JavaScript on Node alone.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { run, say } from '../../src/cli/setup.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const PLACES = [
  '/usr/bin/chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
];

/** Path of a Chromium that starts. Throws, saying how to get one, where there is none. */
export async function findChromium() {
  if (process.env.CHROMIUM) {
    if (await starts(process.env.CHROMIUM)) return process.env.CHROMIUM;
    throw new Error(
      `CHROMIUM is ${process.env.CHROMIUM}, which does not start. Set it to the path of a Chromium or Chrome.`
    );
  }
  const found = await firstThatStarts();
  if (found !== null) return found;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    say('No Chromium found: installing it with apt-get (a minute or two)...');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
    const installed = await firstThatStarts();
    if (installed !== null) return installed;
  }
  throw new Error(
    'No Chromium found, which the browser tests drive. On Debian: apt-get install chromium (npm test does it by itself as root). ' +
      'Elsewhere: install Chromium or Chrome, or set CHROMIUM to the path of one.'
  );
}

async function firstThatStarts() {
  for (const path of candidates()) if (await starts(path)) return path;
  return null;
}

function candidates() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  return [...PLACES, ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))].filter(
    existsSync
  );
}

async function starts(path) {
  if (process.platform === 'win32') return existsSync(path);
  // Ubuntu's package is a script that only points to snap: what cannot tell its version is no browser.
  return promisify(execFile)(path, ['--version', '--no-sandbox'], { timeout: 30_000 }).then(
    ({ stdout }) => /\d+\.\d+/.test(stdout),
    () => false
  );
}
