import { expect, onTestFinished, test } from 'vitest';
import { commands, page, userEvent } from 'vitest/browser';
import { numbers } from '../../src/lib/domain/columns.ts';
import type { Engine, QueryFailure } from '../../src/lib/engine/engine.ts';
import { openWasm } from '../../src/lib/engine/wasm.ts';
import { sql } from '../../src/lib/sql/sql.ts';
import { describeEngine } from './contract.ts';
import { failureOf } from './failure-of.ts';

const sampleUrl = '/tests/engine/fixtures/sample.parquet';

describeEngine('DuckDB-WASM', {
  open: () => openWasm(),
  sample,
  sampleUrl,
  missingUrl: '/tests/engine/fixtures/absent.parquet'
});

async function sample(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetch(sampleUrl)).arrayBuffer());
}

/** A copy of the sample on the server's disk, removed after the test. */
async function copyOnDisk(path: string): Promise<void> {
  const text = Array.from(await sample(), (byte) => String.fromCharCode(byte)).join('');
  await commands.writeFile(path, btoa(text), 'base64');
}

async function openForTest(options: Parameters<typeof openWasm>[0] = {}): Promise<Engine> {
  const engine = await openWasm(options);
  onTestFinished(() => engine.close());
  return engine;
}

test('a file chosen from disk is read; once it is gone from disk the query fails and the next one works', async () => {
  const path = 'tests/engine/fixtures/chosen.parquet';
  await copyOnDisk(path);
  const input = document.createElement('input');
  input.type = 'file';
  document.body.append(input);
  await userEvent.upload(page.elementLocator(input), path);
  const file = input.files?.[0];
  if (file === undefined) throw new Error('No file was chosen');

  const engine = await openForTest();
  await engine.register('chosen.parquet', { file });
  const answer = await engine.run(
    sql`SELECT sum("row")::DOUBLE AS total FROM read_parquet('chosen.parquet')`
  );
  expect(numbers(answer, 'total')).toEqual(Float64Array.of((4999 * 5000) / 2));

  // Under a name that nothing was read of yet: DuckDB keeps what it has read.
  await engine.register('later.parquet', { file });
  await commands.removeFile(path);
  await failureOf(engine.run(sql`SELECT label FROM read_parquet('later.parquet')`));
  expect((await engine.run(sql`SELECT 1 AS a`)).rows).toBe(1);
});

test('a file that the server no longer has fails the query by its URL, and the next one works', async () => {
  const path = 'tests/engine/fixtures/served.parquet';
  await copyOnDisk(path);
  const engine = await openForTest();
  await engine.register('served.parquet', { url: `/${path}` });
  await commands.removeFile(path);
  const failure = await failureOf(engine.run(sql`SELECT label FROM read_parquet('served.parquet')`));
  expect(failure.message).toContain('served.parquet');
  expect((await engine.run(sql`SELECT 1 AS a`)).rows).toBe(1);
});

test('a file of another origin is refused without a request', async () => {
  const engine = await openForTest();
  const failure = await failureOf(engine.register('a.parquet', { url: 'https://example.org/a.parquet' }));
  expect(failure.reason).toContain('no request leaves');
});

test('a web page in the place of a file counts as missing', async () => {
  const engine = await openForTest();
  const failure = await failureOf(engine.register('a.parquet', { url: globalThis.location.href }));
  expect(failure.reason).toContain('File a.parquet is missing');
  expect(failure.reason).toContain('answers with a web page');
});

/** DuckDB's worker, which throws out of turn when it is told to. */
function fragileWorker(url: string): Worker {
  const script = `importScripts(${JSON.stringify(url)});
    addEventListener('message', (gesture) => { if (gesture.data.type === 'BREAK') throw new Error('broken on purpose'); });`;
  return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
}

test('when the worker dies, what runs, waits and comes fails, onDeath is told once, and a new engine works', async () => {
  const deaths: QueryFailure[] = [];
  let worker: Worker | undefined;
  const engine = await openForTest({
    onDeath: (failure) => deaths.push(failure),
    startWorker: (url) => (worker = fragileWorker(url))
  });
  const running = failureOf(
    engine.run(sql`SELECT count(*)::DOUBLE AS n FROM range(100000000000) AS numbers(i) WHERE i % 7 = 3`)
  );
  const waiting = failureOf(engine.run(sql`SELECT 1 AS a`));
  worker?.postMessage({ messageId: 0, type: 'BREAK', data: null });
  for (const failure of await Promise.all([running, waiting])) {
    expect(failure.reason).toContain('The query engine has stopped');
    expect(failure.reason).toContain('broken on purpose');
  }
  expect((await failureOf(engine.run(sql`SELECT 1 AS a`))).reason).toContain('has stopped');
  expect((await failureOf(engine.register('a', { bytes: new Uint8Array(4) }))).reason).toContain(
    'has stopped'
  );
  expect(deaths).toHaveLength(1);

  const next = await openForTest();
  expect((await next.run(sql`SELECT 1 AS a`)).rows).toBe(1);
});

test('closing is not a death', async () => {
  const deaths: QueryFailure[] = [];
  const engine = await openWasm({ onDeath: (failure) => deaths.push(failure) });
  await engine.close();
  await failureOf(engine.run(sql`SELECT 1 AS a`));
  expect(deaths).toEqual([]);
});

test('a worker script that is missing fails the opening', async () => {
  const failure = await failureOf(openWasm({ startWorker: () => new Worker('/absent/worker.js') }));
  expect(failure.reason).toContain('did not load');
});
