import { describe, expect, test } from 'vitest';
import { HAS_DATA, useRealCase } from './real-case.ts';

const DAY_MS = 86_400_000;
const hourOf = (month: number, day: number) => Date.UTC(2020, month - 1, day) / 3_600_000;

/** First day of the mandatory, state-wide order to stay at home, by state. */
const ORDERS = `orders AS (
  SELECT region, min(epoch_ms(start) // 3600000) AS ordered FROM {events}
  WHERE kind = 'stay at home' AND operation = 'mandatory, state-wide' GROUP BY region)`;

/** The index of every state on every day that was collected; a day without a row is zero there. */
const INDEX = `mobility AS (
  SELECT p.region, p.hour, coalesce(a.messages, 0) AS value
  FROM (SELECT cell, region, hour FROM {cells}, (SELECT hour FROM {rollups/hour})) AS p
  LEFT JOIN {activity} AS a ON a.cell = p.cell AND a.hour = p.hour)`;

/** Means of the 14 days before and after the order of each state, its own day left out of both. */
const AROUND = `WITH ${ORDERS}, ${INDEX}, around AS (
  SELECT region, avg(value) FILTER (WHERE hour >= ordered - 336 AND hour < ordered) AS before,
    avg(value) FILTER (WHERE hour > ordered AND hour <= ordered + 336) AS after
  FROM orders JOIN mobility USING (region) GROUP BY region)`;

describe.skipIf(!HAS_DATA)('mobility in the states and their orders', () => {
  const made = useRealCase('us-covid-npi-mobility');

  test('51 states on 396 days; the 20 days missing in the source are no data', async () => {
    const { manifest, tables } = made.report();
    expect(tables.activity).toMatchObject({ rows: 2_722, unwanted: 2_722 - 51, rejected: 0 });
    expect(await made.ask('SELECT count(*), count(region), count(h3) FROM {cells}')).toEqual([[51, 51, 0]]);
    const collected = manifest.activity?.collected ?? [];
    const days = collected.reduce((sum, range) => sum + (range.to - range.from) / DAY_MS, 0);
    expect(days).toBe(396);
    const span = ((collected.at(-1)?.to ?? 0) - (collected[0]?.from ?? 0)) / DAY_MS;
    expect(span - days).toBe(20);
  });

  test('831 policies of 51 states', async () => {
    expect(await made.ask('SELECT count(*), count(DISTINCT region), count(lat) FROM {events}')).toEqual([
      [831, 51, 831]
    ]);
  });

  test('39 states ordered everyone to stay at home, from 19 March to 7 April', async () => {
    expect(await made.ask(`WITH ${ORDERS} SELECT count(*), min(ordered), max(ordered) FROM orders`)).toEqual([
      [39, hourOf(3, 19), hourOf(4, 7)]
    ]);
  });

  test('the means before and after the own order are those of the source', async () => {
    const [[before, after, fallen, states]] = await made.ask(
      `${AROUND} SELECT avg(before), avg(after), count(*) FILTER (WHERE after < before), count(*) FROM around WHERE region <> 'US-DC'`
    );
    expect(before).toBeCloseTo(43.8, 1);
    expect(after).toBeCloseTo(14.0, 1);
    expect([fallen, states]).toEqual([37, 38]);
  });

  test.each([
    ['US-CA', 76.2, 12.1],
    ['US-NY', 51.1, 0.1],
    ['US-TX', 28.8, 20.6],
    ['US-AL', 49.6, 44.4]
  ])('%s: %d before, %d after', async (region, before, after) => {
    const [row] = await made.ask(`${AROUND} SELECT before, after FROM around WHERE region = '${region}'`);
    expect(row[0]).toBeCloseTo(before, 1);
    expect(row[1]).toBeCloseTo(after, 1);
  });

  test('states without an order fell nearly as far in the same weeks', async () => {
    const rows = await made.ask(`WITH ${ORDERS}, ${INDEX}, weeks AS (
  SELECT region, coalesce(min(ordered), 999999) AS ordered,
    avg(value) FILTER (WHERE hour >= ${hourOf(3, 1)} AND hour < ${hourOf(3, 15)}) AS before,
    avg(value) FILTER (WHERE hour >= ${hourOf(3, 26)} AND hour < ${hourOf(4, 2)}) AS after
  FROM mobility LEFT JOIN orders USING (region) WHERE region <> 'US-DC' GROUP BY region)
SELECT avg(before), avg(after) FROM weeks WHERE ordered <= ${hourOf(3, 25)}
UNION ALL SELECT avg(before), avg(after) FROM weeks WHERE ordered >= ${hourOf(4, 2)}`);
    expect(rows[0][0]).toBeCloseTo(90.7, 1);
    expect(rows[0][1]).toBeCloseTo(9.4, 1);
    expect(rows[1][0]).toBeCloseTo(94.5, 1);
    expect(rows[1][1]).toBeCloseTo(30.0, 1);
  });

  test('the case is sound', async () => {
    expect(await made.check()).toEqual([]);
  });
});
