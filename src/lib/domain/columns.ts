/** The answer of a query as columns, free of Arrow and of DuckDB. */
export interface Columns {
  readonly rows: number;
  readonly names: readonly string[];
  /** Keyed by column name. */
  readonly values: ReadonlyMap<string, Column>;
}

/**
 * Numbers come as typed arrays (missing: NaN, so a column with missing values is a Float64Array); text as strings or
 * null; booleans as booleans or null; lists of text as arrays. Timestamps are cast to numbers in the SQL.
 */
export type Column =
  | NumberColumn
  | readonly (string | null)[]
  | readonly (boolean | null)[]
  | readonly (readonly string[] | null)[];

export type NumberColumn =
  Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

function columnOf(columns: Columns, name: string): Column {
  const values = columns.values.get(name);
  if (values === undefined) throw new RangeError(`No column "${name}" among ${columns.names.join(', ')}`);
  return values;
}

/** The numbers of a column. Throws RangeError if there is no such column, TypeError if it does not hold numbers. */
export function numbers(columns: Columns, name: string): NumberColumn {
  const values = columnOf(columns, name);
  if (!ArrayBuffer.isView(values)) throw new TypeError(`Column "${name}" does not hold numbers`);
  return values;
}

/** The texts of a column; null where missing. Throws RangeError if there is no such column, TypeError for numbers. */
export function texts(columns: Columns, name: string): readonly (string | null)[] {
  const values = columnOf(columns, name);
  if (ArrayBuffer.isView(values)) throw new TypeError(`Column "${name}" holds numbers, not text`);
  return values as readonly (string | null)[];
}

/** The lists of a column of lists of text; null where missing. */
export function textLists(columns: Columns, name: string): readonly (readonly string[] | null)[] {
  const values = columnOf(columns, name);
  if (ArrayBuffer.isView(values)) throw new TypeError(`Column "${name}" holds numbers, not lists`);
  return values as readonly (readonly string[] | null)[];
}
