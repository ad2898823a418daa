import { expect, test } from 'vitest';
import { roomOf } from './architecture/ranks.ts';
import { fileViolations, importCycles, shellViolations } from './architecture/rules.ts';
import { readSources } from './architecture/source.ts';

const CODE = ['.ts', '.mjs', '.svelte'];
const sources = readSources('src', CODE);

test('the checker sees the source', () => {
  expect(sources.length).toBeGreaterThan(100);
  const folders = new Set(sources.map(({ path }) => roomOf(path)?.folder));
  for (const folder of ['stats', 'domain', 'sql', 'engine', 'queries', 'state', 'ui', 'routes', 'cli'])
    expect(folders).toContain(folder);
});

test('every file keeps the rules of its room', () => {
  expect(sources.flatMap(fileViolations)).toEqual([]);
});

test('no file of the tests is too long', () => {
  expect(readSources('tests', CODE).flatMap(fileViolations)).toEqual([]);
});

test('no imports run in a circle', () => {
  expect(importCycles(sources)).toEqual([]);
});

test('the shell of the page and its styles name no foreign address', () => {
  const shell = readSources('src', ['.css', '.html']);
  expect(shell.map(({ path }) => path)).toContain('src/app.html');
  expect(shell.flatMap(shellViolations)).toEqual([]);
});
