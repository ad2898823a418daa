import { describe, expect, test } from 'vitest';
import { changed, openingFindings, places } from '../../fixtures/findings.ts';

describe('a value that cannot be', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      'latitude 95',
      `UPDATE events SET lat = 95 WHERE id = 'ev-3'`,
      'error latitude-range events.parquet lat 3'
    ],
    [
      'latitude not a number',
      `UPDATE events SET lat = 'nan' WHERE id = 'ev-3'`,
      'error latitude-range events.parquet lat 3'
    ],
    [
      'longitude -181',
      `UPDATE events SET lon = -181 WHERE id = 'ev-2'`,
      'error longitude-range events.parquet lon 2'
    ],
    [
      'half a place',
      `UPDATE events SET lon = NULL WHERE id = 'ev-5'`,
      'error place-half events.parquet lat 5'
    ],
    [
      'an end before its start',
      `UPDATE events SET "end" = "start" - INTERVAL 1 MINUTE WHERE id = 'ev-2'`,
      'error end-before-start events.parquet end 2'
    ],
    [
      'a start without a date',
      `UPDATE events SET "start" = 'infinity' WHERE id = 'ev-3'`,
      'error time-range events.parquet start 3'
    ],
    [
      'an event id twice',
      `UPDATE events SET id = 'ev-1' WHERE id = 'ev-4'`,
      'error event-id-twice events.parquet id 4'
    ],
    ['a blank id', `UPDATE events SET id = ' ' WHERE id = 'ev-6'`, 'error value-missing events.parquet id 6'],
    [
      'no kind',
      `UPDATE events SET kind = NULL WHERE id = 'ev-6'`,
      'error value-missing events.parquet kind 6'
    ],
    [
      'an unknown time precision',
      `UPDATE events SET time_precision = 'week' WHERE id = 'ev-1'`,
      'error precision-unknown events.parquet time_precision 1'
    ],
    [
      'an unknown date basis',
      `UPDATE events SET date_basis = 'guessed' WHERE id = 'ev-1'`,
      'error date-basis-unknown events.parquet date_basis 1'
    ],
    [
      'source grade G',
      `UPDATE events SET source_grade = 'G' WHERE id = 'ev-5'`,
      'error grade-unknown events.parquet source_grade 5'
    ],
    [
      'information grade 7',
      `UPDATE events SET info_grade = '7' WHERE id = 'ev-5'`,
      'error grade-unknown events.parquet info_grade 5'
    ],
    [
      'a country by name',
      `UPDATE events SET country = 'nl', region = NULL WHERE id = 'ev-5'`,
      'error country-code events.parquet country 5'
    ],
    [
      'a region without its country',
      `UPDATE events SET region = 'Holland' WHERE id = 'ev-5'`,
      'error region-code events.parquet region 5'
    ],
    [
      'a region of another country',
      `UPDATE events SET country = 'BE' WHERE id = 'ev-5'`,
      'error region-country events.parquet region 5'
    ],
    [
      'a negative radius',
      `UPDATE events SET place_radius_m = -1 WHERE id = 'ev-5'`,
      'error radius-range events.parquet place_radius_m 5'
    ],
    [
      'an event outside the period',
      `UPDATE events SET "start" = TIMESTAMP '2021-01-01 00:00:00' WHERE id = 'ev-3'`,
      'warning event-outside-period events.parquet start 3'
    ],
    [
      'an unknown source',
      `CREATE OR REPLACE TABLE events AS SELECT * REPLACE (CASE id WHEN 'ev-5' THEN ['s1', 's9'] ELSE sources END AS sources) FROM events`,
      'warning source-unknown events.parquet sources 5'
    ],
    [
      'an item of no event',
      `UPDATE items SET event_id = 'ev-99' WHERE commodity = 'cocaine'`,
      'error item-without-event items.parquet event_id 3'
    ],
    [
      'an infinite quantity',
      `UPDATE items SET quantity = 'infinity' WHERE commodity = 'cocaine'`,
      'error quantity-range items.parquet quantity 3'
    ],
    [
      'a negative quantity',
      `UPDATE items SET quantity = -1 WHERE commodity = 'cash'`,
      'error quantity-range items.parquet quantity 2'
    ],
    [
      'a headline quantity in another unit',
      `UPDATE items SET unit = 'g' WHERE commodity = 'cocaine'`,
      'warning unit-differs items.parquet unit 3'
    ],
    [
      'a cell without a latitude',
      'UPDATE cells SET lat = NULL WHERE cell = 2',
      'error value-missing cells.parquet lat 3'
    ],
    [
      'an H3 index that is none',
      `UPDATE cells SET h3 = '8z' || h3[3:] WHERE cell = 4`,
      'error h3-invalid cells.parquet h3 5'
    ],
    [
      'a gap that ends at its start',
      'UPDATE coverage SET "end" = "start"',
      'error gap-end coverage.parquet end 1'
    ],
    ['a gap at an unknown cell', 'UPDATE coverage SET cell = 7', 'error cell-unknown coverage.parquet cell 1']
  ];
  test.each(cases)('%s is found', async (_, statement, expected) => {
    expect(places(await changed({ after: [statement] }, openingFindings))).toEqual([expected]);
  });

  test('is told once, with the value, the first row and how many more there are', async () => {
    const failures = await changed({ after: ['UPDATE events SET lat = 95 WHERE lat IS NOT NULL'] });
    expect(failures).toEqual([
      {
        code: 'latitude-range',
        severity: 'error',
        message: 'Latitude 95.0 lies outside -90 to 90. And 2 more rows like it.',
        remedy: 'Write degrees north from -90 to 90; check that latitude and longitude are not swapped.',
        file: 'events.parquet',
        column: 'lat',
        row: 2
      }
    ]);
  });
});
