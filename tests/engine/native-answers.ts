import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openNative } from '../../src/lib/engine/native.ts';
import { SQL_FILES, writeSqlFiles } from '../sql/fixture.ts';
import { portable } from '../sql/question.ts';
import { everyQuestion } from '../sql/every-question.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The files of tests/sql/fixture.ts in base64. */
    readonly sqlFiles: Readonly<Record<string, string>>;
    /** What native DuckDB answered, by the name of the question. */
    readonly nativeAnswers: Readonly<Record<string, unknown>>;
  }
}

/** Before the engine tests: the files that the SQL is asked about, and the answers of native DuckDB. */
export default async function setup(project: TestProject): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'casewall-sql-'));
  const engine = await openNative({ threads: 1 });
  try {
    await writeSqlFiles(folder);
    const files: Record<string, string> = {};
    const answers: Record<string, unknown> = {};
    const paths = new Map<string, string>();
    for (const file of SQL_FILES) {
      files[file] = (await readFile(join(folder, file))).toString('base64');
      paths.set(file, await engine.register(file, { url: join(folder, file) }));
    }
    for (const { name, sql } of everyQuestion((file) => paths.get(file) ?? file))
      answers[name] = portable(await engine.run(sql));
    project.provide('sqlFiles', files);
    project.provide('nativeAnswers', answers);
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}
