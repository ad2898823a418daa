import { describe, expect, test } from 'vitest';
import { HAS_DATA, useRealCase } from './real-case.ts';

const DAY_MS = 86_400_000;
const RAID_HOUR = Date.UTC(2014, 10, 5) / 3_600_000;

describe.skipIf(!HAS_DATA)('the Agora market around the raids', () => {
  const made = useRealCase('agora-onymous');

  test('18 of 24 scrapes are complete, 5 before the raids and 13 after; the others are no data', async () => {
    const { manifest, incomplete, tables } = made.report();
    expect(tables.activity).toMatchObject({ rows: 400_582, rejected: 0 });
    expect(incomplete).toHaveLength(6);
    const days = (manifest.activity?.collected ?? []).reduce(
      (sum, range) => sum + (range.to - range.from) / DAY_MS,
      0
    );
    expect(days).toBe(18);
    expect(manifest.activity?.step).toBe('irregular');
    const complete = `SELECT count(*) FILTER (WHERE hour < ${RAID_HOUR}), count(*) FILTER (WHERE hour >= ${RAID_HOUR}) FROM {rollups/hour}`;
    expect(await made.ask(complete)).toEqual([[5, 13]]);
  });

  test('vendors per complete scrape fall from 1,112.4 to 950.3, listings stay at 18,383 and 18,262', async () => {
    const query = `SELECT avg(devices), median(messages) FROM {rollups/hour} GROUP BY hour >= ${RAID_HOUR} ORDER BY hour >= ${RAID_HOUR}`;
    const [before, after] = await made.ask(query);
    expect(before[0]).toBeCloseTo(1112.4, 1);
    expect(after[0]).toBeCloseTo(950.3, 1);
    expect([before[1], after[1]]).toEqual([18_383, 18_262]);
    expect(100 * (Number(after[0]) / Number(before[0]) - 1)).toBeCloseTo(-14.6, 1);
  });

  test('the fall by origin is that of the scrapes', async () => {
    const rows = await made.ask(`SELECT country,
  100 * ((sum(devices) FILTER (WHERE hour >= ${RAID_HOUR}) / 13) / (sum(devices) FILTER (WHERE hour < ${RAID_HOUR}) / 5) - 1)
FROM {activity} JOIN {cells} USING (cell) GROUP BY country`);
    const change = new Map(rows.map(([country, value]) => [country, Number(value)]));
    expect(change.get('US')).toBeCloseTo(-8.8, 1);
    expect(change.get('NL')).toBeCloseTo(-19.0, 1);
    expect(change.get('DE')).toBeCloseTo(-17.7, 1);
    // -11.0 for the spelling "UK" alone; the case takes "uk" and "UntiedKingdom" for the same place.
    expect(change.get('GB')).toBeCloseTo(-10.4, 1);
  });

  test('every origin is placed, and the coarser tables add up', async () => {
    const { manifest, rejects } = made.report();
    expect(rejects.entries).toEqual([]);
    for (const table of ['activity', 'rollups/day-cell', 'rollups/hour-country', 'rollups/hour']) {
      expect(await made.ask(`SELECT sum(messages) FROM {${table}}`)).toEqual([[manifest.totals.messages]]);
    }
  });

  test('the two days of raids are events', async () => {
    expect(await made.ask('SELECT id, start::VARCHAR, time_precision FROM {events} ORDER BY start')).toEqual([
      ['onymous-1', '2014-11-05 00:00:00', 'day'],
      ['onymous-2', '2014-11-06 00:00:00', 'day']
    ]);
  });

  test('the case is sound', async () => {
    expect(await made.check()).toEqual([]);
  });
});
