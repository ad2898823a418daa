import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasRealData, makeRealCase } from '../real/make-cases.ts';
import { makeTinyCase } from '../fixtures/make-case.ts';
import { TRAFFIC_BY_DAY, TRAFFIC_BY_HOUR } from '../fixtures/traffic-case.ts';
import { BROKEN_CASES, makeBrokenCase } from './broken-cases.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Public data sets whose cases are looked at in the browser too. */
const REAL_IN_BROWSER = ['uk-police-street', 'ucdp-ukraine', 'cbp-seizures', 'us-covid-npi-mobility'];
const DEMO = join(ROOT, 'cases/demo');

/** Before all browser tests: makes the cases, serves them with the built page, and tells the tests where. */
export default async function serveCases(): Promise<() => Promise<void>> {
  for (const needed of [join(DEMO, 'case.json'), join(ROOT, 'build/site/index.html')])
    if (!existsSync(needed)) throw new Error(`${needed} is missing: npm test makes it`);
  const folder = await mkdtemp(join(tmpdir(), 'casewall-browser-'));
  const made: string[] = [];
  const make = async (id: string, write: (path: string) => Promise<unknown>) => {
    const path = join(folder, id);
    await mkdir(path);
    await write(path);
    made.push(path);
  };
  await make('tiny', (path) => makeTinyCase(path));
  await make('traffic', (path) => makeTinyCase(path, TRAFFIC_BY_HOUR));
  await make('daily-traffic', (path) => makeTinyCase(path, TRAFFIC_BY_DAY));
  for (const broken of BROKEN_CASES) await make(broken.id, (path) => makeBrokenCase(path, broken));
  const server = await serve([DEMO, ...made, ...(await realCases(folder))]);
  // A folder is served only with a manifest; one that loses it later is what a test is about.
  for (const { id, afterServing } of BROKEN_CASES) await afterServing?.(join(folder, id));
  process.env.CASEWALL_URL = server.url;
  process.env.CASEWALL_FOLDER = folder;
  return async () => {
    server.process.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  };
}

/** Cases of the public data sets, where these are at hand. */
async function realCases(folder: string): Promise<readonly string[]> {
  if (!hasRealData()) return [];
  const made: string[] = [];
  for (const name of REAL_IN_BROWSER) {
    const out = join(folder, name);
    await makeRealCase(name, out);
    made.push(out);
  }
  return made;
}

/** Serves case folders on a free port, by the command that people use. */
export async function serve(
  folders: readonly string[]
): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'src/cli/casewall.mjs'), 'serve', ...folders, '--port', '0'],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit']
    }
  );
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /https?:\/\/\S+/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`casewall serve ended with ${code} before it answered`)));
  });
  return { url, process: child };
}
