import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { texts, type Columns } from '../domain/columns.ts';
import { CaseFailure } from '../domain/failure.ts';
import { QueryFailure, type Engine } from '../engine/engine.ts';
import { ident, joinSql, sql, type Sql } from '../sql/sql.ts';
import { columnNumbers, makeCsvParser, type CsvRecord } from './csv.ts';
import type { SourceFile } from './source-files.ts';

/** One row of a source table. Everything is text; null or '' is "nothing". */
export interface SourceRow {
  readonly file: string;
  /** Record of the table, 1-based, header not counted. */
  readonly row: number;
  /** Line of a text file that the record begins on; null for Parquet and for rows of the mapping. */
  readonly line: number | null;
  readonly columns: ReadonlyMap<string, number>;
  readonly cells: readonly (string | null)[];
  /** Why the record cannot be trusted, or null. */
  readonly problem: string | null;
}

/** How a text table is written. */
export interface TextForm {
  readonly delimiter: string;
  readonly encoding: string;
}

/** Rows of one file, in the order of the file, some thousands at a time. */
export type RowBatches = AsyncIterable<readonly SourceRow[]>;

const PARQUET_BATCH = 20_000;

/** Reads a file by its name: `.parquet`, else CSV, unpacked first where it ends with `.gz`. */
export function readRows(engine: Engine, file: SourceFile, form: TextForm): RowBatches {
  return /\.parquet$/i.test(file.name) ? parquetRows(engine, file) : csvRows(file, form);
}

async function* csvRows(file: SourceFile, form: TextForm): AsyncGenerator<readonly SourceRow[]> {
  const parser = makeCsvParser(form.delimiter);
  let columns: Map<string, number> | null = null;
  let row = 0;
  const toRows = (records: readonly CsvRecord[]): readonly SourceRow[] => {
    const rows: SourceRow[] = [];
    for (const record of records) {
      if (columns === null) {
        columns = headerOf(record.cells, file);
        continue;
      }
      row += 1;
      const problem = record.problem ?? raggedness(record.cells.length, columns.size);
      rows.push({ file: file.name, row, line: record.line, columns, cells: record.cells, problem });
    }
    return rows;
  };
  for await (const text of textOf(file, form.encoding)) yield toRows(parser.push(text));
  const last = parser.end();
  const unclosed = last.find((record) => record.problem?.includes('never closed') === true);
  if (unclosed !== undefined) throw unusable(file, unclosed.problem ?? '', 'Close the quote and try again.');
  yield toRows(last);
  if (columns === null) throw unusable(file, 'The file is empty.', 'Leave it out, or get it again.');
}

function headerOf(cells: readonly string[], file: SourceFile): Map<string, number> {
  const columns = columnNumbers(cells);
  if (columns.size === 1 && [...columns.keys()][0].length > 1000) {
    throw unusable(
      file,
      'The first line does not look like a header.',
      'Give a CSV file with a header line.'
    );
  }
  return columns;
}

function raggedness(cells: number, columns: number): string | null {
  if (cells === columns) return null;
  return `The row has ${cells} cells, but the header has ${columns}.`;
}

async function* textOf(file: SourceFile, encoding: string): AsyncGenerator<string> {
  const decoder = decoderFor(encoding, file);
  const stream = new PassThrough();
  const isPacked = /\.gz$/i.test(file.name);
  const source = createReadStream(file.at);
  const done = isPacked ? pipeline(source, createGunzip(), stream) : pipeline(source, stream);
  // The error comes out of the stream as well; without this it would end the process.
  done.catch(() => undefined);
  try {
    for await (const piece of stream) yield decoder.decode(piece as Buffer, { stream: true });
    yield decoder.decode();
    await done;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      const remedy = 'Name its encoding in the mapping, e.g. "encoding": "windows-1252".';
      throw unusable(file, `The file is not ${encoding} text.`, remedy);
    }
    if (code?.startsWith('Z_') === true || code === 'ERR_STREAM_PREMATURE_CLOSE') {
      throw unusable(file, `The file cannot be unpacked (${String(error)}).`, 'Get the file again.');
    }
    throw error;
  }
}

function decoderFor(encoding: string, file: SourceFile): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    const message = `The mapping names the encoding "${encoding}", which does not exist.`;
    throw unusable(file, message, 'Use e.g. "utf-8", "windows-1252" or "utf-16le".');
  }
}

async function* parquetRows(engine: Engine, file: SourceFile): AsyncGenerator<readonly SourceRow[]> {
  const described = await askParquet(
    engine,
    file,
    sql`DESCRIBE SELECT * FROM read_parquet(${file.at}, hive_partitioning = FALSE)`
  );
  const names = texts(described, 'column_name').map((name) => name ?? '');
  const types = texts(described, 'column_type');
  const columns = new Map(names.map((name, index) => [name, index] as const));
  const shown = names.map((name, index) => asText(name, types[index] ?? '', `value_${index}`));
  for (let from = 0; ; from += PARQUET_BATCH) {
    const query = sql`SELECT ${joinSql(shown, ', ')}
FROM read_parquet(${file.at}, file_row_number = TRUE, hive_partitioning = FALSE)
WHERE file_row_number >= ${from} AND file_row_number < ${from + PARQUET_BATCH}
ORDER BY file_row_number`;
    const answer = await askParquet(engine, file, query);
    const values = answer.names.map((name) => texts(answer, name));
    yield Array.from({ length: answer.rows }, (_, index) => ({
      file: file.name,
      row: from + index + 1,
      line: null,
      columns,
      cells: values.map((column) => column[index]),
      problem: null
    }));
    if (answer.rows < PARQUET_BATCH) return;
  }
}

/** Times are written as UTC with their Z, so that they are not taken for times of the case's zone. */
function asText(name: string, type: string, as: string): Sql {
  return type === 'TIMESTAMP WITH TIME ZONE'
    ? sql`strftime(${ident(name)} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ') AS ${ident(as)}`
    : sql`${ident(name)}::VARCHAR AS ${ident(as)}`;
}

async function askParquet(engine: Engine, file: SourceFile, query: Sql): Promise<Columns> {
  try {
    return await engine.run(query);
  } catch (error) {
    if (!(error instanceof QueryFailure)) throw error;
    const words = error.reason.split('\n')[0];
    throw unusable(file, `The file cannot be read as Parquet (${words}).`, 'Get the file again.');
  }
}

function unusable(file: SourceFile, message: string, remedy: string): CaseFailure {
  return new CaseFailure([
    { code: 'source-unusable', severity: 'error', file: path.basename(file.at), message, remedy }
  ]);
}
