import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FILES } from '../../src/lib/domain/case.ts';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { openNative } from '../../src/lib/engine/native.ts';
import { joinSql, sql, type Sql } from '../../src/lib/sql/sql.ts';
import { makeTinyCase } from '../fixtures/make-case.ts';
import { HOSTILE } from './hostile-values.ts';

/** Files that the SQL is asked about: `tiny/`, sound; `broken/`, with wrong rows; `other/`, other shapes of files. */
export const SQL_FILES = [
  ...Object.values(FILES)
    .filter((file) => file.endsWith('.parquet'))
    .flatMap((file) => [`tiny/${file}`, `broken/${file}`]),
  'other/traffic.parquet',
  'other/bare-events.parquet',
  'other/bare-items.parquet',
  'other/hostile-events.parquet',
  'other/hostile-items.parquet',
  'other/hostile-places.parquet',
  'other/times.parquet',
  'other/by-cell.parquet',
  'other/by-device.parquet'
] as const;

const BROKEN: readonly string[] = [
  `UPDATE events SET id = 'ev-2' WHERE id = 'ev-5'`,
  `UPDATE events SET sources = ['s1', 's9'] WHERE id = 'ev-3'`,
  `UPDATE events SET region = 'FR-IDF' WHERE id = 'ev-3'`,
  `UPDATE events SET lat = 95 WHERE id = 'ev-3'`,
  `UPDATE events SET lon = NULL WHERE id = 'ev-2'`,
  `UPDATE events SET title = ' ' WHERE id = 'ev-4'`,
  `UPDATE items SET event_id = 'ev-99' WHERE commodity = 'cash'`,
  `UPDATE items SET unit = 'g' WHERE commodity = 'cocaine'`,
  `UPDATE cells SET cell = 9 WHERE cell = 4`,
  `UPDATE cells SET h3 = '8' WHERE cell = 3`,
  `INSERT INTO activity VALUES (442000, 0, 5, 1), (442000, 0, 6, 1)`,
  `UPDATE rollup_hour SET messages = messages + 7 WHERE hour = ${Date.UTC(2020, 5, 12) / 3_600_000}`
];

/** Writes the files below a folder. */
export async function writeSqlFiles(folder: string): Promise<void> {
  for (const name of ['tiny', 'broken', 'other']) await mkdir(join(folder, name), { recursive: true });
  await makeTinyCase(join(folder, 'tiny'));
  await makeTinyCase(join(folder, 'broken'), { after: BROKEN });
  const engine = await openNative({ threads: 1 });
  try {
    await writeOthers(engine, folder);
  } finally {
    await engine.close();
  }
}

async function writeOthers(engine: Engine, folder: string): Promise<void> {
  const write = (rows: Sql, file: string) =>
    engine.run(sql`COPY (${rows}) TO ${join(folder, 'other', file)} (FORMAT parquet, COMPRESSION zstd)`);
  // Two kinds of traffic in each hour and place, with hours as times.
  await write(
    sql`SELECT make_timestamp(hour::BIGINT * 3600000000) AS hour, cell, traffic, (messages * weight)::UINTEGER AS messages
FROM read_parquet(${join(folder, 'tiny', FILES.activity)}), (VALUES ('photo', 1), ('text', 2)) AS kinds(traffic, weight)
ORDER BY cell, hour, traffic`,
    'traffic.parquet'
  );
  await write(
    sql`SELECT id, kind, "start" FROM (VALUES ('b', 'raid', TIMESTAMP '2020-06-12 04:00:00'),
  ('a', 'raid', TIMESTAMP '2020-06-12 04:00:00'), ('c', NULL, NULL)) AS events(id, kind, "start")`,
    'bare-events.parquet'
  );
  await write(
    sql`SELECT * FROM (VALUES ('a', 'arrest', NULL, 'count', NULL), ('a', 'arrest', 3, 'count', NULL), ('a', 'cash', NULL, 'EUR', NULL),
  ('a', 'cash', 0.5, NULL, NULL), ('b', 'arrest', 5, 'kg', NULL), ('z', 'cash', 1, 'EUR', NULL), ('b', NULL, 1, 'kg', NULL))
  AS items(event_id, commodity, quantity, unit, note)`,
    'bare-items.parquet'
  );
  await write(
    sql`SELECT TIMESTAMPTZ '2020-06-12 04:30:00+02' AS zoned, DATE '2020-06-12' AS day, TIMESTAMP '2020-06-12 04:30:00' AS plain`,
    'times.parquet'
  );
  await writeMessages(engine, write);
  await writeHostile(engine, write);
}

/** A raw record of 200 messages in both orders; in the one by device, two rows stand before their place. */
async function writeMessages(
  engine: Engine,
  write: (rows: Sql, file: string) => Promise<unknown>
): Promise<void> {
  await engine.run(sql`CREATE TABLE message AS
SELECT (1591920000 + i * 97 % 90000)::UINTEGER AS t, (i * 13 % 21)::UINTEGER AS device, (i % 5)::USMALLINT AS cell,
  CASE WHEN i % 7 > 0 THEN (i % 3)::UTINYINT END AS kind
FROM range(200) numbers(i)`);
  const columns = sql`t, device, cell, kind`;
  await write(sql`SELECT ${columns} FROM message ORDER BY cell, t, device, kind`, 'by-cell.parquet');
  await write(
    sql`SELECT ${columns} FROM message ORDER BY device <> 20, device, t = 1591920097, t, cell, kind`,
    'by-device.parquet'
  );
}

/** A row for each hostile value, which goes in as hex digits: past the quoting that is tested. */
async function writeHostile(
  engine: Engine,
  write: (rows: Sql, file: string) => Promise<unknown>
): Promise<void> {
  const rows = HOSTILE.map((value, index) => {
    const id = `h${String(index).padStart(2, '0')}`;
    return sql`SELECT ${id} AS id, ${index} AS cell, decode(unhex(${Buffer.from(value).toString('hex')})) AS value`;
  });
  await engine.run(sql`CREATE TABLE hostile AS ${joinSql(rows, ' UNION ALL ')}`);
  await write(
    sql`SELECT id, value AS kind, 'title ' || value AS title, TIMESTAMP '2020-06-12 00:00:00' AS "start", value AS country, value AS region,
  value AS operation, value AS agency FROM hostile ORDER BY id`,
    'hostile-events.parquet'
  );
  await write(
    sql`SELECT id AS event_id, value AS commodity, 1::DOUBLE AS quantity, value AS unit, value AS note FROM hostile ORDER BY id`,
    'hostile-items.parquet'
  );
  await write(
    sql`SELECT cell, NULL::VARCHAR AS h3, 0::DOUBLE AS lat, 0::DOUBLE AS lon, value AS country, value AS region, value AS name
FROM hostile ORDER BY cell`,
    'hostile-places.parquet'
  );
}
