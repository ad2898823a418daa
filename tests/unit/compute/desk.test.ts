import { describe, expect, test } from 'vitest';
import { correlatorOn, type WorkerPort } from '../../../src/lib/compute/client.ts';
import { Desk } from '../../../src/lib/compute/desk.ts';
import type { FromWorker, ToWorker } from '../../../src/lib/compute/messages.ts';
import { makeCase, runOn, viewOf } from '../correlate/synthetic.ts';

/** A desk in this thread that is reached like a worker: messages are copied and come later. */
function deskPort(): WorkerPort & { readonly sent: ToWorker[] } {
  const listeners: ((gesture: { readonly data: FromWorker }) => void)[] = [];
  const later = () => new Promise<void>((resolve) => setImmediate(resolve));
  const desk = new Desk((message) => {
    const data = structuredClone(message);
    for (const listener of listeners) listener({ data });
  }, later);
  const sent: ToWorker[] = [];
  return {
    sent,
    postMessage(message) {
      sent.push(message);
      const copy = structuredClone(message);
      void later().then(() => desk.take(copy));
    },
    terminate: () => undefined,
    addEventListener(type: string, listener: unknown) {
      if (type === 'message') listeners.push(listener as (typeof listeners)[number]);
    }
  };
}

const data = makeCase({ places: 4, days: 40, events: [{ at: 480, place: 0 }] });
const view = viewOf(data);

function correlator() {
  const port = deskPort();
  const made = correlatorOn(() => port);
  made.load(data);
  return { made, port };
}

describe('the worker of the statistics', () => {
  test('answers as the function does, over copies', async () => {
    const { made } = correlator();
    const record = await made.ask('impact', {}, view, 'all');
    expect(record).toEqual(await runOn(data, 'impact', {}));
  });

  test('tells its progress from 0 towards 1', async () => {
    const shares: number[] = [];
    await correlator().made.ask('surges', {}, view, 'all', { onProgress: (share) => shares.push(share) });
    expect(shares[0]).toBe(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeGreaterThan(0.5);
  });

  test('an aborted question is rejected at once with its reason, stops, and the next one is answered', async () => {
    const { made, port } = correlator();
    const abort = new AbortController();
    const first = made.ask('breaks', {}, view, 'all', {
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('another view'))
    });
    await expect(first).rejects.toThrow('another view');
    expect(port.sent.at(-1)).toMatchObject({ tag: 'stop' });
    expect((await made.ask('leadlag', {}, view, 'all')).method).toBe('leadlag');
  });

  test('a question that is aborted before it is asked is never sent', async () => {
    const { made, port } = correlator();
    const asked = made.ask('impact', {}, view, 'all', { signal: AbortSignal.abort(new Error('too late')) });
    await expect(asked).rejects.toThrow('too late');
    expect(port.sent.map(({ tag }) => tag)).toEqual(['case']);
  });

  test('questions under another key see another view', async () => {
    const { made } = correlator();
    const none = viewOf(data, { eventKeep: new Uint8Array(1) });
    expect((await made.ask('impact', {}, view, 'all')).n.events).toBe(1);
    expect((await made.ask('impact', {}, none, 'none')).n.events).toBe(0);
  });

  test('closing rejects what is under way; asking without a case is refused', async () => {
    const { made } = correlator();
    const asked = made.ask('breaks', {}, view, 'all');
    made.close();
    await expect(asked).rejects.toThrow('closed');
    const empty = correlatorOn(deskPort);
    await expect(empty.ask('breaks', {}, view, 'all')).rejects.toThrow('before they were given a case');
  });

  test('a worker in a long step is ended when its question is, and another one answers what is asked still', async () => {
    const ended: boolean[] = [];
    const deaf: WorkerPort = {
      postMessage: () => undefined,
      terminate: () => void ended.push(true),
      addEventListener: () => undefined
    };
    const ports = [deaf, deskPort()];
    const made = correlatorOn(() => ports.shift() ?? deaf, 0);
    made.load(data);
    const abort = new AbortController();
    const first = made.ask('surges', {}, view, 'all', { signal: abort.signal });
    const second = made.ask('leadlag', {}, view, 'all');
    abort.abort(new Error('stopped by the reader'));
    await expect(first).rejects.toThrow('stopped by the reader');
    expect((await second).method).toBe('leadlag');
    expect(ended).toEqual([true]);
  });

  test('a worker that dies rejects its questions, and a new one is started for the next case', async () => {
    const ports: { die: () => void }[] = [];
    const made = correlatorOn(() => {
      const port = deskPort();
      const errors: ((gesture: unknown) => void)[] = [];
      ports.push({ die: () => errors.forEach((listener) => listener(null)) });
      return {
        ...port,
        addEventListener(type: string, listener: unknown) {
          if (type === 'error') errors.push(listener as (gesture: unknown) => void);
          else port.addEventListener(type as 'message', listener as (gesture: { data: FromWorker }) => void);
        }
      };
    });
    made.load(data);
    const asked = made.ask('breaks', {}, view, 'all');
    ports[0].die();
    await expect(asked).rejects.toThrow('stopped by itself');
    made.load(data);
    expect((await made.ask('leadlag', {}, view, 'all')).method).toBe('leadlag');
    expect(ports).toHaveLength(2);
  });
});
