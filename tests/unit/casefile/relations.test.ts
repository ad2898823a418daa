import { describe, expect, test } from 'vitest';
import { FILES } from '../../../src/lib/domain/case.ts';
import { changed, places } from '../../fixtures/findings.ts';
import type { CaseChanges } from '../../fixtures/make-case.ts';

describe('files that contradict each other', () => {
  const last = `(cell = 4 AND hour = (SELECT max(hour) FROM activity WHERE cell = 4))`;
  const cases: readonly (readonly [string, CaseChanges, readonly string[]])[] = [
    [
      'a cell without a place',
      {
        after: [
          'UPDATE activity SET cell = 5 WHERE cell = 4',
          'UPDATE rollup_day_cell SET cell = 5 WHERE cell = 4',
          'UPDATE rollup_hour_country SET hour = hour'
        ],
        without: [FILES.hourCountry]
      },
      ['error cell-unknown activity.parquet cell 262', 'error rollup-missing rollups/hour-country.parquet']
    ],
    [
      'cells with a hole',
      { before: ['UPDATE cells SET cell = 9 WHERE cell = 4', 'UPDATE activity SET cell = 9 WHERE cell = 4'] },
      ['error cell-number cells.parquet cell 5']
    ],
    [
      'cells out of order',
      { after: [`UPDATE cells SET h3 = '841969b7fffffff' WHERE cell = 4`] },
      ['error cell-order cells.parquet h3 5']
    ],
    [
      'more devices than messages',
      { after: ['UPDATE rollup_hour SET devices = messages + 1 WHERE hour % 24 = 3'] },
      ['error devices-exceed-messages rollups/hour.parquet devices 4']
    ],
    [
      'a rollup with too much',
      { after: ['UPDATE rollup_hour SET messages = messages + 1 WHERE hour % 24 = 3'] },
      ['error rollup-different rollups/hour.parquet messages 4']
    ],
    [
      'a rollup that lacks a row',
      { after: ['DELETE FROM rollup_day_cell WHERE cell = 3'] },
      ['error rollup-different rollups/day-cell.parquet messages']
    ],
    [
      'a rollup with the wrong country',
      { after: [`UPDATE rollup_hour_country SET country = 'DE' WHERE country = 'BE'`] },
      ['error rollup-different rollups/hour-country.parquet messages 1']
    ],
    [
      'a total that differs',
      { manifest: (made) => ({ ...made, totals: { messages: 1, devices: null } }) },
      ['error total-different activity.parquet messages']
    ],
    [
      'activity where none was collected',
      { before: [`INSERT INTO activity SELECT ${Date.UTC(2020, 5, 13, 11) / 3_600_000}, 4, 5, 1`] },
      [
        'warning activity-unsorted activity.parquet cell 327',
        'error activity-not-collected activity.parquet hour 327'
      ]
    ],
    [
      'an hour of a cell twice',
      { before: [`INSERT INTO activity SELECT * FROM activity WHERE ${last}`] },
      ['error activity-twice activity.parquet hour 327']
    ],
    [
      'unsorted activity',
      { after: ['CREATE OR REPLACE TABLE activity AS SELECT * FROM activity ORDER BY hour, cell'] },
      ['warning activity-unsorted activity.parquet cell 6']
    ],
    [
      'activity without its description',
      { manifest: (made) => ({ ...made, activity: null }) },
      ['error activity-undescribed case.json activity']
    ],
    ['activity without cells', { without: [FILES.cells] }, ['error file-needed cells.parquet']],
    [
      'items without events',
      { without: [FILES.events] },
      ['warning no-events events.parquet', 'error file-needed events.parquet']
    ],
    ['no events', { without: [FILES.events, FILES.items] }, ['warning no-events events.parquet']],
    [
      'an empty table of events',
      { after: ['DELETE FROM items', 'DELETE FROM events'] },
      ['warning no-events events.parquet']
    ],
    [
      'no activity',
      {
        without: [FILES.activity, FILES.cells, FILES.dayCell, FILES.hourCountry, FILES.hour, FILES.coverage]
      },
      ['warning no-activity activity.parquet']
    ]
  ];
  test.each(cases)('%s: found', async (_, changes, expected) => {
    expect(places(await changed(changes))).toEqual(expected);
  });
});
