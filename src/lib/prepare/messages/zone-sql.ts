import { sql, type Sql } from '../../sql/sql.ts';
import { offsetAt, transitions } from '../../time/zone.ts';

/** First and one past the last second that a record may have: the years 2000 to 2099. */
export const FIRST_SECOND = 946_684_800;
export const END_SECOND = 4_102_444_800;

const SPAN = { from: FIRST_SECOND * 1000, to: END_SECOND * 1000 };

/** Until a local second `until`, the clock of the zone is `offset` seconds east of UTC. */
interface Stretch {
  readonly until: number;
  readonly offset: number;
}

/**
 * Epoch seconds out of a column of local seconds: what a clock of the zone shows, counted as if it were UTC. Plain
 * arithmetic, so that no engine's own idea of zones comes in. As in time/calendar.ts, an hour that happens twice is
 * taken as its first.
 */
export function secondsOfLocal(local: Sql, zone: string): Sql {
  const stretches = transitions(SPAN, zone).map(({ at, offsetBefore, offsetAfter }): Stretch => ({
    until: (at + Math.max(offsetBefore, offsetAfter)) / 1000,
    offset: offsetBefore / 1000
  }));
  return choice(local, [...stretches, { until: Infinity, offset: offsetAt(SPAN.to, zone) / 1000 }]);
}

/** Halves the stretches, so that a century of changes costs eight comparisons a row. */
function choice(local: Sql, stretches: readonly Stretch[]): Sql {
  if (stretches.length === 1) return sql`${local} - ${stretches[0].offset}`;
  const middle = stretches.length >> 1;
  const earlier = choice(local, stretches.slice(0, middle));
  const later = choice(local, stretches.slice(middle));
  return sql`CASE WHEN ${local} < ${stretches[middle - 1].until} THEN ${earlier} ELSE ${later} END`;
}

/** A stretch [from, to) of local seconds that the clock of a zone shows twice, or never. */
export interface DoubtfulHour {
  readonly from: number;
  readonly to: number;
  readonly isNever: boolean;
}

/** Where a local time between these two instants (epoch seconds) is in doubt. */
export function doubtfulHours(zone: string, from: number, to: number): readonly DoubtfulHour[] {
  return transitions({ from: from * 1000, to: to * 1000 }, zone).map(({ at, offsetBefore, offsetAfter }) => ({
    from: (at + Math.min(offsetBefore, offsetAfter)) / 1000,
    to: (at + Math.max(offsetBefore, offsetAfter)) / 1000,
    isNever: offsetAfter > offsetBefore
  }));
}
