import { countriesOf } from '../messages/numbering.ts';
import type { PlaceRow } from '../place-rows.ts';
import type { RecordSql } from './record-sql.ts';
import { chText } from './text.ts';

/** A key of the record as ClickHouse writes it, and its cell. */
export interface NumberedKey {
  readonly raw: string;
  readonly cell: number;
}

/**
 * Numbers that stand for cells, countries and kinds inside a query. 0 is left free for what WITH ROLLUP adds up over,
 * so cell 0 is 1; countries begin at 2, and 1 is a cell without a country; kinds likewise.
 */
export interface NumbersSql {
  readonly cell: string;
  readonly country: string;
  /** Null: not split by kind. */
  readonly kind: string | null;
  /** Holds for records whose key has a cell. */
  readonly isPlaced: string;
}

/** `kinds`: as the record writes them, in the order of their numbers; null where the activity is not split by them. */
export function numbersSql(
  { key, isTextKey, kind }: RecordSql,
  numbered: readonly NumberedKey[],
  places: readonly PlaceRow[],
  kinds: readonly string[] | null
): NumbersSql {
  const keys = numbered.map(({ raw }) => (isTextKey ? chText(raw) : raw)).join(', ');
  const countries = countriesOf(places);
  const countryOf = ({ cell }: NumberedKey) => {
    const { country } = places[cell];
    return country === null ? 1 : countries.indexOf(country) + 2;
  };
  const looked = (numbers: readonly number[]) =>
    `transform(${key}, [${keys}], [${numbers.join(', ')}], toUInt32(0))`;
  const cell = looked(numbered.map((entry) => entry.cell + 1));
  return {
    cell,
    country: looked(numbered.map(countryOf)),
    kind: kind === null || kinds === null ? null : kindSql(kind, kinds),
    isPlaced: `${cell} > 0`
  };
}

function kindSql(kind: string, kinds: readonly string[]): string {
  if (kinds.length === 0) return 'toUInt32(1)';
  const names = kinds.map(chText).join(', ');
  const numbers = kinds.map((_, index) => index + 2).join(', ');
  return `transform(ifNull(toString(${kind}), ''), [${names}], [${numbers}], toUInt32(1))`;
}
