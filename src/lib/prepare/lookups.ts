import { CaseFailure, type Failure } from '../domain/failure.ts';
import type { Engine } from '../engine/engine.ts';
import type { LookupSpec } from './mapping-schema.ts';
import { sourceFiles } from './source-files.ts';
import { readRows } from './source-rows.ts';

/** A table that tells more of a name: coordinates, country, region. */
export interface LookupTable {
  readonly columns: ReadonlySet<string>;
  /** Whether a name that is not in it is listed as a value that was left out. */
  readonly reportsUnmatched: boolean;
  /** The row of a name; case, accents and blanks do not matter. */
  find(key: string): Readonly<Record<string, string | null>> | undefined;
}

type Entries = Map<string, Readonly<Record<string, string | null>>>;

/** Reads the lookups of a mapping. Throws CaseFailure where a file, its key column or a key is unusable. */
export async function readLookups(
  engine: Engine,
  specs: Readonly<Record<string, LookupSpec>>,
  base: string
): Promise<ReadonlyMap<string, LookupTable>> {
  const tables = new Map<string, LookupTable>();
  for (const [name, spec] of Object.entries(specs)) {
    const entries: Entries = new Map();
    const columns = new Set<string>();
    for (const [key, values] of Object.entries(spec.rows ?? {})) {
      const row = Object.fromEntries(
        Object.entries(values).map(([column, value]) => [column, value === null ? null : String(value)])
      );
      for (const column of Object.keys(row)) columns.add(column);
      addEntry(entries, key, row, name);
    }
    if (spec.file !== undefined) await readFile(engine, spec, base, name, entries, columns);
    tables.set(name, {
      columns,
      reportsUnmatched: spec.unmatched === 'report',
      find: (key) => entries.get(folded(key))
    });
  }
  return tables;
}

async function readFile(
  engine: Engine,
  spec: LookupSpec,
  base: string,
  name: string,
  entries: Entries,
  columns: Set<string>
): Promise<void> {
  const [file] = await sourceFiles([spec.file ?? ''], base);
  for await (const batch of readRows(engine, file, { delimiter: ',', encoding: 'utf-8' })) {
    for (const row of batch) {
      for (const column of row.columns.keys()) columns.add(column);
      const keyColumn = spec.key ?? [...row.columns.keys()][0];
      if (!row.columns.has(keyColumn)) {
        throw broken(name, `The file ${file.name} has no column "${keyColumn}".`, 'Name another "key".');
      }
      if (row.problem !== null)
        throw broken(name, `${file.name}, row ${row.row}: ${row.problem}`, 'Mend the row.');
      const cells = [...row.columns].map(([column, index]) => {
        const cell = row.cells[index]?.trim() ?? '';
        return [column, cell === '' ? null : cell] as const;
      });
      const values: Record<string, string | null> = Object.fromEntries(cells);
      addEntry(entries, values[keyColumn] ?? '', values, name);
    }
  }
}

function addEntry(
  entries: Entries,
  key: string,
  row: Readonly<Record<string, string | null>>,
  name: string
): void {
  const shown = folded(key);
  if (shown === '') throw broken(name, 'A row has no key.', 'Give it one, or take the row out.');
  if (entries.has(shown)) throw broken(name, `The key "${key}" occurs twice.`, 'Take one of the two out.');
  entries.set(shown, row);
}

function folded(key: string): string {
  return key.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

function broken(name: string, message: string, remedy: string): CaseFailure {
  const failure: Failure = {
    code: 'lookup-unusable',
    severity: 'error',
    message: `Lookup "${name}": ${message}`,
    remedy
  };
  return new CaseFailure([failure]);
}
