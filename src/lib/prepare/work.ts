import { CaseFailure } from '../domain/failure.ts';
import type { NativeEngine } from '../engine/native.ts';
import type { ServerAccess } from './clickhouse/server.ts';
import type { LookupTable } from './lookups.ts';
import type { Mapping, TableSpec } from './mapping-schema.ts';
import type { Rejects } from './rejects.ts';
import type { TableName } from './report-files.ts';
import { sourceFiles, type SourceFile } from './source-files.ts';
import { openTable, type SourceTable, type TableTally } from './source-table.ts';

/** Bytes that the raw record of messages may take, and engines side by side. */
export interface Means {
  readonly memory: number;
  readonly threads: number;
}

/** What to prepare a case from. */
export interface PrepareInput {
  readonly mapping: Mapping;
  /** Folder that relative paths of the mapping count from. */
  readonly base: string;
  /** Files or patterns in place of those of the mapping; relative ones count from the working folder. */
  readonly files?: Partial<Record<TableName, readonly string[]>>;
  readonly out: string;
  readonly replace?: boolean;
  readonly means?: Means;
  /** Where the messages are, if in ClickHouse; `files.messages` is then the name of a table. */
  readonly remote?: ServerAccess;
  /** Told what is going on, a line at a time. */
  readonly progress?: (line: string) => void;
}

/** What every part of a preparation needs. */
export interface Work {
  readonly engine: NativeEngine;
  readonly input: PrepareInput;
  readonly lookups: ReadonlyMap<string, LookupTable>;
  readonly rejects: Rejects;
  readonly tables: Partial<Record<TableName, TableTally>>;
}

/** The files of a table, by the command line or else by the mapping; none where its rows are in the mapping itself. */
export async function filesOf(
  work: Work,
  name: TableName,
  spec: { readonly files?: readonly string[]; readonly rows?: readonly unknown[] }
): Promise<readonly SourceFile[]> {
  const given = work.input.files?.[name];
  const patterns = given ?? spec.files ?? [];
  if (patterns.length === 0 && spec.rows === undefined) {
    throw new CaseFailure([
      {
        code: 'source-missing',
        severity: 'error',
        column: name,
        message: `The mapping has "${name}", but no file for it.`,
        remedy: `Name one behind --${name}, or as "files" in the mapping.`
      }
    ]);
  }
  const base = given === undefined ? work.input.base : process.cwd();
  const files = patterns.length === 0 ? [] : await sourceFiles(patterns, base);
  work.input.progress?.(`reading ${name}: ${files.length} ${files.length === 1 ? 'file' : 'files'}`);
  return files;
}

/** A table of a mapping with its files, ready to be read. */
export async function openSource(work: Work, name: TableName, spec: TableSpec): Promise<SourceTable> {
  const files = await filesOf(work, name, spec);
  return inMapping(() => openTable(spec, files, work.lookups));
}

/** A mapping that names what is not there is the user's mistake: it is shown without a stack. */
export function inMapping<T>(compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const remedy = 'Correct the mapping; see `casewall prepare --help`.';
    throw new CaseFailure([{ code: 'mapping-field', severity: 'error', message: error.message, remedy }]);
  }
}
