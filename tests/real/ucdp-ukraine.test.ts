import { describe, expect, test } from 'vitest';
import { startInterval, type Precision } from '../../src/lib/time/precision.ts';
import { fromLocal } from '../../src/lib/time/calendar.ts';
import { HAS_DATA, useRealCase } from './real-case.ts';

const PER_YEAR = [1294, 710, 128, 193, 153, 199, 145, 167];
const ZONE = 'Europe/Kiev';

describe.skipIf(!HAS_DATA)('lethal events in Ukraine', () => {
  const made = useRealCase('ucdp-ukraine');

  test('the tag row under the header is no event, the other 2,989 are', async () => {
    expect(made.report().tables.events).toMatchObject({ rows: 2_989, rejected: 0 });
    expect(await made.ask('SELECT count(*), count(lat), count(DISTINCT id) FROM {events}')).toEqual([
      [2_989, 2_989, 2_989]
    ]);
  });

  test('each year counts exactly its own events as certain, in the zone of the case', async () => {
    const rows = await made.ask('SELECT epoch_ms(start), time_precision FROM {events}');
    const intervals = rows.map(([start, precision]) =>
      startInterval(Number(start), precision as Precision, ZONE)
    );
    const certain = PER_YEAR.map((_, index) => {
      const from = fromLocal(Date.UTC(2014 + index, 0, 1), ZONE);
      const to = fromLocal(Date.UTC(2015 + index, 0, 1), ZONE);
      return intervals.filter((interval) => interval.from >= from && interval.to <= to).length;
    });
    expect(certain).toEqual(PER_YEAR);
  });

  test('2,323 dates are known to the day, the 666 ranges to the month or the year that holds them', async () => {
    expect(
      await made.ask(
        'SELECT time_precision, count(*), count("end") FROM {events} GROUP BY ALL ORDER BY time_precision'
      )
    ).toEqual([
      ['day', 2_323, 0],
      ['month', 579, 579],
      ['year', 87, 87]
    ]);
  });

  test('7,882 deaths, 1,240 of them of civilians', async () => {
    expect(
      await made.ask('SELECT commodity, unit, sum(quantity) FROM {items} GROUP BY ALL ORDER BY commodity')
    ).toEqual([
      ['civilian death', 'count', 1_240],
      ['death', 'count', 7_882]
    ]);
  });

  test('350 events lie on one centroid, and say how far off that may be', async () => {
    expect(
      await made.ask('SELECT count(*) AS n FROM {events} GROUP BY lat, lon ORDER BY n DESC LIMIT 1')
    ).toEqual([[350]]);
    expect(await made.ask('SELECT count(*) FROM {events} WHERE place_radius_m IS NULL')).toEqual([[0]]);
  });

  test('cells with line breaks and doubled quotes are read whole', async () => {
    const [[broken]] = await made.ask('SELECT count(*) FROM {events} WHERE contains(summary, chr(10))');
    expect(broken).toBeGreaterThan(0);
    const [[foreign]] = await made.ask(
      "SELECT count(*) FROM {events} WHERE regexp_matches(summary, '[^ -~\\s]')"
    );
    expect(foreign).toBeGreaterThan(100);
  });

  test('the case is sound', async () => {
    expect(await made.check()).toEqual(['warning no-activity']);
  });
});
