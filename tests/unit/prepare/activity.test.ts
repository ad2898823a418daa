import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useWorkshop } from './workshop.ts';

const { at, put, prepare, query } = useWorkshop();

const PLACE = { code: 'region' };

test('a column per day is unpivoted; empty cells are gaps, missing days are not collected', async () => {
  put('m.csv', 'region,2020-03-01,2020-03-02,2020-03-04\nNL-ZH,5,,7\nBE,0,2.4,x\n');
  const { manifest, rejects } = await prepare({
    activity: {
      files: ['m.csv'],
      step: 'day',
      unit: 'index',
      wide: { columns: 'YYYY-MM-DD' },
      place: PLACE
    }
  });
  expect(
    await query(
      'SELECT name, hour / 24 - 18322, messages FROM {activity} JOIN {cells} USING (cell) ORDER BY ALL'
    )
  ).toEqual([
    ['Belgium', 1, 2],
    ['Zuid-Holland', 0, 5],
    ['Zuid-Holland', 3, 7]
  ]);
  expect(
    manifest.activity?.collected.map(({ from, to }) => [
      new Date(from).toISOString().slice(0, 10),
      new Date(to).toISOString().slice(0, 10)
    ])
  ).toEqual([
    ['2020-03-01', '2020-03-03'],
    ['2020-03-04', '2020-03-05']
  ]);
  expect(await query('SELECT cell, start::VARCHAR, "end"::VARCHAR FROM {coverage}')).toEqual([
    [1, '2020-03-02 00:00:00', '2020-03-03 00:00:00'],
    [0, '2020-03-04 00:00:00', '2020-03-05 00:00:00']
  ]);
  expect(rejects.entries).toMatchObject([{ row: 2, column: '2020-03-04', value: 'x', left: 'value' }]);
});

test('rows are counted per day and place with distinct devices, at every level', async () => {
  put(
    'a.csv',
    'day,region,who\n2020-03-01,NL,a\n2020-03-01,NL,a\n2020-03-01,BE,a\n2020-03-01,BE,b\n2020-03-02,BE,c\n'
  );
  const { manifest } = await prepare({
    activity: {
      files: ['a.csv'],
      step: 'day',
      unit: 'messages',
      time: { from: 'day', format: 'YYYY-MM-DD' },
      messages: { count: 'rows' },
      devices: { distinct: 'who' },
      place: PLACE
    }
  });
  expect(manifest.totals).toEqual({ messages: 5, devices: 3 });
  expect(await query('SELECT messages, devices FROM {rollups/hour} ORDER BY hour')).toEqual([
    [4, 2],
    [1, 1]
  ]);
  expect(await query('SELECT cell, messages, devices FROM {activity} ORDER BY hour, cell')).toEqual([
    [0, 2, 2],
    [1, 2, 1],
    [0, 1, 1]
  ]);
});

test('days with too few rows are not collected instead of low', async () => {
  put('a.csv', 'day,region\n2020-03-01,NL\n2020-03-01,NL\n2020-03-02,NL\n2020-03-03,NL\n2020-03-03,NL\n');
  const { manifest, incomplete } = await prepare({
    activity: {
      files: ['a.csv'],
      step: 'irregular',
      unit: 'listings',
      time: { from: 'day', format: 'YYYY-MM-DD' },
      messages: { count: 'rows' },
      collected: { atLeast: 2 },
      place: PLACE
    }
  });
  expect(incomplete).toMatchObject([{ rows: 1 }]);
  expect(manifest.totals.messages).toBe(4);
  expect(manifest.activity?.collected).toHaveLength(2);
});

test('hours of the zone become UTC hours, in the hour that occurs twice as well', async () => {
  put(
    'a.csv',
    'at,lat,lon,n\n2020-06-01 01:30,52,4.3,2\n2020-10-25T01:30:00Z,52,4.3,3\n2020-06-01,52,4.3,9\n'
  );
  const { rejects } = await prepare({
    activity: {
      files: ['a.csv'],
      step: 'hour',
      unit: 'messages',
      time: { from: 'at' },
      messages: 'n',
      place: { lat: 'lat', lon: 'lon', resolution: 4 }
    }
  });
  expect(
    await query(
      'SELECT make_timestamp(hour::BIGINT * 3600000000)::VARCHAR, messages FROM {activity} ORDER BY hour'
    )
  ).toEqual([
    ['2020-05-31 23:00:00', 2],
    ['2020-10-25 01:00:00', 3]
  ]);
  expect(rejects.entries).toMatchObject([{ row: 3, reason: 'The time has no hour.', left: 'row' }]);
  expect(await query('SELECT h3, country, region FROM {cells}')).toEqual([
    [expect.stringMatching(/^84[0-9a-f]{13}$/), 'NL', expect.stringMatching(/^NL-/)]
  ]);
});

test('an index is kept as whole numbers with its scale', async () => {
  put('a.csv', 'day,region,v\n2020-03-01,NL,1.25\n');
  const { manifest } = await prepare({
    activity: {
      files: ['a.csv'],
      step: 'day',
      unit: 'index',
      scale: 0.01,
      time: { from: 'day' },
      messages: 'v',
      place: PLACE
    }
  });
  expect(manifest.activity?.scale).toBe(0.01);
  expect(await query('SELECT messages FROM {activity}')).toEqual([[125]]);
});

test('outlines of the regions in the case go with it', async () => {
  put('a.csv', 'day,region,v\n2020-03-01,NL-ZH,1\n');
  await prepare({
    outlines: 'regions',
    activity: {
      files: ['a.csv'],
      step: 'day',
      unit: 'index',
      time: { from: 'day' },
      messages: 'v',
      place: PLACE
    }
  });
  const outlines = JSON.parse(readFileSync(at('case/regions.geojson'), 'utf8')) as {
    features: { properties: object }[];
  };
  expect(outlines.features.map((entry) => entry.properties)).toEqual([
    { code: 'NL-ZH', name: 'Zuid-Holland', parent: 'NL' }
  ]);
});

test('a day without any row is no data, unless the mapping says that all days were collected', async () => {
  put('a.csv', 'day,region,v\n2020-03-01,NL,1\n2020-03-03,NL,2\n');
  const activity = {
    files: ['a.csv'],
    step: 'day',
    unit: 'messages',
    time: { from: 'day' },
    messages: 'v',
    place: PLACE
  };
  const seen = await prepare({ activity });
  expect(seen.manifest.activity?.collected).toHaveLength(2);
  const span = await prepare({ activity: { ...activity, collected: 'span' } }, 'span');
  expect(span.manifest.activity?.collected).toHaveLength(1);
});
