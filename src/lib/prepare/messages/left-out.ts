import type { Rejects } from '../rejects.ts';
import { recordFailure } from './failures.ts';

/** Why records of a file cannot be used. */
export interface LeftOut {
  readonly file: string;
  readonly reason: string;
  readonly column: string;
  readonly rows: number;
  /** A value as an example; empty where there is none. */
  readonly value: string;
  /** Line of the first, where known. */
  readonly line: number | null;
  /** What to do about it. */
  readonly remedy: string;
}

/** Lists what is left out, a line for each file and reason. */
export function listLeftOut(rejects: Rejects, found: readonly LeftOut[]): void {
  for (const { file, reason, column, rows, value, line } of found) {
    rejects.add({ file, row: null, line, column, value, reason, left: 'row', count: rows });
  }
}

/** Throws CaseFailure where no record is left. */
export function refuseNothing(usable: number): void {
  if (usable > 0) return;
  throw recordFailure(
    'nothing-usable',
    'There is no record of a message that can be used.',
    'Check the files behind --messages and the columns in the mapping; no case was written.'
  );
}

/**
 * Throws CaseFailure where more records than the mapping allows cannot be used: a picture of what is left would not be
 * one of the record.
 */
export function refuseTooMany(found: readonly LeftOut[], rows: number, share: number): void {
  const left = found.reduce((sum, entry) => sum + entry.rows, 0);
  if (left === 0 || left <= share * rows) return;
  const byReason = new Map<string, LeftOut[]>();
  for (const entry of found) byReason.set(entry.reason, [...(byReason.get(entry.reason) ?? []), entry]);
  const sum = (entries: readonly LeftOut[]) => entries.reduce((total, entry) => total + entry.rows, 0);
  const worst = [...byReason.values()].sort((a, b) => sum(b) - sum(a));
  const [first] = worst;
  const [example] = [...first].sort((a, b) => b.rows - a.rows);
  const reasons = worst.slice(0, 5).map((entries) => `${sum(entries)}: ${entries[0].reason}`);
  const shown = example.value === '' ? '' : ` Example: "${example.value}".`;
  throw recordFailure(
    'record-unusable',
    `${left} of ${rows} records cannot be used, more than ${share * 100} %. ${reasons.join(' ')}${shown}`,
    `${example.remedy} Where that is how the record is, raise "leaveOut" under "messages" in the mapping.`,
    { file: example.file, column: example.column === '' ? undefined : example.column }
  );
}
