import { describe, expect, test } from 'vitest';
import { roomOf } from './architecture/ranks.ts';
import { fileViolations, importCycles, shellViolations } from './architecture/rules.ts';

/** The checker of the architecture, on made-up sources: what each rule finds, and what it leaves alone. */
const WRONG: readonly (readonly [path: string, text: string, finding: string])[] = [
  [
    'src/lib/time/a.ts',
    `import { x } from '../domain/range.ts';`,
    ':1: time (rank 0) imports from domain (rank 1)'
  ],
  ['src/lib/time/a.ts', `import { x } from '../stats/mean.ts';`, 'time (rank 0) imports from stats (rank 0)'],
  [
    'src/lib/sql/a.ts',
    `\nimport type { X } from '../views/x.ts';`,
    ':2: sql (rank 2) imports from views (rank 2)'
  ],
  [
    'src/lib/sql/deep/a.ts',
    `export { x } from '../../engine/x.ts';`,
    'sql (rank 2) imports from engine (rank 3)'
  ],
  ['src/lib/views/a.ts', `const x = await import('../queries/x.ts');`, 'views (rank 2) imports from queries'],
  ['src/lib/views/a.ts', `let x: import('../state/x.ts').X;`, 'views (rank 2) imports from state'],
  [
    'src/lib/views/a.ts',
    `new Worker(new URL('../engine/w.ts', import.meta.url));`,
    'views (rank 2) imports from engine'
  ],
  [
    'src/lib/state/a.svelte.ts',
    `import { x } from '../prepare/x.ts';`,
    'state (rank 5) imports from prepare (rank 5)'
  ],
  [
    'src/lib/ui/A.svelte',
    `<script lang="ts">\n  import { x } from '../state/x.ts';\n</script>`,
    ':2: ui must not know state'
  ],
  [
    'src/lib/ui/A.svelte',
    `<script module>import x from '../queries/x.ts';</script>`,
    'ui must not know queries'
  ],
  ['src/lib/ui/a.ts', `import { type X } from '../engine/x.ts';`, 'ui must not know engine'],
  [
    'src/routes/+page.svelte',
    `<script>import x from '../cli/main.ts';</script>`,
    'routes (rank 7) imports from cli'
  ],
  [
    'src/routes/+page.svelte',
    `<script>import x from '$lib/prepare/x.ts';</script>`,
    'routes must not know prepare'
  ],
  ['src/lib/views/a.ts', `import { x } from '$lib/domain/view.ts';`, 'imports by $lib are for routes'],
  ['src/lib/views/a.ts', `import { x } from '../domain/view';`, 'the ending is missing'],
  ['src/lib/views/a.ts', `import { x } from '../../../tests/x.ts';`, 'imports from outside the source'],
  ['src/lib/helpers/a.ts', '', 'lies in no folder'],
  ['src/lib/a.ts', '', 'lies in no folder'],
  ['src/lib/queries/a.ts', `import { tick } from 'svelte';`, 'queries knows nothing of Svelte'],
  ['src/lib/prepare/a.ts', `import { tick } from 'svelte/store';`, 'prepare knows nothing of Svelte'],
  ['src/lib/state/a.ts', `import { select } from 'd3-selection';`, 'state knows neither the map nor d3'],
  ['src/lib/state/a.ts', `import maplibregl from 'maplibre-gl';`, 'state knows neither the map nor d3'],
  ['src/lib/views/a.ts', `import type { Map } from 'maplibre-gl';`, 'views leaves the map to ui/'],
  [
    'src/lib/queries/a.ts',
    `import { DuckDBInstance } from '@duckdb/node-api';`,
    'reaches DuckDB and Arrow through engine/'
  ],
  [
    'src/lib/ui/a.ts',
    `import * as duckdb from '@duckdb/duckdb-wasm';`,
    'reaches DuckDB and Arrow through engine/'
  ],
  [
    'src/lib/views/a.ts',
    `import { Table } from '@uwdata/flechette';`,
    'reaches DuckDB and Arrow through engine/'
  ],
  [
    'src/lib/prepare/a.ts',
    `import { DuckDBInstance } from '@duckdb/node-api';`,
    'reaches DuckDB and Arrow through engine/'
  ],
  [
    'src/lib/prepare/a.ts',
    `import { createClient } from '@clickhouse/client';`,
    'leaves ClickHouse to prepare/clickhouse/'
  ],
  [
    'src/lib/casefile/a.ts',
    `import { readFile } from 'node:fs/promises';`,
    'runs in the page, where Node is not'
  ],
  ['src/lib/engine/wasm.ts', `import fs from 'fs';`, 'runs in the page, where Node is not'],
  ['src/lib/stats/a.ts', 'const x = Math.random();', 'stats must not use Math.random'],
  ['src/lib/link/a.ts', 'const x = Date.now();', 'link must not use Date.now'],
  ['src/lib/link/a.ts', 'const x = new Date();', 'link must not use new Date'],
  ['src/lib/views/a.ts', `\n\nconst x = () => fetch('a');`, ':3: views must not use fetch'],
  ['src/lib/views/a.ts', 'const x = { width: window.innerWidth };', 'views must not use window'],
  ['src/lib/geo/a.ts', 'document.title;', 'geo must not use document'],
  ['src/lib/casefile/a.ts', 'const x = (y = document) => y;', 'casefile must not use document'],
  ['src/lib/views/a.ts', 'export default function x() {}', 'a default export'],
  ['src/lib/views/a.ts', 'const x = 1;\nexport { x as default };', ':2: a default export'],
  ['src/lib/views/a.ts', 'export default { a: 1 };', 'a default export'],
  ['src/lib/views/index.ts', '', 'a barrel file'],
  ['src/lib/state/a.ts', 'console.log(1);', 'writes to the console'],
  ['src/lib/ui/A.svelte', '<button onclick={() => console.log(1)}>a</button>', 'writes to the console'],
  ['src/lib/ui/A.svelte', '<p>\n{@html text}</p>', ':2: writes HTML'],
  ['src/lib/ui/a.ts', `const url = 'https://example.org/tiles';`, 'a foreign URL: https://example.org/tiles'],
  ['src/lib/ui/a.ts', 'const url = `//example.org/${name}`;', 'a foreign URL'],
  ['src/lib/ui/A.svelte', `<img alt="" src="https://example.org/a.png" />`, 'a foreign URL'],
  ['src/lib/ui/A.svelte', `<style>a { background: url('//example.org/a.png'); }</style>`, 'a foreign URL'],
  ['src/lib/ui/A.svelte', `{#await import('../state/x.ts')}{/await}`, 'imports in the markup'],
  ['src/lib/views/a.ts', 'let x;\n'.repeat(301), '301 lines, at most 300'],
  ['tests/a.test.ts', 'let x;\n'.repeat(301), '301 lines, at most 300']
];

describe('each of these is found', () => {
  for (const [path, text, finding] of WRONG) {
    test(`${path}: ${text.trim().slice(0, 70).replaceAll('\n', ' ')}`, () => {
      const found = fileViolations({ path, text });
      expect(found.join('\n')).toContain(finding);
      for (const line of found) expect(line.startsWith(`${path}:`)).toBe(true);
    });
  }
});

const RIGHT: readonly (readonly [path: string, text: string])[] = [
  ['src/lib/sql/a.ts', `import type { Filter } from '../domain/filter.ts';\nimport { sql } from './sql.ts';`],
  [
    'src/lib/ui/map/A.svelte',
    `<script lang="ts">import { x } from '../../views/x.ts'; import B from '../B.svelte';</script>`
  ],
  ['src/lib/engine/native-columns.ts', `import { x } from 'node:fs'; import { y } from '@duckdb/node-api';`],
  ['src/lib/engine/wasm.ts', `import url from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';`],
  [
    'src/lib/prepare/clickhouse/a.ts',
    `import { createClient } from '@clickhouse/client'; import { x } from 'node:path';`
  ],
  [
    'src/lib/time/a.ts',
    `const x = new Date(0); export function y(window: number) { return window + z.document; }`
  ],
  [
    'src/lib/views/a.ts',
    `// see https://example.org\nconst ns = 'http://www.w3.org/2000/svg'; const x = { fetch: 1 }; x.fetch;`
  ],
  ['src/lib/prepare/demo/sources.ts', `export const url = 'https://example.org/';`],
  ['src/lib/ui/A.svelte', `<!-- {@html x} --><a href="https://example.org/">link</a>`],
  [
    'src/routes/+page.svelte',
    `<script>import x from '$lib/ui/A.svelte'; import { resolve } from '$app/paths';</script>`
  ],
  ['src/cli/main.ts', `export default 1; console.log(Date.now());`],
  ['src/lib/views/a.ts', 'let x;\n'.repeat(300)]
];

describe('each of these is left alone', () => {
  for (const [path, text] of RIGHT) {
    test(`${path}: ${text.trim().slice(0, 70).replaceAll('\n', ' ')}`, () => {
      expect(fileViolations({ path, text })).toEqual([]);
    });
  }
});

test('a circle of imports is found, one of types only is none', () => {
  const circle = (kind: string) => [
    { path: 'src/lib/views/a.ts', text: `import { b } from './b.ts';` },
    { path: 'src/lib/views/b.ts', text: `import { c } from './c.svelte';` },
    { path: 'src/lib/views/c.svelte', text: `<script>import ${kind} { a } from './a.ts';</script>` }
  ];
  expect(importCycles(circle(''))).toEqual([
    'src/lib/views/a.ts -> src/lib/views/b.ts -> src/lib/views/c.svelte -> src/lib/views/a.ts'
  ]);
  expect(importCycles(circle('type'))).toEqual([]);
});

test('foreign addresses in styles and in the shell are found', () => {
  const found = (text: string) => shellViolations({ path: 'src/app.html', text }).length;
  expect(found('<link rel="preconnect" href="https://fonts.example.org">')).toBe(1);
  expect(found(`@import 'https://fonts.example.org/a.css';`)).toBe(1);
  expect(found('<script src="//cdn.example.org/a.js"></script>')).toBe(1);
  expect(found('<link rel="icon" href="%sveltekit.assets%/favicon.svg">')).toBe(0);
});

test('the rank of a file is that of its folder', () => {
  expect(roomOf('src/lib/ui/map/camera.ts')).toEqual({ rank: 6, folder: 'ui' });
  expect(roomOf('src/cli/geo/tiles.ts')).toEqual({ rank: 7, folder: 'cli' });
  expect(roomOf('src/lib/routes/a.ts')).toBeNull();
  expect(roomOf('src/sql/a.ts')).toBeNull();
});
