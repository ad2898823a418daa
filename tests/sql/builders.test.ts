import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNative } from '../../src/lib/engine/native.ts';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { checkQuestions } from './check-questions.ts';
import { proofQuestions } from './proof-questions.ts';
import { SQL_FILES, writeSqlFiles } from './fixture.ts';
import { lines } from './question.ts';
import { questions } from './questions.ts';

/**
 * The text of every builder, and what it answers on the files of fixture.ts. A new answer in the snapshot is to be worked
 * out by hand from the rows of the fixture before it is kept: `npx vitest run --project node tests/sql -u`.
 */
const plain = (file: string): string => file;
const asked = [...questions(plain), ...proofQuestions(plain), ...checkQuestions(plain)];

const modules = import.meta.glob<Record<string, unknown>>('../../src/lib/sql/*.ts', { eager: true });

/** What is not a question by itself: how values become SQL (hostile.test.ts), and the words of a search. */
const HELPERS = new Set(['sql', 'ident', 'joinSql', 'comment', 'searchWords', 'clockOf']);

test('every exported builder is asked', () => {
  const exported = Object.values(modules).flatMap((module) =>
    Object.keys(module).filter((name) => typeof module[name] === 'function' && !HELPERS.has(name))
  );
  expect(exported.length).toBeGreaterThan(40);
  const builders = new Set(asked.map(({ builder }) => builder));
  expect(exported.filter((name) => !builders.has(name))).toEqual([]);
  expect([...builders].filter((name) => !exported.includes(name))).toEqual([]);
});

test('each question has a name of its own', () => {
  expect(new Set(asked.map(({ name }) => name)).size).toBe(asked.length);
});

describe('asked of native DuckDB', () => {
  let folder: string;
  let engine: Engine;
  const answers = new Map<string, readonly string[] | Error>();

  // In order and all at once, so that one question alone can be run too: tables are made before they are asked.
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'casewall-sql-'));
    await writeSqlFiles(folder);
    engine = await openNative({ threads: 1 });
    const paths = new Map<string, string>();
    for (const file of SQL_FILES) paths.set(file, await engine.register(file, { url: join(folder, file) }));
    const path = (file: string) => paths.get(file) ?? file;
    for (const { name, sql } of [...questions(path), ...proofQuestions(path), ...checkQuestions(path)])
      answers.set(name, await engine.run(sql).then(lines, (error: Error) => error));
  });

  afterAll(async () => {
    await engine?.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const { name, sql } of asked) {
    test(name, () => {
      const answer = answers.get(name);
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('Not asked');
      expect(`${sql.text}\n\n${answer.join('\n')}`).toMatchSnapshot();
    });
  }
});
