import { expect, test } from 'vitest';
import { makeQueue } from '../../../src/lib/engine/queue.ts';

/** A job that ends when told to. */
function makeJob<T>(value: T) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const started: string[] = [];
  return { end, started, job: () => (started.push('started'), ended.then(() => value)) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a job begins only when the one before has ended, even if that one was aborted or failed', async () => {
  const queue = makeQueue();
  const stop = new AbortController();
  const first = makeJob(1);
  const second = makeJob(2);
  const aborted = queue.add(first.job, stop.signal);
  const answer = queue.add(second.job);
  await settled();
  stop.abort(new Error('stop'));
  await expect(aborted).rejects.toThrow('stop');
  await settled();
  expect(second.started).toEqual([]);
  first.end();
  await settled();
  expect(second.started).toEqual(['started']);
  second.end();
  expect(await answer).toBe(2);
  await expect(queue.add(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await queue.add(() => Promise.resolve(3))).toBe(3);
});

test('a job aborted while it waits never begins', async () => {
  const queue = makeQueue();
  const stop = new AbortController();
  const first = makeJob(1);
  const second = makeJob(2);
  const answer = queue.add(first.job);
  const aborted = queue.add(second.job, stop.signal);
  stop.abort(new Error('stop'));
  await expect(aborted).rejects.toThrow('stop');
  first.end();
  expect(await answer).toBe(1);
  expect(await queue.add(() => Promise.resolve(3))).toBe(3);
  expect(second.started).toEqual([]);
});

test('an answer that comes in the moment of the abort is not delivered', async () => {
  const stop = new AbortController();
  const answer = makeQueue().add(() => {
    stop.abort(new Error('stop'));
    return Promise.resolve(1);
  }, stop.signal);
  await expect(answer).rejects.toThrow('stop');
});
