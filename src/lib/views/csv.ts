/** What a cell of an exported table holds; null: missing. */
export type CsvCell = string | number | null;

/**
 * Rows as CSV (RFC 4180: lines ended by CR LF, cells quoted where needed). Numbers are bare; text that a spreadsheet would
 * run as a formula is led by an apostrophe.
 */
export function csvLines(rows: readonly (readonly CsvCell[])[]): readonly string[] {
  return rows.map((row) => row.map(csvCell).join(','));
}

/** A whole file with a head, ended by a line break; the mark of UTF-8 comes first, without which Excel breaks accents. */
export function csvFile(head: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${[...csvLines([head, ...rows]), ''].join('\r\n')}`;
}

/** Name of a file in plain signs, of the parts that are not empty. */
export function fileName(parts: readonly string[], ending: string): string {
  const name = ['casewall', ...parts].filter((part) => part !== '').join('-');
  return `${name.replaceAll(/[^A-Za-z0-9._-]+/g, '_')}.${ending}`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(cell) : quoted(harmless(cell));
}

/** Text that Excel, LibreOffice or Sheets would take for a formula; also behind blanks, and in full-width signs. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|]|^[\t\r\n]/;

function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n;]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
