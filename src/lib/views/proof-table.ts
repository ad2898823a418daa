import { numbers, type Column, type Columns } from '../domain/columns.ts';
import { scaledAmount } from '../domain/activity.ts';
import { TIME_PRECISIONS, type TimePrecision } from '../domain/event.ts';
import { formatInstant, formatStart } from '../time/format.ts';
import { csvFile, type CsvCell } from './csv.ts';

/** How the rows behind a number are written. */
export interface ProofStyle {
  readonly caseZone: string;
  readonly zone: string;
  readonly locale: string;
  /** What one stored count of activity is shown as: times `scale`, in `unit`. */
  readonly unit: string;
  readonly scale: number;
  readonly countryName: (code: string) => string;
}

export interface ProofColumn {
  /** Name in the answer, by which rows are sorted. */
  readonly key: string;
  readonly label: string;
  readonly isNumber: boolean;
}

/** Labels of the columns of the answers of sql/proof-*.ts; what is not among them stands behind another column. */
const LABELS: Readonly<Record<string, string>> = {
  file_row: 'Row',
  id: 'Event',
  title: 'Title',
  kind: 'Kind',
  start_ms: 'Began',
  quantity: 'Amount',
  unit: 'Unit',
  note: 'Note',
  state: 'Counted',
  lacks: 'Lacks',
  reasons: 'Why not counted',
  place: 'Place',
  region: 'Region',
  country: 'Country',
  operation: 'Operation',
  agency: 'Agency',
  day_ms: 'Day (UTC)',
  hour_ms: 'Hour',
  cell: 'Cell',
  traffic: 'Traffic',
  messages: '',
  rows: 'Rows of the file',
  certain: 'Devices'
};

/** The columns as the screen shows them: those of the answer, in its order, without those that hold nothing at all. */
export function proofColumns(answer: Columns, style: Pick<ProofStyle, 'unit'>): readonly ProofColumn[] {
  return answer.names.flatMap((key) => {
    const label = key === 'messages' ? capital(style.unit) : LABELS[key];
    const values = answer.values.get(key);
    if (label === undefined || values === undefined || isEmpty(values)) return [];
    return [{ key, label, isNumber: ArrayBuffer.isView(values) && !key.endsWith('_ms') }];
  });
}

function isEmpty(values: Column): boolean {
  return values.length > 0 && Array.from<unknown>(values).every((value) => value === null || value === '');
}

/** One cell as the screen shows it; empty where nothing is known. */
export function proofCell(answer: Columns, key: string, row: number, style: ProofStyle): string {
  const value = answer.values.get(key)?.[row];
  if (value === null || value === undefined || Number.isNaN(value)) return '';
  if (typeof value === 'number') return numberText(answer, key, row, value, style);
  if (typeof value !== 'string') return String(value);
  if (key === 'state') return value === 'possible' ? 'possibly' : 'surely';
  return key === 'country' ? style.countryName(value) : value;
}

function numberText(answer: Columns, key: string, row: number, value: number, style: ProofStyle): string {
  const { zone, caseZone, locale } = style;
  if (key === 'day_ms') return formatInstant(value, 'day', 'UTC', locale);
  if (key === 'hour_ms') return formatInstant(value, 'hour', zone, locale);
  if (key === 'start_ms') {
    return formatStart(value, precisionAt(answer, row), { case: caseZone, shown: zone }, locale);
  }
  const shown = key === 'messages' ? scaledAmount(value, style.scale) : value;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(shown);
}

function precisionAt(answer: Columns, row: number): TimePrecision {
  const text = answer.values.get('time_precision')?.[row];
  return TIME_PRECISIONS.find((precision) => precision === text) ?? 'minute';
}

/** Where an exported table comes from: written into every row, so that a part of it still says so. */
export interface ProofSource {
  readonly caseId: string;
  readonly fingerprint: string;
  readonly synthetic: boolean;
}

/**
 * The rows as a CSV file: bare values, times as ISO text in UTC, stored counts (and what they stand for, where that
 * differs), and at the end of every row the case, its fingerprint and whether it is made up.
 */
export function proofCsv(answer: Columns, source: ProofSource, scale: number): string {
  const names = answer.names.filter((name) => name !== 'total');
  const hasValue = scale !== 1 && names.includes('messages');
  const head = [
    ...names.map((name) => (name.endsWith('_ms') ? `${name.slice(0, -3)}_utc` : name)),
    ...(hasValue ? ['value'] : []),
    ...['case', 'fingerprint', 'data']
  ];
  const data = source.synthetic ? 'synthetic (made up)' : 'case data';
  const rows = Array.from({ length: answer.rows }, (_, row): readonly CsvCell[] => [
    ...names.map((name) => csvValue(answer, name, row)),
    ...(hasValue ? [scaledAmount(numbers(answer, 'messages')[row], scale)] : []),
    ...[source.caseId, source.fingerprint, data]
  ]);
  return csvFile(head, rows);
}

function csvValue(answer: Columns, name: string, row: number): CsvCell {
  const value = answer.values.get(name)?.[row];
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (typeof value === 'number') return name.endsWith('_ms') ? new Date(value).toISOString() : value;
  return String(value);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
