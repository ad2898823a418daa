import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FILES } from '../../../src/lib/domain/case.ts';
import { numbers } from '../../../src/lib/domain/columns.ts';
import { openNative } from '../../../src/lib/engine/native.ts';
import { loadDeviceCube } from '../../../src/lib/queries/activity.ts';
import { sql } from '../../../src/lib/sql/sql.ts';
import { makeTinyCase } from '../../fixtures/make-case.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

const CELLS = 5;

test('device-hours add up the distinct devices of each place and hour', async () => {
  const folder = await scratchFolder();
  await makeTinyCase(folder);
  const engine = await openNative({ threads: 1 });
  onTestFinished(() => engine.close());
  const activity = join(folder, FILES.activity);
  const traffic = { kept: [], leftOut: [] };
  const question = { hour: 'number', places: CELLS, hasTraffic: false, traffic } as const;
  const load = (file: string) => loadDeviceCube(engine, { ...question, file }, () => undefined);

  const cube = await load(activity);
  const plain = await engine.run(
    sql`SELECT cell, sum(devices)::DOUBLE AS n FROM read_parquet(${activity}) GROUP BY cell ORDER BY cell`
  );
  const sums = Array.from({ length: CELLS }, (_, place) => cube?.cumulative[cube.offset[place + 1] - 1]);
  expect(sums).toEqual([...numbers(plain, 'n')]);

  const partly = join(folder, 'partly.parquet');
  await engine.run(
    sql`COPY (SELECT hour, cell, messages, CASE WHEN cell = 2 THEN NULL ELSE devices END AS devices
  FROM read_parquet(${activity}) ORDER BY cell, hour) TO ${partly} (FORMAT parquet)`
  );
  expect(await load(partly)).toBeNull();
});
