import path from 'node:path';
import { numbers } from '../../domain/columns.ts';
import type { FileRecord, MessagePart } from '../../domain/case.ts';
import type { Engine } from '../../engine/engine.ts';
import { ident, joinSql, sql, type Sql } from '../../sql/sql.ts';
import { recordOf } from '../case-folder.ts';

/** Files of the raw record by device: a device is in the file of its number modulo this. */
export const DEVICE_BUCKETS = 64;

/** Rows of a row group: what a reader with byte ranges fetches at once. */
const ROW_GROUP = 51_200;

/** Columns of the raw record, in their order and types. */
export const RAW_COLUMNS = sql`t::UINTEGER AS t, device::UINTEGER AS device, cell, kind::UTINYINT AS kind`;

/** A written file of the raw record: what the manifest says of it. */
export interface RawPart {
  readonly record: FileRecord;
  readonly part: MessagePart;
}

export function bucketFile(bucket: number): string {
  return `messages/device=${String(bucket).padStart(2, '0')}.parquet`;
}

/**
 * Writes sorted rows as the format wants the raw record: Parquet version 2 (delta encodings), ZSTD, small row groups.
 * The engine must have one thread, or row groups are cut differently from run to run.
 */
export async function writePart(engine: Engine, rows: Sql, file: string): Promise<void> {
  await engine.run(
    sql`COPY (${rows}) TO ${file} (FORMAT PARQUET, PARQUET_VERSION v2, COMPRESSION ZSTD, ROW_GROUP_SIZE ${ROW_GROUP}, WRITE_BLOOM_FILTER FALSE)`
  );
}

/**
 * What the manifest says of a file that writePart has written, by its footer: readers prune by the same. Null where
 * there is no row in it.
 */
export async function partOfFile(
  engine: Engine,
  folder: string,
  inside: string,
  kind: Pick<MessagePart, 'order' | 'bucket'>
): Promise<RawPart | null> {
  const extents = ['t', 'device', 'cell'].map(
    (
      name
    ) => sql`(min(stats_min_value::BIGINT) FILTER (WHERE path_in_schema = ${name}))::DOUBLE AS ${ident(`first_${name}`)},
  (max(stats_max_value::BIGINT) FILTER (WHERE path_in_schema = ${name}))::DOUBLE AS ${ident(`last_${name}`)}`
  );
  const answer =
    await engine.run(sql`SELECT coalesce(sum(row_group_num_rows) FILTER (WHERE path_in_schema = 't'), 0)::DOUBLE AS rows,
  ${joinSql(extents, ', ')}
FROM parquet_metadata(${path.join(folder, inside)})
WHERE path_in_schema IN ('t', 'device', 'cell')`);
  const of = (name: string) => numbers(answer, name)[0];
  if (of('rows') === 0) return null;
  const extent = (name: string) => [of(`first_${name}`), of(`last_${name}`)] as const;
  return {
    record: await recordOf(folder, inside, of('rows')),
    part: { path: inside, ...kind, t: extent('t'), device: extent('device'), cell: extent('cell') }
  };
}
