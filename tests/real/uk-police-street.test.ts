import { describe, expect, test } from 'vitest';
import { HAS_DATA, useRealCase } from './real-case.ts';

describe.skipIf(!HAS_DATA)('street crime of four British forces', () => {
  const made = useRealCase('uk-police-street');

  test('all 113,531 rows of 20 files are events, 8,076 of them without a point', async () => {
    expect(made.report().tables.events).toMatchObject({ rows: 113_531, unwanted: 0, rejected: 0 });
    expect(made.report().tables.events?.files).toHaveLength(20);
    expect(
      await made.ask('SELECT count(*), count(lat), count(lon), count(DISTINCT id) FROM {events}')
    ).toEqual([[113_531, 105_455, 105_455, 113_531]]);
  });

  test('points keep their place: the extent is that of the files, 754 lie on one spot', async () => {
    expect(await made.ask('SELECT min(lat), max(lat), min(lon), max(lon) FROM {events}')).toEqual([
      [50.122, 57.610945, -5.53256, 1.721036]
    ]);
    const stacked =
      'SELECT count(*) FROM {events} WHERE lat IS NOT NULL GROUP BY lat, lon ORDER BY 1 DESC LIMIT 1';
    expect(await made.ask(stacked)).toEqual([[754]]);
  });

  test('a month begins at midnight in London and is known to the month only', async () => {
    expect(
      await made.ask('SELECT start::VARCHAR, time_precision, count(*) FROM {events} GROUP BY ALL ORDER BY 1')
    ).toEqual([
      ['2018-09-30 23:00:00', 'month', 24_352],
      ['2018-11-01 00:00:00', 'month', 23_047],
      ['2018-12-01 00:00:00', 'month', 22_674],
      ['2019-01-01 00:00:00', 'month', 22_128],
      ['2019-02-01 00:00:00', 'month', 21_330]
    ]);
  });

  test('kinds and forces keep their counts', async () => {
    expect(
      await made.ask('SELECT kind, count(*) FROM {events} GROUP BY kind ORDER BY 2 DESC LIMIT 2')
    ).toEqual([
      ['violence', 30_818],
      ['anti-social behaviour', 17_880]
    ]);
    expect(await made.ask('SELECT agency, count(*) FROM {events} GROUP BY agency ORDER BY 2 DESC')).toEqual([
      ['Avon and Somerset Constabulary', 69_096],
      ['British Transport Police', 24_669],
      ['Dyfed-Powys Police', 16_120],
      ['City of London Police', 3_646]
    ]);
  });

  test('only a point gives a region', async () => {
    expect(await made.ask('SELECT count(*) FROM {events} WHERE region IS NOT NULL AND lat IS NULL')).toEqual([
      [0]
    ]);
    const [[london]] = await made.ask("SELECT count(*) FROM {events} WHERE region = 'GB-LO'");
    // All of the City of London Police and the railways of the capital.
    expect(london).toBeGreaterThan(3_646);
  });

  test('the case is sound', async () => {
    expect(await made.check()).toEqual(['warning no-activity']);
  });
});
