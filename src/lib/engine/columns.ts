import type { Column, Columns, NumberColumn } from '../domain/columns.ts';

/** What both engines share on the way from their own vectors to Columns. */
export type NumberArrayType =
  | Float64ArrayConstructor
  | Float32ArrayConstructor
  | Int32ArrayConstructor
  | Uint32ArrayConstructor
  | Int16ArrayConstructor
  | Uint16ArrayConstructor
  | Int8ArrayConstructor
  | Uint8ArrayConstructor;

/** Some consecutive rows of a column of numbers. */
export interface NumberPiece {
  readonly length: number;
  readonly hasMissing: boolean;
  /** The numbers in one typed array, if the engine has them so; only read where none is missing. */
  readonly values: NumberColumn | null;
  at(row: number): number | null;
}

/** Pieces in one typed array: of the given type, or Float64Array with NaN where something is missing. */
export function joinNumbers(arrayType: NumberArrayType, pieces: readonly NumberPiece[]): NumberColumn {
  const rows = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const hasMissing = pieces.some((piece) => piece.hasMissing);
  const joined = hasMissing ? new Float64Array(rows) : new arrayType(rows);
  let start = 0;
  for (const piece of pieces) {
    if (piece.values !== null && !piece.hasMissing) joined.set(piece.values, start);
    else for (let row = 0; row < piece.length; row++) joined[start + row] = piece.at(row) ?? NaN;
    start += piece.length;
  }
  return joined;
}

/** Columns out of names and columns in the same order. Throws TypeError if two columns share a name. */
export function columnsOf(rows: number, names: readonly string[], columns: readonly Column[]): Columns {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new TypeError(`Two columns are named "${repeated}": give each a name of its own with AS`);
  }
  return { rows, names, values: new Map(names.map((name, index) => [name, columns[index]])) };
}

export const NO_COLUMNS: Columns = { rows: 0, names: [], values: new Map() };

/** What a type that a column may not hold is, for the advice on how to cast it. */
export type RefusedType = 'big' | 'time' | 'other';

/**
 * The error for a column of a type that has no exact place in Columns. `count(*)` is BIGINT and `sum()` of whole
 * numbers is HUGEINT natively and DECIMAL(38) in the browser: neither fits a JavaScript number, and rounding silently
 * would be a wrong number.
 */
export function refusedColumn(name: string, typeName: string, kind: RefusedType): TypeError {
  return new TypeError(`Column "${name}" is ${typeName}, ${ADVICE[kind](`"${name}"`)}`);
}

const ADVICE: Readonly<Record<RefusedType, (name: string) => string>> = {
  big: (name) =>
    `which may not fit a JavaScript number: cast it in the SQL, CAST(${name} AS DOUBLE) for a count or a sum, ` +
    `CAST(${name} AS VARCHAR) where every digit counts`,
  time: (name) => `which is handed over as a number: write CAST(epoch_ms(${name}) AS DOUBLE) in the SQL`,
  other: (name) =>
    `which cannot be handed over: write CAST(${name} AS VARCHAR), or VARCHAR[] for a list, in the SQL`
};
