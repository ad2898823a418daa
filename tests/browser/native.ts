import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { numbers } from '../../src/lib/domain/columns.ts';
import { openNative } from '../../src/lib/engine/native.ts';
import type { Sql } from '../../src/lib/sql/sql.ts';

/** A file of the demo case. */
export function demoFile(file: string): string {
  return join(fileURLToPath(new URL('../../cases/demo/', import.meta.url)), file);
}

/** The number that native DuckDB gives as `n`. */
export async function nativeNumber(statement: Sql): Promise<number> {
  const engine = await openNative({ threads: 2 });
  try {
    return Number(numbers(await engine.run(statement), 'n')[0]);
  } finally {
    await engine.close();
  }
}

/** What native DuckDB gives for the text of a statement: `certain` and `possible`. */
export async function nativeAmount(
  text: string
): Promise<{ readonly certain: number; readonly possible: number }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  try {
    const [row] = (await connection.runAndReadAll(text)).getRowObjects();
    return { certain: Number(row?.certain), possible: Number(row?.possible) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
