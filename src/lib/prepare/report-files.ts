import type { Manifest } from '../domain/case.ts';
import type { Incomplete } from './activity-rows.ts';
import type { Rejects } from './rejects.ts';
import type { TableTally } from './source-table.ts';
import type { ExtraFile } from './write-case.ts';

export type TableName = 'events' | 'items' | 'activity' | 'messages';

/** What became of the source tables. */
export interface PrepareReport {
  readonly manifest: Manifest;
  readonly tables: Partial<Record<TableName, TableTally>>;
  readonly rejects: Rejects;
  /** Days that were not collected completely and count as "no data". */
  readonly incomplete: readonly Incomplete[];
}

/** `prepare.json`, what became of the source rows, and `rejected.csv`, each thing that was left out. */
export function reportExtras(report: Omit<PrepareReport, 'manifest'>): ExtraFile[] {
  const text = new TextEncoder();
  const value = {
    tables: report.tables,
    leftOut: report.rejects.byReason(),
    notCollected: report.incomplete.map(({ hour, rows }) => ({
      from: new Date(hour * 3_600_000).toISOString(),
      rows
    }))
  };
  const summary = { path: 'prepare.json', bytes: text.encode(`${JSON.stringify(value, null, 2)}\n`) };
  if (report.rejects.count === 0) return [summary];
  return [summary, { path: 'rejected.csv', bytes: text.encode(report.rejects.toCsv()) }];
}

/** The same for a person at the terminal, a line each. */
export function reportLines(report: PrepareReport): string[] {
  const lines = Object.entries(report.tables).map(
    ([name, { files, rows, unwanted, rejected }]) =>
      `${name}: ${rows} rows of ${files.length} files; ${unwanted} not wanted by the mapping, ${rejected} could not be used`
  );
  for (const { warnings } of Object.values(report.tables)) {
    lines.push(...warnings.map((warning) => `warning: ${warning}`));
  }
  for (const { reason, left, count } of report.rejects.byReason()) {
    lines.push(`left out: ${count} ${left === 'row' ? 'rows' : 'values'}: ${reason}`);
  }
  if (report.incomplete.length > 0) {
    const rows = report.incomplete.reduce((sum, entry) => sum + entry.rows, 0);
    lines.push(`not collected: ${report.incomplete.length} days with too few rows (${rows} rows in all)`);
  }
  if (report.rejects.count > 0)
    lines.push('The full list, with file and row, is in rejected.csv of the case.');
  return lines;
}
