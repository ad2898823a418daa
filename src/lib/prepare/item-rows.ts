import type { ItemSpec } from './mapping-schema.ts';
import { makeValue, toNumber, type RowContext, type ValueScope } from './values.ts';

/** One thing seized, found or counted in an event. */
export interface ItemRow {
  readonly commodity: string;
  readonly quantity: number;
  readonly unit: string;
  readonly note: string | null;
}

/**
 * Compiles the items of a mapping: a function from a row to what it holds of them. An item without a commodity or a
 * quantity is none; a quantity of zero is none either, unless the mapping keeps it.
 */
export function makeItemReader(
  specs: readonly ItemSpec[],
  scope: ValueScope
): (context: RowContext) => readonly ItemRow[] {
  const readers = specs.map((spec) => makeOne(spec, scope));
  return (context) =>
    readers.flatMap((read) => {
      const item = read(context);
      return item === null ? [] : [item];
    });
}

function makeOne(spec: ItemSpec, scope: ValueScope): (context: RowContext) => ItemRow | null {
  const commodityOf = makeValue(spec.commodity, scope);
  const quantityOf = makeValue(spec.quantity, scope);
  const unitOf = makeValue(spec.unit, scope);
  const noteOf = spec.note === undefined ? () => null : makeValue(spec.note, scope);
  return (context) => {
    const commodity = commodityOf(context);
    const text = quantityOf(context);
    if (commodity === null || text === null) return null;
    const quantity = toNumber(text);
    if (quantity === null || quantity < 0) {
      context.trouble('The quantity is not a number of zero or more.', 'quantity', text);
      return null;
    }
    if (quantity === 0 && !spec.keepZero) return null;
    const unit = unitOf(context);
    if (unit === null) {
      context.trouble('The quantity has no unit.', 'unit', text);
      return null;
    }
    return { commodity, quantity, unit, note: noteOf(context) };
  };
}
