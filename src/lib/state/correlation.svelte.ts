import type { Asking, Correlator } from '../compute/client.ts';
import type { EventList } from '../correlate/input.ts';
import { methodOptions } from '../correlate/options.ts';
import type { OptionsOf } from '../correlate/run.ts';
import type { ActivityCube } from '../domain/activity.ts';
import { isActive } from '../domain/filter.ts';
import { METHODS, type Method, type RecordFor } from '../domain/correlation.ts';
import type { Panel, View } from '../domain/view.ts';
import { countedWords } from '../link/counted-words.ts';
import { correlationData, correlationView } from '../queries/correlation-data.ts';
import { loadEventList } from '../queries/correlation.ts';
import type { Filtered } from '../queries/filtered.ts';
import type { ResultStatus } from '../views/correlation-status.ts';
import type { AnalysisLog } from './analysis-log.ts';
import { failuresOf } from './failures.ts';
import type { OpenedCase } from './open-case.ts';
import { Resource } from './resource.svelte.ts';

/** Seed of the random numbers, the same as on the command line. */
const SEED = 1;
/** So many results are remembered. */
const MEMORY = 40;

/** Which method a panel of the View shows; null: none. */
export function methodOf(panel: Panel): Method | null {
  return METHODS.find((method) => method === panel) ?? null;
}

/** What the statistics follow of an investigation. */
export interface Investigated {
  readonly case: OpenedCase;
  readonly view: View;
  /** What the filter leaves; null while it is being asked. */
  readonly filtered: Filtered | null;
  readonly activity: {
    /** The coarsest counts that answer the View, and the full ones; null while they are being read. */
    readonly cube: ActivityCube | null;
    readonly fullCube: ActivityCube | null;
    readonly progress: number | null;
    /** Whether the reader stopped the reading, and the way to go on. */
    readonly isStopped: boolean;
    resume(): void;
    readonly error: unknown;
  };
}

type Results = { readonly [M in Method]: Resource<RecordFor<M>> };

/**
 * The statistics of an open case under the View: asks for the open panel only, drops what a newer question replaced, and
 * remembers results.
 */
export class Correlations {
  readonly #investigation: Investigated;
  readonly #log: AnalysisLog;
  readonly #correlator: Correlator;
  readonly #events = new Resource<EventList>();
  readonly #results: Results = {
    impact: new Resource(),
    response: new Resource(),
    leadlag: new Resource(),
    breaks: new Resource(),
    surges: new Resource(),
    spacetime: new Resource()
  };
  readonly #memory = new Map<string, RecordFor<Method>>();
  /** Results put into the memory so far: what is read of it follows them. */
  #remembered = $state(0);
  #progress = $state(0);
  /** The question that the reader stopped. */
  #stopped = $state.raw<string | null>(null);
  #loadedCube: ActivityCube | null | undefined = undefined;

  constructor(investigation: Investigated, log: AnalysisLog, correlator: Correlator) {
    this.#investigation = investigation;
    this.#log = log;
    this.#correlator = correlator;
  }

  /** The method of the open panel; null: another panel is open. */
  get open(): Method | null {
    return methodOf(this.#investigation.view.panel);
  }

  /** Asks for the open panel. Called from an effect of the page whenever the View or what it rests on changes. */
  follow(): void {
    const { open } = this;
    for (const method of METHODS)
      if (method !== open && this.#results[method].phase === 'busy') this.#results[method].cancel();
    if (open === null) return;
    const { case: opened } = this.#investigation;
    this.#events.ask('', (signal) => loadEventList(opened.engine, opened.events, signal));
    const key = this.#key(open);
    if (this.#ground === null || this.#stopped === key) return;
    this.#ask(open, key);
  }

  /** The last result of a method; null: none yet. */
  record<M extends Method>(method: M): RecordFor<M> | null {
    return (this.#results[method] as Resource<RecordFor<M>>).value;
  }

  /** Breaks of the level under the View, whichever panel is open; null: not computed for it yet. */
  get breaks(): RecordFor<'breaks'> | null {
    const known = this.#remembered === 0 ? undefined : this.#memory.get(this.#key('breaks'));
    return (known as RecordFor<'breaks'> | undefined) ?? null;
  }

  status(method: Method): ResultStatus {
    const result = this.#results[method];
    const key = this.#key(method);
    if (result.answers(key)) return { tag: 'ready' };
    if (this.#stopped === key) return { tag: 'stopped' };
    if (this.#ground === null) return this.#waiting;
    if (result.phase === 'failed') return { tag: 'failed', failures: failuresOf(result.error) };
    return { tag: 'busy', share: this.#progress };
  }

  /** Whether the open panel shows the View, or has said why it does not. */
  get settled(): boolean {
    const { open } = this;
    if (open === null) return true;
    const { tag } = this.status(open);
    return tag === 'ready' || tag === 'stopped' || tag === 'failed';
  }

  /** Title of an event; its id where that is not known. */
  nameOf(id: string): string {
    const events = this.#events.value;
    const row = events?.id.indexOf(id) ?? -1;
    return (row < 0 ? '' : (events?.title[row] ?? '')) || id;
  }

  /** Row of an event in the event table; null where it is not known. */
  rowOf(id: string): number | null {
    const row = this.#events.value?.id.indexOf(id) ?? -1;
    return row < 0 ? null : row;
  }

  /** Stops the open panel's run; it stays stopped until the View changes or it is run again. */
  stop(): void {
    if (this.open === null) return;
    this.#stopped = this.#key(this.open);
    this.#results[this.open].cancel();
  }

  /** Runs the open panel again after a stop or a failure. */
  run(): void {
    if (this.open === null) return;
    this.#stopped = null;
    this.#investigation.activity.resume();
    this.#events.cancel();
    this.#results[this.open].cancel();
    this.follow();
  }

  close(): void {
    this.#events.cancel();
    for (const method of METHODS) this.#results[method].cancel();
    this.#correlator.close();
  }

  /** What the statistics rest on; null while it is being read. */
  get #ground(): {
    readonly events: EventList;
    readonly filtered: Filtered;
    readonly cube: ActivityCube | null;
  } | null {
    const { filtered } = this.#investigation;
    const events = this.#events.value;
    const cube = this.#cube;
    return events === null || filtered === null || cube === undefined ? null : { events, filtered, cube };
  }

  /** The full activity; null: the case has none; undefined: it is being read. */
  get #cube(): ActivityCube | null | undefined {
    const { case: opened, activity } = this.#investigation;
    if (opened.manifest.activity === null) return null;
    return (opened.isDaily || opened.activity === null ? activity.cube : activity.fullCube) ?? undefined;
  }

  get #waiting(): ResultStatus {
    const { activity, filtered } = this.#investigation;
    const error = this.#events.error ?? activity.error;
    if (error !== null) return { tag: 'failed', failures: failuresOf(error) };
    if (this.#cube === undefined && activity.isStopped) return { tag: 'stopped' };
    if (filtered !== null && this.#cube === undefined)
      return {
        tag: 'waiting',
        why: 'The full activity is being read: the statistics need all of it',
        share: activity.progress
      };
    return { tag: 'waiting', why: 'Events are being read', share: null };
  }

  #key(method: Method): string {
    return JSON.stringify([method, this.#options(method), viewKey(this.#investigation.view)]);
  }

  #options<M extends Method>(method: M): OptionsOf[M] {
    return methodOptions(this.#investigation.view)[method];
  }

  #ask<M extends Method>(method: M, key: string): void {
    const result = this.#results[method] as Resource<RecordFor<M>>;
    result.ask(key, async (signal) => {
      const known = this.#memory.get(key);
      if (known !== undefined) return known as RecordFor<M>;
      this.#progress = 0;
      const record = await this.#compute(method, key, {
        signal,
        onProgress: (share) => (this.#progress = share)
      });
      this.#log.note(key);
      this.#remember(key, record);
      return record;
    });
  }

  async #compute<M extends Method>(method: M, key: string, asking: Asking): Promise<RecordFor<M>> {
    const ground = this.#ground;
    if (ground === null) throw new Error('The statistics were asked before their case was read.');
    const { case: opened, view } = this.#investigation;
    if (ground.cube !== this.#loadedCube) {
      this.#correlator.load(
        correlationData(opened, ground.cube, ground.events, isActive(view.filter, 'traffic'))
      );
      this.#loadedCube = ground.cube;
    }
    const analysesRun = this.#log.countWith(key);
    const data = correlationView(view, opened.events, ground.filtered, {
      words: countedWords(view, opened.manifest.zone),
      analysesRun,
      seed: SEED
    });
    try {
      const record = await this.#correlator.ask(method, this.#options(method), data, viewKey(view), asking);
      // What the worker shares between the methods of one View holds the count of the first of them.
      return { ...record, analysesRun };
    } catch (error) {
      // The worker may be a new one next time.
      if (!(asking.signal?.aborted ?? false)) this.#loadedCube = undefined;
      throw error;
    }
  }

  #remember(key: string, record: RecordFor<Method>): void {
    this.#memory.set(key, record);
    this.#remembered += 1;
    const [oldest] = this.#memory.keys();
    if (this.#memory.size > MEMORY && oldest !== undefined) this.#memory.delete(oldest);
  }
}

/** Equal for Views under which the same is counted. */
function viewKey({ filter, from, to }: View): string {
  return JSON.stringify([filter, from, to]);
}
