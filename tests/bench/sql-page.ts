import { openWasm } from '../../src/lib/engine/wasm.ts';
import { messagesByPlace } from '../../src/lib/sql/activity.ts';

/** Answers the moves of a brush of two weeks over the demo case by SQL; milliseconds of each. */
async function sqlBrush(): Promise<number[]> {
  const engine = await openWasm();
  const bytes = new Uint8Array(await (await fetch('/cases/demo/activity.parquet')).arrayBuffer());
  const file = await engine.register('activity.parquet', { bytes });
  const first = Date.UTC(2020, 3, 20) / 3_600_000;
  const values: number[] = [];
  for (let move = 0; move < 43; move++) {
    const from = first + move * 5;
    const begin = performance.now();
    await engine.run(messagesByPlace(file, 'number', from, from + 336));
    // The first answers also read the footer and compile.
    if (move >= 3) values.push(performance.now() - begin);
  }
  await engine.close();
  return values;
}

Object.assign(window, { sqlBrush });
