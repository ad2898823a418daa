import { afterAll, beforeAll, expect, test } from 'vitest';
import { numbers } from '../../src/lib/domain/columns.ts';
import { TIME_PRECISIONS } from '../../src/lib/domain/event.ts';
import type { Engine } from '../../src/lib/engine/engine.ts';
import { openNative } from '../../src/lib/engine/native.ts';
import { clockOf, withStartEnd } from '../../src/lib/sql/proof-time.ts';
import { joinSql, sql } from '../../src/lib/sql/sql.ts';
import { startOf } from '../../src/lib/time/calendar.ts';
import { startInterval } from '../../src/lib/time/precision.ts';
import { transitions } from '../../src/lib/time/zone.ts';
import { seeded } from '../fixtures/seeded.ts';

/** The end of the interval of a start is the same in SQL, which has no zones, as on the screen. */
let engine: Engine;

beforeAll(async () => {
  engine = await openNative({ threads: 1 });
});

afterAll(async () => {
  await engine?.close();
});

const DAY_MS = 86_400_000;

/** Midnights of the zone, days around each change of its clocks, and any minute. */
function startsIn(zone: string, from: number, to: number): readonly number[] {
  const random = seeded(7);
  const anywhere = Array.from({ length: 60 }, () => Math.floor(from + random() * (to - from)));
  const near = transitions({ from, to }, zone).flatMap(({ at }) =>
    [-DAY_MS, 0, DAY_MS].map((days) => at + days)
  );
  const minute = (time: number): number => Math.floor(time / 60_000) * 60_000;
  return [...anywhere, ...near].flatMap((time) => [
    minute(time),
    startOf(time, 'day', zone),
    startOf(time, 'month', zone),
    startOf(time, 'year', zone),
    startOf(time, 'day', 'UTC')
  ]);
}

// Cairo, Santiago and Havana set their clocks at midnight, Apia left out a day, Lord Howe moves by half an hour.
for (const zone of [
  'UTC',
  'Europe/Amsterdam',
  'America/New_York',
  'Africa/Cairo',
  'America/Santiago',
  'America/Havana',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Asia/Kolkata'
]) {
  test(`starts of every precision end as they do on the screen, ${zone}`, async () => {
    const span = { from: Date.UTC(2011, 0, 1), to: Date.UTC(2016, 0, 1) };
    const starts = startsIn(zone, span.from, span.to);
    const wanted = starts.flatMap((start) =>
      TIME_PRECISIONS.map((precision) => ({ start, precision, to: startInterval(start, precision, zone).to }))
    );
    const rows = wanted.map(({ start, precision }, index) => sql`(${index}, ${start}::BIGINT, ${precision})`);
    const clock = clockOf(zone, { from: -Infinity, to: Infinity }, span);
    const answer = await engine.run(
      sql`SELECT start_end_ms::DOUBLE AS start_end_ms FROM (${withStartEnd(sql`(VALUES ${joinSql(rows, ', ')}) AS given(number, start_ms, time_precision)`, clock)}) AS ended ORDER BY number`
    );
    const found = numbers(answer, 'start_end_ms');
    const different = wanted.filter(({ to }, index) => found[index] !== to);
    expect(different).toEqual([]);
    expect(wanted.length).toBeGreaterThan(1000);
  });
}

test('a start before 1970 and one without a date are taken as they are', async () => {
  const clock = clockOf('Europe/London', { from: 0, to: 1 }, { from: Date.UTC(1968, 0, 1), to: 1 });
  const given = sql`(SELECT ${Date.UTC(1969, 5, 1) - 3_600_000}::BIGINT AS start_ms, 'month' AS time_precision
UNION ALL SELECT NULL, 'day') AS given`;
  const answer = await engine.run(
    sql`SELECT start_end_ms::DOUBLE AS start_end_ms FROM (${withStartEnd(given, clock)}) AS ended ORDER BY 1 NULLS LAST`
  );
  // London kept summer time all year then.
  expect([...numbers(answer, 'start_end_ms')]).toEqual([Date.UTC(1969, 6, 1) - 3_600_000, NaN]);
});
