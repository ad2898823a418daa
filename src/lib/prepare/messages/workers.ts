import type { NativeEngine } from '../../engine/native.ts';

/** Engines that work side by side, each with one thread of its own, so that every task gives the same bytes. */
export interface Workers {
  readonly count: number;
  /** Asks one of them something. */
  first<T>(work: (engine: NativeEngine) => Promise<T>): Promise<T>;
  /** Prepares every engine. */
  each(work: (engine: NativeEngine) => Promise<void>): Promise<void>;
  /**
   * Does the tasks in their order, as many at once as there are engines. The first failure ends it: what is running is
   * awaited, nothing more is begun, and the failure is thrown.
   */
  all<T>(tasks: readonly T[], work: (engine: NativeEngine, task: T) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export async function openWorkers(count: number, open: () => Promise<NativeEngine>): Promise<Workers> {
  const engines: NativeEngine[] = [];
  for (let made = 0; made < count; made++) engines.push(await open());
  return {
    count,
    first: (work) => work(engines[0]),
    each: async (work) => {
      for (const engine of engines) await work(engine);
    },
    all: async (tasks, work) => {
      let next = 0;
      const failures: unknown[] = [];
      const run = async (engine: NativeEngine) => {
        while (next < tasks.length && failures.length === 0) {
          const task = tasks[next++];
          try {
            await work(engine, task);
          } catch (error) {
            failures.push(error);
          }
        }
      };
      await Promise.all(engines.map(run));
      if (failures.length > 0) throw failures[0];
    },
    close: async () => {
      for (const engine of engines) await engine.close();
    }
  };
}
