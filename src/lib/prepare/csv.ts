/** One record of a CSV file. `line`: the line of the file that it begins on, 1-based. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
  /** Why the record cannot be trusted, or null. */
  readonly problem: string | null;
}

/** Text goes in piece by piece, records come out as they are complete. */
export interface CsvParser {
  push(text: string): readonly CsvRecord[];
  /** The last record, if the text does not end with a line break. */
  end(): readonly CsvRecord[];
}

const QUOTE = 34;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Where the reader stands: before a cell, in a bare one, inside quotes, or behind the closing quote. */
type Place = 'start' | 'bare' | 'quoted' | 'closed';

/**
 * CSV as RFC 4180 has it: quotes round a cell may hold line breaks, delimiters and doubled quotes; lines end with
 * LF, CR or CRLF. Empty lines are no records. `delimiter`: one character.
 */
export function makeCsvParser(delimiter: string): CsvParser {
  const separator = delimiter.charCodeAt(0);
  let place: Place = 'start';
  let cell = '';
  let cells: string[] = [];
  let problem: string | null = null;
  let line = 1;
  let firstLine = 1;
  let isAfterReturn = false;
  let done: CsvRecord[] = [];

  function endCell(): void {
    cells.push(cell);
    cell = '';
    place = 'start';
  }

  function endRecord(): void {
    endCell();
    if (cells.length > 1 || cells[0] !== '') done.push({ cells, line: firstLine, problem });
    cells = [];
    problem = null;
  }

  function taken(): readonly CsvRecord[] {
    const records = done;
    done = [];
    return records;
  }

  function push(text: string): readonly CsvRecord[] {
    // The cell's text since `from` is still to be added to `cell`.
    let from = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      const isReturned = isAfterReturn;
      isAfterReturn = code === CARRIAGE_RETURN;
      if (isReturned && code === LINE_FEED) {
        // The second half of CRLF: inside quotes it is text, elsewhere it is nothing.
        if (place !== 'quoted') continue;
      } else if (code === LINE_FEED || code === CARRIAGE_RETURN) line += 1;
      if (place === 'quoted') {
        if (code !== QUOTE) continue;
        cell += text.slice(from, i);
        place = 'closed';
        continue;
      }
      const isBreak = code === LINE_FEED || code === CARRIAGE_RETURN;
      if (place === 'closed') {
        if (code === QUOTE) {
          cell += '"';
          place = 'quoted';
          from = i + 1;
          continue;
        }
        from = i;
        if (code !== separator && !isBreak) {
          problem ??= 'There is text behind a closing quote.';
          place = 'bare';
          continue;
        }
      } else if (place === 'start') {
        if (code === QUOTE) {
          place = 'quoted';
          from = i + 1;
          continue;
        }
        from = i;
        place = 'bare';
      }
      if (code !== separator && !isBreak) continue;
      cell += text.slice(from, i);
      if (isBreak) {
        endRecord();
        firstLine = line;
      } else endCell();
    }
    if (place === 'bare' || place === 'quoted') cell += text.slice(from);
    return taken();
  }

  function end(): readonly CsvRecord[] {
    if (place === 'quoted') problem = `The quote opened in the record of line ${firstLine} is never closed.`;
    if (place !== 'start' || cells.length > 0) endRecord();
    return taken();
  }

  return { push, end };
}

/** Cells as one line of CSV, with its line break. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  const written = cells.map((cell) => {
    const text = cell === null ? '' : String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${written.join(',')}\n`;
}

/** Columns of a header by name; of two with one name the second gets " 2" and so on, one without a name is "column N". */
export function columnNumbers(cells: readonly string[]): Map<string, number> {
  const columns = new Map<string, number>();
  cells.forEach((cell, index) => {
    const name = cell.trim() === '' ? `column ${index + 1}` : cell.trim();
    let unique = name;
    for (let count = 2; columns.has(unique); count += 1) unique = `${name} ${count}`;
    columns.set(unique, index);
  });
  return columns;
}
