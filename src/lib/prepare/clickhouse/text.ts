/** A text as ClickHouse reads it: backslashes and quotes escaped; what is no letter of SQL cannot end it. */
export function chText(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`;
}

/** A name of a column or table, quoted. */
export function chName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** Cells of a line of TabSeparated, as ClickHouse escapes them; \N is a missing value. */
export function cellsOfLine(line: string): (string | null)[] {
  return line.split('\t').map((cell) => (cell === '\\N' ? null : unescaped(cell)));
}

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', r: '\r', n: '\n', t: '\t', '0': '\0' };

function unescaped(cell: string): string {
  return cell.replace(/\\(.)/gs, (_, letter: string) => ESCAPED[letter] ?? letter);
}
