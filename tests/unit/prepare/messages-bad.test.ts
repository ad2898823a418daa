import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sql, type Sql } from '../../../src/lib/sql/sql.ts';
import { madeRecords, MASTS, writeRecords } from '../../fixtures/raw-records.ts';
import { useWorkshop } from './workshop.ts';

const { at, put, prepare, query } = useWorkshop();

const ALL = madeRecords(4000, 2);
const sorted = (columns: Sql): Sql => sql`SELECT ${columns} FROM ${ALL} ORDER BY t`;
const PLAIN = sorted(sql`t, device, mast, lat, lon`);

const messages = (more: object = {}) => ({
  messages: { files: ['r*'], time: 't', device: 'device', place: { lat: 'lat', lon: 'lon' }, ...more }
});

/** Nothing but the sources is left after a refusal. */
async function refused(mapping: object, ...says: RegExp[]): Promise<void> {
  const before = readdirSync(at('')).sort();
  const attempt = async () => prepare(mapping as Record<string, unknown>, 'refused');
  const failure = await attempt().then(
    () => null,
    (error: Error) => error
  );
  for (const said of says) expect(failure?.message).toMatch(said);
  expect(failure?.name).toBe('CaseFailure');
  expect(readdirSync(at('')).sort()).toEqual(before);
}

describe('files', () => {
  test('a Parquet file that is cut short is named', async () => {
    await writeRecords(at(''), {
      'r1.parquet': PLAIN,
      'r2.parquet': sorted(sql`t + 999999 AS t, device, lat, lon`)
    });
    truncateSync(at('r2.parquet'), 5000);
    await refused(messages(), /^r2\.parquet: The file is cut short/, /Get the file again/);
  });

  test('a Parquet file that is damaged inside is named', async () => {
    await writeRecords(at(''), { 'r.parquet': PLAIN });
    const bytes = readFileSync(at('r.parquet'));
    bytes.fill(0xff, 200, 9000);
    writeFileSync(at('r.parquet'), bytes);
    await expect(prepare(messages())).rejects.toThrow();
    expect(readdirSync(at(''))).not.toContain('case');
  });

  test.each([
    ['r.csv.gz', 0.5],
    ['r.csv.gz', 0.999],
    ['r.csv.zst', 0.5],
    ['r.csv.zst', 0.999]
  ])(
    'the packed file %s cut to %s of its length is refused: the engine would take it for a shorter one',
    async (name, share) => {
      await writeRecords(at(''), { [name]: PLAIN });
      truncateSync(at(name), Math.floor(statSync(at(name)).size * share));
      await refused(messages(), /^r\.csv\.\w+: The packed file is cut short/, /pack it again/);
    }
  );

  test('a packed file with a changed byte is refused', async () => {
    await writeRecords(at(''), { 'x.csv': PLAIN });
    const packed = gzipSync(readFileSync(at('x.csv')));
    packed[packed.length >> 1] ^= 8;
    writeFileSync(at('r.csv.gz'), packed);
    await refused(messages(), /^r\.csv\.gz: The packed file is cut short or damaged/);
  });

  test('files that do not belong together are told apart by their columns', async () => {
    await writeRecords(at(''), {
      'r1.parquet': PLAIN,
      'r2.parquet': sorted(sql`make_timestamp(t * 1000000) AS t, device, lat, lon`)
    });
    await refused(messages(), /^r2\.parquet: column t: The column is TIMESTAMP, but BIGINT in r1\.parquet/);
    await writeRecords(at(''), { 'r2.parquet': sorted(sql`t, device AS phone, lat, lon`) });
    await refused(messages(), /^r2\.parquet: column device: .* does not have it.*phone/);
  });

  test('columns in another order or of another width are no trouble', async () => {
    await writeRecords(at(''), {
      'r1.parquet': sql`SELECT t, device, lat, lon FROM ${ALL} WHERE t % 2 = 0 ORDER BY t`,
      'r2.parquet': sql`SELECT lon::FLOAT AS lon, t::UINTEGER AS t, lat::FLOAT AS lat, device FROM ${ALL} WHERE t % 2 = 1 ORDER BY t`
    });
    expect((await prepare(messages())).manifest.totals.messages).toBe(4000);
  });

  test('the same file twice is refused, and so is the same record in another form', async () => {
    await writeRecords(at(''), { 'r1.parquet': PLAIN });
    copyFileSync(at('r1.parquet'), at('r2.parquet'));
    await refused(messages(), /exactly the same bytes as r1\.parquet/);
    await writeRecords(at(''), { 'r2.parquet': sorted(sql`lon, lat, device, t`) });
    await refused(
      messages(),
      /holds the same \d+ records of 2020-06-0\d as r1\.parquet: they would count twice/
    );
  });

  test('no file, an empty file, and one that is no table', async () => {
    await refused(messages(), /No file fits the pattern/);
    put('r.csv', '');
    await refused(messages(), /^r\.csv: The file is empty/);
    put('r.csv', 'PK\u0003\u0004 a letter');
    await refused(messages(), /does not have it/);
  });
});

describe('times', () => {
  test('milliseconds taken for seconds, and the other way round', async () => {
    await writeRecords(at(''), { 'r.parquet': sorted(sql`t * 1000 AS t, device, lat, lon`) });
    await refused(
      messages({ time: { from: 't', format: 'epoch s' } }),
      /outside the years 2000 to 2099/,
      /"format": "epoch ms"/
    );
    await writeRecords(at(''), { 'r.parquet': PLAIN });
    await refused(messages({ time: { from: 't', format: 'epoch ms' } }), /They look like "epoch s"/);
    await writeRecords(at(''), { 'r.csv': PLAIN });
    await refused(
      messages({ files: ['r.csv'], time: { from: 't', format: 'epoch ms' } }),
      /They look like "epoch s"/
    );
  });

  test('times that do not say their zone want one', async () => {
    await writeRecords(at(''), {
      'r.parquet': sorted(sql`make_timestamp(t * 1000000) AS t, device, lat, lon`)
    });
    await refused(
      messages(),
      /column t: The times do not say their zone: they may be UTC or local/,
      /"zone": "UTC"/
    );
    await writeRecords(at(''), { 'r.csv': sorted(sql`make_timestamp(t * 1000000) AS t, device, lat, lon`) });
    await refused(messages({ files: ['r.csv'] }), /do not say their zone/);
  });

  test('days without an hour, numbers that are no times, text that is none', async () => {
    await writeRecords(at(''), {
      'r.parquet': sorted(sql`make_timestamp(t * 1000000)::DATE AS t, device, lat, lon`)
    });
    await refused(messages(), /holds no times: days without an hour/);
    await writeRecords(at(''), { 'r.parquet': sorted(sql`t % 1000 AS t, device, lat, lon`) });
    await refused(messages(), /numbers, but not plain ones since 1970/);
    await writeRecords(at(''), { 'r.parquet': sorted(sql`'yesterday' AS t, device, lat, lon`) });
    await refused(
      messages({ time: { from: 't', zone: 'UTC' } }),
      /4000 of 4000 records cannot be used/,
      /The time is missing, cannot be read/
    );
  });

  test('an hour that happens twice is taken as its first', async () => {
    put(
      'r.csv',
      't,device,lat,lon\n2020-10-25 02:30:00,a,52,5\n2020-10-25 03:30:00,a,52,5\n2020-03-29 02:30:00,a,52,5\n'
    );
    await prepare(messages({ time: { from: 't', zone: 'Europe/Amsterdam' } }));
    expect(
      await query('SELECT make_timestamp(hour::BIGINT * 3600000000)::VARCHAR FROM {activity} ORDER BY hour')
    ).toEqual([['2020-03-29 01:00:00'], ['2020-10-25 00:00:00'], ['2020-10-25 02:00:00']]);
  });
});

describe('devices and places', () => {
  test('a few records without a device are left out and counted, many stop it', async () => {
    const some = (share: number) =>
      sorted(sql`t, CASE WHEN t % ${share} > 0 THEN device END AS device, lat, lon`);
    await writeRecords(at(''), { 'r.parquet': some(500) });
    const { manifest, rejects } = await prepare(messages());
    expect(manifest.totals.messages).toBe(3992);
    expect(rejects.byReason()).toEqual([{ reason: 'The record names no device.', left: 'row', count: 8 }]);
    expect(readFileSync(at('case/rejected.csv'), 'utf8')).toContain(
      'The record names no device. (8 records)'
    );
    await writeRecords(at(''), { 'r.parquet': some(3) });
    await refused(
      messages(),
      /^r\.parquet: column device: 1334 of 4000 records cannot be used, more than 1 %/,
      /raise "leaveOut"/
    );
    const all = await prepare(messages({ leaveOut: 0.5 }), 'half');
    expect(all.manifest.totals.messages).toBe(2666);
  });

  test('latitude and longitude exchanged in the mapping or in the table of masts', async () => {
    await writeRecords(at(''), { 'r.parquet': PLAIN });
    await refused(
      messages({ place: { lat: 'lon', lon: 'lat' } }),
      /100 % of the records lie in no country/,
      /Exchange "lat" and "lon"/
    );
    put('masts.csv', ['id,lat,lon', ...MASTS.map((m) => `${m.mast},${m.lon},${m.lat}`)].join('\n'));
    await refused(
      {
        lookups: { masts: { file: 'masts.csv', key: 'id' } },
        ...messages({ place: { by: 'mast', lookup: 'masts' } })
      },
      /Exchange "lat" and "lon"/
    );
  });

  test('longitudes beyond 90 read as latitudes are out of range', async () => {
    await writeRecords(at(''), { 'r.parquet': sorted(sql`t, device, lon + 100 AS lat, lat AS lon`) });
    await refused(messages(), /out of range/, /latitude and longitude are not exchanged/);
  });

  test('the position 0, 0 is none', async () => {
    await writeRecords(at(''), {
      'r.parquet': sorted(sql`t, device, lat * (t % 4)::DOUBLE / (t % 4)::DOUBLE AS lat, 0::DOUBLE AS lon`)
    });
    await expect(prepare(messages())).rejects.toThrow(/cannot be used/);
    await writeRecords(at(''), { 'r.parquet': sorted(sql`t, device, 0 AS lat, 0 AS lon`) });
    await refused(messages(), /The position is 0, 0, which stands for none/);
  });

  test('cells of two sizes overlap', async () => {
    await writeRecords(at(''), {
      'r.parquet': sorted(
        sql`t, device, CASE WHEN t % 2 = 0 THEN '841969bffffffff' ELSE '85196973fffffff' END AS cell`
      )
    });
    await refused(messages({ place: { h3: 'cell' } }), /several sizes \(H3 resolutions 4, 5\)/);
  });

  test('a look-up table that is not there, or places nothing', async () => {
    await writeRecords(at(''), { 'r.parquet': PLAIN });
    const place = { by: 'mast', lookup: 'masts' };
    await refused(messages({ place }), /no look-up table "masts"/);
    put('masts.csv', 'id,height\nm1,30\n');
    await refused({ lookups: { masts: { file: 'masts.csv' } }, ...messages({ place }) }, /tells no places/);
  });

  test('lines that are no rows are counted with the first of them', async () => {
    await writeRecords(at(''), { 'r.csv': PLAIN });
    writeFileSync(
      at('r.csv'),
      `${readFileSync(at('r.csv'), 'utf8')}1590969700,phone 1\n1590969701,"phone 2\n`
    );
    const { rejects } = await prepare(messages());
    expect(rejects.entries[0]).toMatchObject({ file: 'r.csv', line: 4002, left: 'row' });
  });
});

test('activity and messages in one mapping would count twice', async () => {
  const activity = {
    files: ['a.csv'],
    step: 'day',
    unit: 'x',
    time: { from: 't' },
    messages: 'n',
    place: { code: 'c' }
  };
  await refused({ activity, ...messages() }, /would count it twice/);
});
