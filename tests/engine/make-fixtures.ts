/** Writes the fixtures of the engine tests: `npx tsx tests/engine/make-fixtures.ts`. The result is committed. */
import { fileURLToPath } from 'node:url';
import { openNative } from '../../src/lib/engine/native.ts';
import { sql } from '../../src/lib/sql/sql.ts';

const path = fileURLToPath(new URL('fixtures/sample.parquet', import.meta.url));

/** 5,000 rows in two row groups, more than DuckDB hands over at once; every third row misses what can be missing. */
async function makeSample(): Promise<void> {
  const engine = await openNative();
  await engine.run(sql`
    COPY (
      SELECT
        i::INTEGER AS row,
        'row ' || i AS label,
        CASE WHEN i % 3 <> 0 THEN i / 2 END::DOUBLE AS half,
        (9007199254740993 + i)::BIGINT AS big,
        617700169958293503::UBIGINT AS cell,
        CASE WHEN i % 3 <> 0 THEN ['a' || i, 'b'] END AS sources
      FROM range(5000) AS rows(i)
    ) TO ${path} (FORMAT PARQUET, COMPRESSION ZSTD, ROW_GROUP_SIZE 2048)`);
  await engine.close();
}

await makeSample();
