import { defineConfig } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { chromium } from '../chromium.ts';

const reports = fileURLToPath(new URL('../../build/reports/', import.meta.url));

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  globalSetup: './serve-cases.ts',
  outputDir: `${reports}browser`,
  // One page at a time: without a GPU the map is drawn by the processor.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['line'], ['json', { outputFile: `${reports}browser.json` }]],
  use: {
    browserName: 'chromium',
    headless: true,
    launchOptions: chromium,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'off',
    video: 'off',
    screenshot: 'only-on-failure'
  }
});
