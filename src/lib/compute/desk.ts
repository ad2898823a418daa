import type { CaseData, RunControl } from '../correlate/input.ts';
import { openSession, type Session } from '../correlate/run.ts';
import type { CorrelationRecord } from '../domain/correlation.ts';
import type { Ask, FromWorker, ToWorker } from './messages.ts';

/** Thrown inside a run that is to stop. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

/**
 * Takes questions one after the other and answers each: what the worker does, without a worker. breathe: lets messages
 * that have come meanwhile be taken, so that a stop is heard between steps.
 */
export class Desk {
  readonly #answer: (message: FromWorker) => void;
  readonly #breathe: () => Promise<void>;
  readonly #stopped = new Set<number>();
  #data: CaseData | null = null;
  #session: { readonly key: string; readonly session: Session } | null = null;
  #queue: Promise<void> = Promise.resolve();

  constructor(answer: (message: FromWorker) => void, breathe: () => Promise<void>) {
    this.#answer = answer;
    this.#breathe = breathe;
  }

  /** Takes a message. A question waits for those before it; a stop does not. Resolves when it is dealt with. */
  take(message: ToWorker): Promise<void> {
    if (message.tag === 'stop') {
      this.#stopped.add(message.id);
      return Promise.resolve();
    }
    this.#queue = this.#queue.then(() => {
      if (message.tag === 'ask') return this.#run(message);
      this.#data = message.data;
      this.#session = null;
    });
    return this.#queue;
  }

  async #run(ask: Ask): Promise<void> {
    const { id } = ask;
    try {
      this.#answer({ tag: 'done', id, record: await this.#record(ask) });
    } catch (error) {
      if (error instanceof Stopped) this.#answer({ tag: 'stopped', id });
      else
        this.#answer({ tag: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    } finally {
      this.#stopped.delete(id);
    }
  }

  async #record(ask: Ask): Promise<CorrelationRecord> {
    const { id, viewKey } = ask;
    if (this.#data === null) throw new Error('The worker was asked before it was given a case.');
    if (this.#session?.key !== viewKey) {
      this.#session = { key: viewKey, session: openSession(this.#data, ask.view) };
    }
    const control: RunControl = {
      pause: async (share) => {
        this.#answer({ tag: 'progress', id, share });
        await this.#breathe();
        if (this.#stopped.has(id)) throw new Stopped();
      },
      progress: (share) => this.#answer({ tag: 'progress', id, share })
    };
    return answerOf(this.#session.session, ask, control);
  }
}

/** One branch per method, so that options and records keep their types. */
function answerOf(session: Session, ask: Ask, control: RunControl): Promise<CorrelationRecord> {
  switch (ask.method) {
    case 'impact':
      return session.run(ask.method, ask.options, control);
    case 'response':
      return session.run(ask.method, ask.options, control);
    case 'leadlag':
      return session.run(ask.method, ask.options, control);
    case 'breaks':
      return session.run(ask.method, ask.options, control);
    case 'surges':
      return session.run(ask.method, ask.options, control);
    case 'spacetime':
      return session.run(ask.method, ask.options, control);
  }
}
