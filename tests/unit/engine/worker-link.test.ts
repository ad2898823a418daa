import { expect, test } from 'vitest';
import { LinkBroken, linkTo, WorkerRefusal } from '../../../src/lib/engine/worker-link.ts';

interface Question {
  readonly messageId: number;
  readonly type: string;
}

/** A worker that notes what it is asked and says what the test lets it say. */
class ScriptedWorker extends EventTarget {
  readonly questions: Question[] = [];
  isEnded = false;
  postMessage(question: Question): void {
    this.questions.push(question);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

function makeLink() {
  const worker = new ScriptedWorker();
  const deaths: string[] = [];
  const link = linkTo(worker as unknown as Worker, (reason) => deaths.push(reason));
  return { worker, deaths, link };
}

test('each question gets its own answer, in whatever order they come; log entries answer nothing', async () => {
  const { worker, link } = makeLink();
  const answers = Promise.all([link.ask('A', null), link.ask('B', null)]);
  const [a, b] = worker.questions;
  worker.say({ messageId: 0, requestId: a.messageId, type: 'LOG', data: 'noise' });
  worker.say('noise');
  worker.say({ messageId: 1, requestId: b.messageId, type: 'OK', data: 'for b' });
  worker.say({ messageId: 2, requestId: a.messageId, type: 'OK', data: 'for a' });
  expect(await answers).toEqual(['for a', 'for b']);
});

test('an error of DuckDB fails its question only', async () => {
  const { worker, deaths, link } = makeLink();
  const answer = link.ask('A', null);
  worker.say({
    requestId: worker.questions[0].messageId,
    type: 'ERROR',
    data: { name: 'Error', message: 'no table' }
  });
  await expect(answer).rejects.toEqual(new WorkerRefusal('no table'));
  expect(deaths).toEqual([]);
  expect(worker.isEnded).toBe(false);
});

test('an error without words says so', async () => {
  const { worker, link } = makeLink();
  const answer = link.ask('A', null);
  worker.say({ requestId: worker.questions[0].messageId, type: 'ERROR', data: { name: undefined } });
  await expect(answer).rejects.toThrow('without saying why');
});

test('a WebAssembly trap ends the worker, whose memory can no longer be trusted', async () => {
  const { worker, deaths, link } = makeLink();
  const trapped = link.ask('A', null);
  const waiting = link.ask('B', null);
  worker.say({
    requestId: worker.questions[0].messageId,
    type: 'ERROR',
    data: { name: 'RuntimeError', message: 'memory access out of bounds' }
  });
  await expect(trapped).rejects.toThrow('memory access out of bounds');
  await expect(waiting).rejects.toBeInstanceOf(LinkBroken);
  await expect(link.ask('C', null)).rejects.toBeInstanceOf(LinkBroken);
  expect(worker.questions).toHaveLength(2);
  expect(worker.isEnded).toBe(true);
  expect(deaths).toEqual(['memory access out of bounds']);
});

test('an error event of the worker is a death; ending it is not', async () => {
  const broken = makeLink();
  const answer = broken.link.ask('A', null);
  broken.worker.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  broken.worker.dispatchEvent(Object.assign(new Event('error'), { message: 'again' }));
  await expect(answer).rejects.toThrow('out of memory');
  expect(broken.deaths).toEqual(['out of memory']);

  const ended = makeLink();
  const open = ended.link.ask('A', null);
  ended.link.end('it was closed');
  await expect(open).rejects.toThrow('it was closed');
  expect(ended.worker.isEnded).toBe(true);
  expect(ended.deaths).toEqual([]);
});
