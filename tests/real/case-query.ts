import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** Asks native DuckDB about the files of a case; `{events}` in the SQL stands for events.parquet and so on. */
export async function ask(folder: string, query: string): Promise<(number | string | null)[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const text = query.replace(
      /\{([a-z/-]+)\}/g,
      (_, name: string) => `read_parquet('${path.join(folder, name)}.parquet')`
    );
    const rows = (await connection.runAndReadAll(text)).getRows();
    return rows.map((row) =>
      row.map((value) =>
        value === null || typeof value === 'string' || typeof value === 'number' ? value : Number(value)
      )
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
