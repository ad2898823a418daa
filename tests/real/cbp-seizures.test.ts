import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMappingFile } from '../../src/lib/prepare/mapping.ts';
import { prepareCase } from '../../src/lib/prepare/prepare.ts';
import { ask } from './case-query.ts';
import { DATA, mappingFile } from './make-cases.ts';
import { HAS_DATA, useRealCase } from './real-case.ts';

const SEIZURES = 'FROM {events} AS e JOIN {items} AS i ON i.event_id = e.id';
// Fiscal years begin in October: three months later the calendar year has the same number.
const FISCAL_YEAR = 'year(e.start + INTERVAL 3 MONTH)';

/** Makes a case out of both drug files. */
async function makeBoth(repeated: 'refuse' | 'first', out: string) {
  const file = mappingFile('cbp-seizures');
  const mapping = readMappingFile(file);
  const { events } = mapping;
  if (events?.key === undefined) throw new Error('The mapping has no key');
  return prepareCase({
    mapping: { ...mapping, events: { ...events, key: { ...events.key, repeated } } },
    base: path.dirname(file),
    files: { events: [path.join(DATA, 'cbp-seizures', 'cbp_drug_seizures_*.csv')] },
    out
  });
}

describe.skipIf(!HAS_DATA)('drug seizures at the borders of the United States', () => {
  const made = useRealCase('cbp-seizures');

  test('10,092 rows are 1,834 events, one per month and office', async () => {
    expect(made.report().tables.events).toMatchObject({ rows: 10_092, rejected: 0 });
    expect(await made.ask('SELECT count(*), count(DISTINCT agency) FROM {events}')).toEqual([[1_834, 2]]);
    expect(await made.ask('SELECT min(start)::VARCHAR, max(start)::VARCHAR FROM {events}')).toEqual([
      ['2018-10-01 00:00:00', '2022-09-01 00:00:00']
    ]);
  });

  test('fentanyl was seized 814, 1,174, 1,515 and 1,496 times in the fiscal years 2019 to 2022', async () => {
    expect(
      await made.ask(
        `SELECT ${FISCAL_YEAR} AS year, sum(quantity) ${SEIZURES} WHERE commodity = 'fentanyl seizure' AND unit = 'count' GROUP BY ALL ORDER BY year`
      )
    ).toEqual([
      [2019, 814],
      [2020, 1_174],
      [2021, 1_515],
      [2022, 1_496]
    ]);
  });

  test('October of fiscal 2020 is October 2019 with 5,467 seizures; July is the peak with 8,280', async () => {
    const months = await made.ask(
      `SELECT strftime(e.start, '%Y-%m') AS month, sum(quantity) ${SEIZURES} WHERE unit = 'count' AND ${FISCAL_YEAR} = 2020 GROUP BY ALL ORDER BY 2 DESC`
    );
    expect(months[0]).toEqual(['2020-07', 8_280]);
    expect(months).toContainEqual(['2019-10', 5_467]);
    expect(months).toHaveLength(12);
  });

  test('fiscal 2022 has 62,465 seizures', async () => {
    expect(
      await made.ask(`SELECT sum(quantity) ${SEIZURES} WHERE unit = 'count' AND ${FISCAL_YEAR} = 2022`)
    ).toEqual([[62_465]]);
  });

  test('every office is found by its name; only those abroad have no point', async () => {
    expect(made.report().rejects.entries).toEqual([]);
    expect(await made.ask('SELECT DISTINCT place FROM {events} WHERE lat IS NULL')).toEqual([
      ['Airports outside the United States']
    ]);
  });

  test('pounds are kilograms', async () => {
    const [[kilograms]] = await made.ask(
      `SELECT sum(quantity) ${SEIZURES} WHERE commodity = 'fentanyl' AND unit = 'kg' AND ${FISCAL_YEAR} = 2022`
    );
    // 14,699 lb by the file.
    expect(kilograms).toBeCloseTo(6_667.47, 0);
  });

  test('the case is sound', async () => {
    expect(await made.check()).toEqual(['warning no-activity']);
  });

  test('both drug files together are refused: 2,479 keys of fiscal 2022 are in both', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'casewall-cbp-'));
    try {
      const both = makeBoth('refuse', path.join(folder, 'case'));
      await expect(both).rejects.toThrow(
        /cbp_drug_seizures_fy22_25\.csv.*2479 rows repeat the keys of rows in cbp_drug_seizures_fy19_22\.csv.*"repeated": "first"/
      );
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('told that the first row counts, fiscal 2022 is counted once and the others are listed', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'casewall-cbp-'));
    try {
      const report = await makeBoth('first', path.join(folder, 'case'));
      expect(report.tables.events).toMatchObject({ rows: 19_096, rejected: 2_479 });
      const query = `SELECT sum(quantity) ${SEIZURES} WHERE unit = 'count' AND ${FISCAL_YEAR} = 2022`;
      expect(await ask(path.join(folder, 'case'), query)).toEqual([[62_465]]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
