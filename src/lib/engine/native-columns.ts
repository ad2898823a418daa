import {
  DuckDBListValue,
  DuckDBTypeId,
  type DuckDBDataChunk,
  type DuckDBResult,
  type DuckDBType,
  type DuckDBVector
} from '@duckdb/node-api';
import type { Column, Columns } from '../domain/columns.ts';
import { columnsOf, joinNumbers, refusedColumn, type NumberArrayType, type RefusedType } from './columns.ts';

const NUMBERS: Readonly<Partial<Record<DuckDBTypeId, NumberArrayType>>> = {
  [DuckDBTypeId.TINYINT]: Int8Array,
  [DuckDBTypeId.SMALLINT]: Int16Array,
  [DuckDBTypeId.INTEGER]: Int32Array,
  [DuckDBTypeId.UTINYINT]: Uint8Array,
  [DuckDBTypeId.USMALLINT]: Uint16Array,
  [DuckDBTypeId.UINTEGER]: Uint32Array,
  [DuckDBTypeId.FLOAT]: Float32Array,
  [DuckDBTypeId.DOUBLE]: Float64Array
};

const REFUSED: Readonly<Partial<Record<DuckDBTypeId, RefusedType>>> = {
  [DuckDBTypeId.BIGINT]: 'big',
  [DuckDBTypeId.UBIGINT]: 'big',
  [DuckDBTypeId.HUGEINT]: 'big',
  [DuckDBTypeId.UHUGEINT]: 'big',
  [DuckDBTypeId.BIGNUM]: 'big',
  [DuckDBTypeId.DECIMAL]: 'big',
  [DuckDBTypeId.DATE]: 'time',
  [DuckDBTypeId.TIMESTAMP]: 'time',
  [DuckDBTypeId.TIMESTAMP_S]: 'time',
  [DuckDBTypeId.TIMESTAMP_MS]: 'time',
  [DuckDBTypeId.TIMESTAMP_NS]: 'time',
  [DuckDBTypeId.TIMESTAMP_TZ]: 'time'
};

/** Columns out of a native result, by the same rules as columnsFromArrow. Throws the signal's reason if aborted. */
export async function columnsFromNative(result: DuckDBResult, signal?: AbortSignal): Promise<Columns> {
  const names = result.columnNames();
  // Refused before a row is fetched.
  const readers = result.columnTypes().map((type, index) => columnReader(names[index], type));
  const chunks: DuckDBDataChunk[] = [];
  for await (const chunk of result) {
    signal?.throwIfAborted();
    chunks.push(chunk);
  }
  return columnsOf(
    chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0),
    names,
    readers.map((read, index) => read(chunks.map((chunk) => chunk.getColumnVector(index))))
  );
}

type ColumnReader = (vectors: readonly DuckDBVector[]) => Column;

function columnReader(name: string, type: DuckDBType): ColumnReader {
  const arrayType = NUMBERS[type.typeId];
  if (arrayType !== undefined) return (vectors) => joinNumbers(arrayType, vectors.map(numberPiece));
  switch (type.typeId) {
    case DuckDBTypeId.SQLNULL:
      return (vectors) => joinNumbers(Float64Array, vectors.map(numberPiece));
    case DuckDBTypeId.VARCHAR:
      return (vectors) => items(vectors) as (string | null)[];
    case DuckDBTypeId.BOOLEAN:
      return (vectors) => items(vectors) as (boolean | null)[];
    case DuckDBTypeId.LIST:
      if (type.valueType.typeId === DuckDBTypeId.VARCHAR) return (vectors) => items(vectors).map(textList);
  }
  throw refusedColumn(name, type.toString(), REFUSED[type.typeId] ?? 'other');
}

function items(vectors: readonly DuckDBVector[]): unknown[] {
  return vectors.flatMap((vector) => vector.toArray());
}

/** Missing entries of a list are left out. */
function textList(value: unknown): string[] | null {
  if (!(value instanceof DuckDBListValue)) return null;
  return value.items.filter((entry): entry is string => typeof entry === 'string');
}

function numberPiece(vector: DuckDBVector) {
  let hasMissing = false;
  for (let row = 0; row < vector.itemCount && !hasMissing; row++) hasMissing = vector.getItem(row) === null;
  return {
    length: vector.itemCount,
    hasMissing,
    values: null,
    at: (row: number) => vector.getItem(row) as number | null
  };
}
