// npm test: every check, from a fresh machine on. `npm test -- types unit` runs these steps only.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, demo, install, ROOT, run } from '../src/cli/setup.mjs';
import { findChromium } from './runner/chromium.mjs';
import { countsLine, playwrightCounts, stepCounts, sumCounts, vitestCounts } from './runner/counts.mjs';

const REPORTS = join(ROOT, 'build/reports');
const MINUTE = 60_000;

/** Runs a program of a package; what it prints is shown. */
function tool(path, args) {
  return run(process.execPath, [join(ROOT, 'node_modules', path), ...args], {
    stdio: ['ignore', 1, 1],
    timeout: 40 * MINUTE,
    killSignal: 'SIGKILL'
  });
}

function vitest(project) {
  return tool('vitest/vitest.mjs', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportOf(project)}`
  ]);
}

function reportOf(name) {
  return join(REPORTS, `${name}.json`);
}

const SOURCES = ['src', 'tests', '.ci', '*.ts', '*.js', '*.json'];
const CACHE = join(ROOT, '.cache');

/** What has to be there before a step; each is done once, when the first step asks for it. */
const PREPARATIONS = {
  packages: { title: 'Install packages', do: install },
  chromium: {
    title: 'Find Chromium',
    do: async () => {
      process.env.CHROMIUM = await findChromium();
    }
  },
  sync: { title: 'Generate types', do: () => tool('@sveltejs/kit/svelte-kit.js', ['sync']) },
  demo: { title: 'Make the demo case', do: demo },
  page: { title: 'Build the page', do: build }
};

const STEPS = [
  {
    name: 'types',
    title: 'Types',
    needs: ['packages', 'sync'],
    do: () =>
      tool('svelte-check/bin/svelte-check', [
        '--tsconfig',
        './tsconfig.json',
        '--fail-on-warnings',
        '--output',
        'human'
      ])
  },
  {
    name: 'lint',
    title: 'Lint',
    needs: ['packages', 'sync'],
    do: () =>
      tool('eslint/bin/eslint.js', [
        '--config',
        '.ci/eslint.config.js',
        '--max-warnings=0',
        '--cache',
        '--cache-strategy=content',
        `--cache-location=${join(CACHE, 'eslint')}`,
        'src',
        'tests',
        '.ci'
      ])
  },
  {
    name: 'format',
    title: 'Format',
    needs: ['packages'],
    do: () =>
      tool('prettier/bin/prettier.cjs', [
        '--check',
        '--cache',
        '--cache-strategy=content',
        `--cache-location=${join(CACHE, 'prettier')}`,
        ...SOURCES
      ])
  },
  {
    name: 'unit',
    title: 'Unit, SQL, golden, command line, architecture',
    needs: ['packages', 'sync', 'demo'],
    do: () => vitest('node'),
    report: reportOf('node'),
    count: vitestCounts
  },
  {
    name: 'engine',
    title: 'The engine in the browser',
    needs: ['packages', 'chromium', 'sync'],
    do: () => vitest('engine'),
    report: reportOf('engine'),
    count: vitestCounts
  },
  {
    name: 'browser',
    title: 'The built page in the browser',
    needs: ['packages', 'chromium', 'demo', 'page'],
    do: () => tool('@playwright/test/cli.js', ['test', '--config', 'tests/browser/playwright.config.ts']),
    report: reportOf('browser'),
    count: playwrightCounts
  }
];

function print(text) {
  process.stdout.write(`${text}\n`);
}

/** Whether it ended well; its title, its time and, where it failed, the reason are printed. */
async function attempt(title, action) {
  print(`\n== ${title}`);
  const begin = performance.now();
  let error = null;
  try {
    await action();
  } catch (caught) {
    error = caught instanceof Error ? caught : new Error(String(caught));
    print(error.message);
  }
  const seconds = (performance.now() - begin) / 1000;
  print(`== ${title}: ${error === null ? 'done' : 'FAILED'} in ${seconds.toFixed(1)} s`);
  return { isDone: error === null, seconds };
}

async function runSteps(steps) {
  const prepared = new Map();
  const results = [];
  for (const step of steps) {
    const missing = [];
    for (const need of step.needs) {
      if (!prepared.has(need)) {
        const { title, do: action } = PREPARATIONS[need];
        prepared.set(need, (await attempt(title, action)).isDone);
      }
      if (!prepared.get(need)) missing.push(PREPARATIONS[need].title);
    }
    if (missing.length > 0) {
      print(`\n== ${step.title}: not run, since this failed: ${missing.join(', ')}`);
      results.push({ step, seconds: 0, counts: { passed: 0, failed: 1, skipped: 0 } });
      continue;
    }
    if (step.report !== undefined) rmSync(step.report, { force: true });
    const { isDone, seconds } = await attempt(step.title, step.do);
    results.push({ step, seconds, counts: stepCounts(isDone, step.report ?? null, step.count) });
  }
  return results;
}

function printTable(results) {
  const rows = results.map(({ step, seconds, counts }) => [
    step.title,
    ...[counts.passed, counts.failed, counts.skipped].map(String),
    `${seconds.toFixed(1)} s`
  ]);
  const lines = [['Step', 'passed', 'failed', 'skipped', 'time'], ...rows];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  print('');
  for (const line of lines)
    print(
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
        .join('  ')
    );
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
  print(`No step ${unknown.join(', ')}. Steps: ${STEPS.map((step) => step.name).join(', ')}`);
  process.exit(2);
}
mkdirSync(REPORTS, { recursive: true });
const results = await runSteps(
  names.length === 0 ? STEPS : STEPS.filter((step) => names.includes(step.name))
);
const total = sumCounts(results.map(({ counts }) => counts));
printTable(results);
print(`\n${countsLine(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;
