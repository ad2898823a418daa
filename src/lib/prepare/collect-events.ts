import { CaseFailure } from '../domain/failure.ts';
import type { EventRow } from './event-rows.ts';
import type { ItemRow } from './item-rows.ts';
import { UnusableRow, type RowContext } from './values.ts';

/** Events and their items, as they are collected from the rows. */
export interface EventBook {
  readonly events: EventRow[];
  readonly items: { readonly eventId: string; readonly item: ItemRow }[];
  /** Adds an event and its items, minding ids that are there already. */
  add(event: EventRow, items: readonly ItemRow[], context: RowContext): void;
  has(id: string): boolean;
  /** Throws CaseFailure where ids were repeated and the mapping does not say what that means. */
  refuse(): void;
}

interface Repeat {
  readonly id: string;
  readonly where: string;
}

/** What rows of one event must agree on. */
function essence({ kind, start, precision, lat, lon }: EventRow): string {
  return JSON.stringify([kind, start, precision, lat, lon]);
}

/**
 * `refuse`: an id may occur once. `number`: the second event with an id gets "-2" behind it, the third "-3".
 * `merge`: rows with one id are one event, and each adds its items.
 */
export function makeEventBook(repeatedIds: 'refuse' | 'number' | 'merge'): EventBook {
  const events: EventRow[] = [];
  const items: { eventId: string; item: ItemRow }[] = [];
  const byId = new Map<string, EventRow>();
  const lastNumber = new Map<string, number>();
  const repeats: Repeat[] = [];

  function put(event: EventRow, itemRows: readonly ItemRow[]): void {
    events.push(event);
    byId.set(event.id, event);
    for (const item of itemRows) items.push({ eventId: event.id, item });
  }

  function numbered(id: string): string {
    let number = lastNumber.get(id) ?? 1;
    let unique = id;
    do {
      number += 1;
      unique = `${id}-${number}`;
    } while (byId.has(unique));
    lastNumber.set(id, number);
    return unique;
  }

  return {
    events,
    items,
    has: (id) => byId.has(id),
    add(event, itemRows, context) {
      const known = byId.get(event.id);
      if (known === undefined) put(event, itemRows);
      else if (repeatedIds === 'number') put({ ...event, id: numbered(event.id) }, itemRows);
      else if (repeatedIds === 'refuse') {
        repeats.push({ id: event.id, where: `${context.row.file} row ${context.row.row}` });
      } else if (essence(known) !== essence(event)) {
        throw new UnusableRow('Rows of one event differ in kind, date or place.', 'id', event.id);
      } else for (const item of itemRows) items.push({ eventId: event.id, item });
    },
    refuse() {
      if (repeats.length === 0) return;
      const [first] = repeats;
      throw new CaseFailure([
        {
          code: 'event-id-twice',
          severity: 'error',
          column: 'id',
          message: `${repeats.length} rows repeat the id of an event (first: "${first.id}" in ${first.where}).`,
          remedy:
            'Set "repeatedIds" in the mapping: "number" if they are events of their own, "merge" if each row adds items to one event.'
        }
      ]);
    }
  };
}
