import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { chromium } from './tests/chromium.ts';

// DuckDB's worker names sources that its package does not hold: hundreds of lines that nobody can act on.
const quiet: Plugin = {
  name: 'quiet-duckdb-source-maps',
  configResolved({ logger }) {
    const { warnOnce } = logger;
    logger.warnOnce = (text, options) => {
      if (!/Sourcemap for ".*duckdb.*outside its package/.test(text)) warnOnce(text, options);
    };
  }
};

export default defineConfig({
  plugins: [sveltekit(), quiet],
  // MapLibre's worker is an ES module; a classic worker never loads, without an error.
  worker: { format: 'es' },
  build: { target: 'es2022', chunkSizeWarningLimit: 1500 },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/{unit,sql,golden,null,cli,real}/**/*.test.ts', 'tests/*.test.ts'],
          env: { TZ: 'UTC' },
          testTimeout: 120_000
        }
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: ['tests/engine/**/*.test.ts'],
          globalSetup: ['tests/engine/native-answers.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromium }),
            instances: [{ browser: 'chromium' }]
          }
        }
      }
    ]
  }
});
