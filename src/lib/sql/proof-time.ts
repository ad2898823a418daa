import { DAY_MS } from '../domain/activity.ts';
import { firstInstant } from '../time/calendar.ts';
import { offsetAt, transitions } from '../time/zone.ts';
import type { Range } from '../domain/range.ts';
import { joinSql, sql, type Sql } from './sql.ts';

/** The clock of a zone as pieces of one offset each, so that SQL can follow it: DuckDB in the page has no zones. */
export interface Clock {
  readonly zone: string;
  /** In order; the first holds from the beginning of time. Milliseconds east of UTC, from an instant in epoch ms. */
  readonly pieces: readonly { readonly from: number; readonly offset: number }[];
  /** Starts of days that show no midnight, since it is skipped; and midnights that come a second time. Epoch ms. */
  readonly lateStarts: readonly number[];
  readonly secondMidnights: readonly number[];
}

/** A start known to the year lies up to so long before the end of its unit, and clocks differ by up to a day. */
const ROOM_MS = 368 * DAY_MS;
/** `transitions` looks at no longer span at once. */
const LONGEST_LOOK_MS = 100 * 365 * DAY_MS;

/**
 * The clock of the zone of a case for telling whether events began in a range. Only what lies near the range matters:
 * the ends are cut to `starts` (first and last start of the case, epoch ms).
 */
export function clockOf(zone: string, range: Range, starts: Range): Clock {
  const from = Math.min(Math.max(range.from, starts.from), starts.to) - ROOM_MS;
  const to = Math.max(Math.min(range.to, starts.to), starts.from) + ROOM_MS;
  const pieces = [{ from: -Infinity, offset: offsetAt(from, zone) }];
  const lateStarts: number[] = [];
  const secondMidnights: number[] = [];
  for (let look = from; look < to; look += LONGEST_LOOK_MS) {
    const span = { from: look, to: Math.min(to, look + LONGEST_LOOK_MS) };
    for (const { at, offsetBefore, offsetAfter } of transitions(span, zone)) {
      pieces.push({ from: at, offset: offsetAfter });
      // The midnight nearest to what the clock showed when it was set, by the clock before and after.
      const midnight = Math.round((at + offsetAfter) / DAY_MS) * DAY_MS;
      const start = firstInstant(midnight, zone);
      if ((start + offsetAt(start, zone)) % DAY_MS !== 0) lateStarts.push(start);
      const second = midnight - Math.min(offsetBefore, offsetAfter);
      if (second !== start && (second + offsetAt(second, zone)) % DAY_MS === 0) secondMidnights.push(second);
    }
  }
  return { zone, pieces, lateStarts, secondMidnights };
}

/** An instant, readable, as epoch milliseconds: `epoch_ms('2020-06-12 00:00:00'::TIMESTAMP)`. */
export function instant(ms: number): Sql {
  const iso = new Date(ms).toISOString();
  const text = iso.replace('T', ' ').replace(/(\.000)?Z$/, '');
  // Beyond the year 9999 and before the year 0 DuckDB reads no such text.
  return /^\d{4}-/.test(text) ? sql`epoch_ms(${text}::TIMESTAMP)` : sql`${ms}`;
}

/** Milliseconds that the clock is ahead of UTC at `start_ms`. */
function offsetAtStart({ pieces }: Clock): Sql {
  if (pieces.length === 1) return sql`${pieces[0].offset}`;
  const cases = pieces
    .slice(1)
    .map(({ from }, index) => sql`WHEN start_ms < ${instant(from)} THEN ${pieces[index].offset}`);
  return sql`CASE ${joinSql(cases, '\n')} ELSE ${pieces[pieces.length - 1].offset} END`;
}

/**
 * The first instant at which the clock shows `local` (an expression, epoch ms of a UTC clock that shows the same) or,
 * where that is skipped, a later time.
 */
function instantShowing({ pieces }: Clock, local: Sql): Sql {
  const shown = ({ from, offset }: Clock['pieces'][number]): Sql =>
    Number.isFinite(from) ? sql`greatest(${local} - ${offset}, ${instant(from)})` : sql`${local} - ${offset}`;
  const last = pieces[pieces.length - 1];
  if (pieces.length === 1) return shown(last);
  const cases = pieces
    .slice(1)
    .map(
      ({ from }, index) =>
        sql`WHEN ${local} < ${instant(from)} + ${pieces[index].offset} THEN ${shown(pieces[index])}`
    );
  return sql`CASE ${joinSql(cases, '\n')} ELSE ${shown(last)} END`;
}

/**
 * Adds to rows with `start_ms` (BIGINT) and `time_precision` the end of the interval in which each surely began, `start_end_ms`
 * (excluded): a minute, an hour, or a day, month or year of the calendar that the start was written in, which is that
 * of the zone where the start is a midnight there, else UTC. The same rule as time/precision.ts.
 */
export function withStartEnd(rows: Sql, clock: Clock): Sql {
  return sql`SELECT *, CASE time_precision
    WHEN 'minute' THEN start_ms + 60000
    WHEN 'hour' THEN start_ms + 3600000
    ELSE CASE WHEN is_midnight THEN ${instantShowing(clock, sql`local_end_ms`)} ELSE utc_end_ms END END AS start_end_ms
  FROM (SELECT *, epoch_ms(${unitLater(sql`day_ms`)}) AS local_end_ms, epoch_ms(${unitLater(sql`start_ms`)}) AS utc_end_ms
    FROM (SELECT *, start_ms + offset_ms - ((start_ms + offset_ms) % 86400000 + 86400000) % 86400000 AS day_ms, ${isMidnight(clock)} AS is_midnight
      FROM (SELECT *, ${offsetAtStart(clock)} AS offset_ms FROM ${rows}) AS set_clock) AS local_start) AS ends`;
}

/** A day begins at its first midnight or, where that is skipped, when the clock is set. */
function isMidnight({ lateStarts, secondMidnights }: Clock): Sql {
  const midnight = sql`(start_ms + offset_ms) % 86400000 = 0`;
  const first =
    secondMidnights.length === 0 ? midnight : sql`(${midnight} AND start_ms NOT IN ${secondMidnights})`;
  return lateStarts.length === 0 ? first : sql`(${first} OR start_ms IN ${lateStarts})`;
}

/** The same time of day one unit of the precision later; past the end of a month its last day. */
function unitLater(ms: Sql): Sql {
  return sql`epoch_ms(${ms}::BIGINT) + CASE time_precision WHEN 'day' THEN INTERVAL 1 DAY WHEN 'month' THEN INTERVAL 1 MONTH ELSE INTERVAL 1 YEAR END`;
}
