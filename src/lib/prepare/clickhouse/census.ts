import { DAY_SECONDS } from '../messages/day-input.ts';
import type { LeftOut } from '../messages/left-out.ts';
import type { MetPlace } from '../messages/place-keys.ts';
import type { MessagesSpec } from '../mapping-messages.ts';
import { timeSpec } from '../mapping-messages.ts';
import type { RecordSql } from './record-sql.ts';
import type { Server } from './server.ts';

/** What was counted of a day inside ClickHouse. */
export interface CountedDay {
  readonly day: number;
  readonly rows: number;
  readonly noDevice: number;
  readonly noPlace: number;
}

/** What was counted of the whole record. */
export interface Counted {
  readonly days: readonly CountedDay[];
  readonly rows: number;
  /** Keys as ClickHouse writes them, and as the look-up tables know them. */
  readonly places: readonly (MetPlace & { readonly raw: string })[];
  readonly kinds: readonly string[];
}

/** A record that can be used, but for its place being known. */
export function isUsable({ isTimed, hasDevice, hasPlace }: RecordSql): string {
  return `${isTimed} AND ${hasDevice} AND ${hasPlace}`;
}

/** Counts the record before anything is made of it: days, places, kinds, and what cannot be used. */
export async function countRecord(server: Server, record: RecordSql): Promise<Counted> {
  const { source, seconds, isTimed, hasDevice, hasPlace, key, isWholeH3, kind } = record;
  const days = await server.ask(`SELECT intDiv(${seconds}, ${DAY_SECONDS}) AS day, count(),
  sum(NOT ${hasDevice}), sum(${hasDevice} AND NOT ${hasPlace})
FROM ${source}
WHERE ${isTimed}
GROUP BY day
ORDER BY day`);
  const [[rows]] = await server.ask(`SELECT count() FROM ${source}`);
  const places = await server.ask(`SELECT toString(${key}) AS place, count()
FROM ${source}
WHERE ${isUsable(record)}
GROUP BY place
ORDER BY place`);
  const kinds =
    kind === null
      ? []
      : await server.ask(
          `SELECT DISTINCT toString(${kind}) AS kind FROM ${source} WHERE ${isUsable(record)}`
        );
  return {
    days: days.map(([day, count, noDevice, noPlace]) => ({
      day: Number(day),
      rows: Number(count),
      noDevice: Number(noDevice),
      noPlace: Number(noPlace)
    })),
    rows: Number(rows),
    places: places.map(([place, count]) => {
      const raw = place ?? '';
      return { raw, key: isWholeH3 ? BigInt(raw).toString(16) : raw, rows: Number(count) };
    }),
    kinds: kinds.flatMap(([name]) => (name === null || name === '' ? [] : [name]))
  };
}

/** What cannot be used for want of a time, a device or a place. */
export function countedFindings(counted: Counted, spec: MessagesSpec, table: string): readonly LeftOut[] {
  const sum = (of: (day: CountedDay) => number) => counted.days.reduce((all, day) => all + of(day), 0);
  const { place } = spec;
  const entry = (column: string, rows: number, reason: string, remedy: string): LeftOut => ({
    file: table,
    column,
    rows,
    reason,
    remedy,
    value: '',
    line: null
  });
  return [
    entry(
      timeSpec(spec).from,
      counted.rows - sum(({ rows }) => rows),
      'The time is missing, or lies outside the years 2000 to 2099.',
      'Check that this is the column of the times.'
    ),
    entry(
      spec.device,
      sum(({ noDevice }) => noDevice),
      'The record names no device.',
      'Check that this is the column of the devices.'
    ),
    entry(
      'lat' in place ? place.lat : 'h3' in place ? place.h3 : place.by,
      sum(({ noPlace }) => noPlace),
      'The record has no place.',
      'Check that this is the column of the place.'
    )
  ].filter(({ rows }) => rows > 0);
}
