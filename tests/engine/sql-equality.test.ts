import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { openWasm } from '../../src/lib/engine/wasm.ts';
import { everyQuestion } from '../sql/every-question.ts';
import { portable } from '../sql/question.ts';

/** Every builder of src/lib/sql, asked of DuckDB-WASM: each answer equals the one of native DuckDB on the same files. */
const native = inject('nativeAnswers');
const answers = new Map<string, unknown>();
let engine: Engine;

beforeAll(async () => {
  engine = await openWasm();
  for (const [file, text] of Object.entries(inject('sqlFiles'))) {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    await engine.register(file, { bytes });
  }
  // In order and all at once: tables are made before they are asked.
  for (const { name, sql } of everyQuestion((file) => file))
    answers.set(name, await engine.run(sql).then(portable, (error: Error) => error));
});

afterAll(() => engine.close());

test('the same questions were asked of both', () => {
  expect(Object.keys(native).length).toBeGreaterThan(80);
  expect([...answers.keys()]).toEqual(Object.keys(native));
});

for (const { name } of everyQuestion((file) => file)) {
  test(name, () => {
    const answer = answers.get(name);
    if (answer instanceof Error) throw answer;
    expect(answer).toEqual(native[name]);
  });
}
