import { type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright';
import { build, demo } from '../../src/cli/setup.mjs';
import { serve } from '../browser/serve-cases.ts';
import { chromium as launchOptions } from '../chromium.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const DEMO = join(ROOT, 'cases/demo');

/** What the parts of the bench share; each thing is made when the first part asks for it. */
export interface Stage {
  /** Folder of the demo case. */
  demo(): Promise<string>;
  /** The built page with the demo case, served as by `npm start`. */
  url(): Promise<string>;
  /** The built page with another case folder; ends with the bench. */
  serve(folder: string): Promise<string>;
  browser(): Promise<Browser>;
  /** Version of the browser; 'not used' where no part asked for it. */
  chromium(): Promise<string>;
}

/** Opens the stage; `close` ends what was started on it. */
export function openStage(): Stage & { close(): Promise<void> } {
  const servers: ChildProcess[] = [];
  let browser: Promise<Browser> | null = null;
  let url: Promise<string> | null = null;
  const start = async (folder: string): Promise<string> => {
    await build();
    const server = await serve([folder]);
    servers.push(server.process);
    return server.url;
  };
  const demoFolder = async () => {
    await demo();
    return DEMO;
  };
  return {
    demo: demoFolder,
    url: () => (url ??= demoFolder().then(start)),
    serve: start,
    browser: () => (browser ??= chromium.launch(launchOptions)),
    chromium: async () => (await browser)?.version() ?? 'not used',
    close: async () => {
      await (await browser)?.close();
      for (const server of servers) server.kill('SIGTERM');
    }
  };
}
