import { tableFromIPC, Type, type Column as ArrowColumn, type DataType } from '@uwdata/flechette';
import type { Column, Columns, NumberColumn } from '../domain/columns.ts';
import { columnsOf, joinNumbers, refusedColumn, type NumberArrayType, type NumberPiece } from './columns.ts';

/**
 * Columns out of an Arrow IPC stream: `messages` is the schema followed by any number of record batches, which are
 * joined. Throws TypeError for a column whose type has no exact place in Columns, naming it and the cast to write.
 */
export function columnsFromArrow(messages: readonly Uint8Array[]): Columns {
  // The schema first and alone: what is refused may not even decode (an ENUM comes without its texts).
  const { fields } = tableFromIPC(messages.slice(0, 1)).schema;
  const readers = fields.map((field) => columnReader(field.name, field.type));
  const table = tableFromIPC([...messages], { useBigInt: true, useDecimalInt: true });
  return columnsOf(
    table.numRows,
    fields.map((field) => field.name),
    readers.map((read, index) => read(table.getChildAt(index)))
  );
}

type Source = ArrowColumn<unknown>;
type ColumnReader = (source: Source) => Column;

function columnReader(name: string, type: DataType): ColumnReader {
  const arrayType = numberArrayType(name, type);
  if (arrayType !== null) return (source) => joinNumbers(arrayType, source.data.map(numberPiece));
  switch (type.typeId) {
    case Type.Null:
      return (source) => new Float64Array(source.length).fill(NaN);
    case Type.Utf8:
      return (source) => [...source] as (string | null)[];
    case Type.Bool:
      return (source) => [...source] as (boolean | null)[];
    case Type.List:
      if (type.children[0].type.typeId === Type.Utf8) return (source) => [...source].map(textList);
  }
  throw refusedColumn(name, typeName(type), refusedKind(type));
}

/** Missing entries of a list are left out. */
function textList(list: unknown): string[] | null {
  return list === null ? null : [...(list as Iterable<string | null>)].filter(isText);
}

function isText(entry: string | null): entry is string {
  return entry !== null;
}

/** The typed array of a column of numbers; null for other types, and for whole numbers that do not fit. */
function numberArrayType(name: string, type: DataType): NumberArrayType | null {
  if (type.typeId === Type.Float)
    return type.precision === 2 ? Float64Array : type.precision === 1 ? Float32Array : null;
  if (type.typeId !== Type.Int) return null;
  switch (type.bitWidth) {
    case 8:
      return type.signed ? Int8Array : Uint8Array;
    case 16:
      return type.signed ? Int16Array : Uint16Array;
    case 32:
      return type.signed ? Int32Array : Uint32Array;
    default:
      throw refusedColumn(name, type.signed ? 'BIGINT' : 'UBIGINT', 'big');
  }
}

function numberPiece(batch: Source['data'][number]): NumberPiece {
  const values = batch.values as NumberColumn;
  return {
    length: batch.length,
    hasMissing: batch.nullCount > 0,
    values: values.length === batch.length ? values : (values.subarray(0, batch.length) as NumberColumn),
    at: (row) => batch.at(row) as number | null
  };
}

function refusedKind(type: DataType): 'big' | 'time' | 'other' {
  switch (type.typeId) {
    case Type.Decimal:
      return 'big';
    case Type.Date:
    case Type.Timestamp:
      return 'time';
    default:
      return 'other';
  }
}

function typeName(type: DataType): string {
  switch (type.typeId) {
    case Type.Decimal:
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case Type.Date:
      return 'DATE';
    case Type.Time:
      return 'TIME';
    case Type.Timestamp:
      return 'TIMESTAMP';
    case Type.Dictionary:
      // DuckDB-WASM 1.28.0 sends the codes of an ENUM without the texts.
      return 'an ENUM';
    case Type.List:
      return 'a list of something else than text';
    case Type.Struct:
      return 'a STRUCT';
    case Type.Map:
      return 'a MAP';
    case Type.Binary:
      return 'a BLOB';
    case Type.Interval:
      return 'an INTERVAL';
    default:
      return `of Arrow type ${type.typeId}`;
  }
}
