import { numbers } from '../domain/columns.ts';
import type { Engine } from '../engine/engine.ts';
import { sql } from '../sql/sql.ts';

/** Does some work with one thread: several may cut row groups differently from run to run. */
export async function withOneThread<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  const before = await engine.run(sql`SELECT current_setting('threads')::INTEGER AS threads`);
  await engine.run(sql`SET threads = 1`);
  try {
    return await work();
  } finally {
    await engine.run(sql`SET threads = ${numbers(before, 'threads')[0]}`);
  }
}
