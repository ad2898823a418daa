import { createHash } from 'node:crypto';
import { CaseFailure, type Failure } from '../domain/failure.ts';
import type { SourceRow } from './source-rows.ts';
import { UnusableRow } from './values.ts';

/** Looks for rows that would count twice. */
export interface RepeatCheck {
  /** Throws UnusableRow for a row whose key is known, where the mapping says that the first one counts. */
  add(row: SourceRow, key: readonly (string | null)[]): void;
  /** Throws CaseFailure where a key was met twice and the mapping does not say which row counts. */
  refuse(): void;
  warnings(): readonly string[];
}

interface KeySpec {
  readonly columns: readonly string[];
  readonly repeated: 'refuse' | 'first';
}

interface Overlap {
  count: number;
  readonly first: string;
}

/** Fewer equal rows than this in two files are taken for chance. */
const MIN_SHARED_ROWS = 10;

/**
 * With a key, rows with an equal key are found. Without one, and with several files, rows that two files share word
 * for word are counted and warned of: most often the periods of the files overlap.
 */
export function makeRepeatCheck(key: KeySpec | undefined, hasSeveralFiles: boolean): RepeatCheck {
  const seen = new Map<string, { readonly file: string; readonly row: number }>();
  const overlaps = new Map<string, Overlap>();

  function note(row: SourceRow, other: { readonly file: string; readonly row: number }, shown: string): void {
    const pair = JSON.stringify([row.file, other.file]);
    const known = overlaps.get(pair) ?? { count: 0, first: `row ${row.row} and row ${other.row}${shown}` };
    known.count += 1;
    overlaps.set(pair, known);
  }

  return {
    add(row, values) {
      if (key === undefined && !hasSeveralFiles) return;
      const text = key === undefined ? digest(row) : JSON.stringify(values);
      const other = seen.get(text);
      if (other === undefined) {
        seen.set(text, { file: row.file, row: row.row });
      } else if (key !== undefined && key.repeated === 'first') {
        throw new UnusableRow(
          'Another row with the same key counts.',
          key.columns.join(' | '),
          values.join(' | ')
        );
      } else if (key !== undefined || other.file !== row.file) {
        note(
          row,
          other,
          key === undefined ? '' : ` are both ${values.map((value) => value ?? '').join(' | ')}`
        );
      }
    },
    refuse() {
      if (key === undefined || overlaps.size === 0) return;
      throw new CaseFailure([...overlaps].map(([pair, overlap]) => refusal(pair, overlap, key.columns)));
    },
    warnings() {
      if (key !== undefined) return [];
      return [...overlaps]
        .filter(([, { count }]) => count >= MIN_SHARED_ROWS)
        .map(([pair, { count, first }]) => {
          const [file, other] = JSON.parse(pair) as [string, string];
          return `${file} and ${other} share ${count} rows word for word (${first}): do their periods overlap? Leave one out, or name a "key" in the mapping.`;
        });
    }
  };
}

function refusal(pair: string, { count, first }: Overlap, columns: readonly string[]): Failure {
  const [file, other] = JSON.parse(pair) as [string, string];
  const isOneFile = file === other;
  const rows = count === 1 ? 'row repeats the key of a row' : 'rows repeat the keys of rows';
  return {
    code: 'source-overlap',
    severity: 'error',
    file,
    column: columns.join(' | '),
    message: `${count} ${rows} ${isOneFile ? 'above' : `in ${other}`} and would count twice (first: ${first}).`,
    remedy: isOneFile
      ? 'Add a column to the key that tells them apart, or set "repeated": "first" to keep the first of them.'
      : 'Leave one file out, leave its rows out with "where", or set "repeated": "first" to keep the first of them.'
  };
}

function digest(row: SourceRow): string {
  return createHash('sha1').update(JSON.stringify(row.cells)).digest('base64');
}
