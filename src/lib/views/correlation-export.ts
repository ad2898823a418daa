import type { CorrelationRecord } from '../domain/correlation.ts';
import { resultFacts } from './correlation-facts.ts';
import { csvLines, fileName } from './csv.ts';
import type { ResultTable } from './correlation-table.ts';

/** Where an export comes from: written into it. */
export interface ExportSource {
  readonly caseId: string;
  readonly caseTitle: string;
  readonly synthetic: boolean;
  readonly fingerprint: string;
}

/** What stands with every export: case, method, filters, period, settings, what was found, caveats. A line each. */
export function exportNotes(record: CorrelationRecord, source: ExportSource): readonly string[] {
  return [
    `Case: ${source.caseTitle}${source.synthetic ? ' (synthetic: the data are made up)' : ''}, fingerprint ${source.fingerprint}`,
    ...resultFacts(record, { locale: 'en', zone: 'UTC', unit: record.unit }).map(
      ({ label, value }) => `${label}: ${value}`
    ),
    ...(record.insufficient === null ? [] : [`Not enough data: ${record.insufficient}`]),
    ...record.sentences.map((sentence) => `Found: ${sentence}`),
    ...record.warnings.map((warning) => `Note: ${warning}`),
    ...record.caveats.map((caveat) => `Caveat: ${caveat}`)
  ];
}

/**
 * One table as CSV (RFC 4180, lines ended by CR LF), under lines that begin with `# `: case, method, filters, period,
 * settings, what was found, caveats. Numbers are bare; text that a spreadsheet would run as a formula is led by an
 * apostrophe.
 */
export function csvOf(record: CorrelationRecord, table: ResultTable, source: ExportSource): string {
  const notes = [
    `Casewall: ${table.title}`,
    ...exportNotes(record, source),
    `Counts are stored counts; times ${record.unit.scale} they are ${record.unit.name}. Times are UTC.`
  ].map((line) => `# ${line.replaceAll(/[\r\n]+/g, ' ')}`);
  const head = table.columns.map(({ key }) => key);
  return [...notes, ...csvLines([head, ...table.rows]), ''].join('\r\n');
}

/** The record as the command line writes it. */
export function jsonOf(record: CorrelationRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** Name of a file: case, method, table and the mark of the data, in plain signs. */
export function exportName(
  record: CorrelationRecord,
  table: ResultTable | null,
  source: ExportSource,
  ending: 'csv' | 'json' | 'svg' | 'png'
): string {
  return fileName([source.caseId, record.method, table?.id ?? '', source.fingerprint.slice(0, 12)], ending);
}
