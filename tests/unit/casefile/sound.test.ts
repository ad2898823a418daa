import { describe, expect, test } from 'vitest';
import { changed, findings, openingFindings } from '../../fixtures/findings.ts';
import { makeTinyCase } from '../../fixtures/make-case.ts';
import { scratchFolder } from '../../fixtures/scratch.ts';

describe('a sound case', () => {
  test('has no finding, in the whole check and at opening', async () => {
    const folder = await scratchFolder();
    await makeTinyCase(folder);
    expect(await findings(folder)).toEqual([]);
    expect(await openingFindings(folder)).toEqual([]);
  });

  test('may hold its hours and times in other types, and lack the optional columns', async () => {
    const after = [
      'ALTER TABLE activity DROP devices',
      'ALTER TABLE activity ALTER hour TYPE TIMESTAMP USING make_timestamp(hour::BIGINT * 3600000000)',
      'ALTER TABLE events ALTER "start" TYPE TIMESTAMPTZ USING "start"::TIMESTAMPTZ',
      'ALTER TABLE events ALTER "end" TYPE TIMESTAMP_S',
      'ALTER TABLE events ALTER info_grade TYPE TINYINT',
      'ALTER TABLE events DROP sources',
      'ALTER TABLE events DROP handling',
      'ALTER TABLE items ALTER quantity TYPE DECIMAL(18, 3)'
    ];
    expect(await changed({ after })).toEqual([]);
  });
});

test('a case of a million events is checked in reasonable time', { timeout: 120_000 }, async () => {
  const folder = await scratchFolder();
  const before = [
    `INSERT INTO events SELECT 'm-' || i, 'incident', 'Incident ' || i, NULL, TIMESTAMP '2020-06-01 00:00:00' + to_seconds(i), NULL, 'minute',
       'occurred', 50 + i % 1000 / 1000.0, 4, NULL, NULL, 'NL', 'NL-NH', NULL, NULL, ['s1'], 'A', '1', NULL FROM range(1000000) numbers(i)`
  ];
  await makeTinyCase(folder, { before });
  const start = performance.now();
  expect(await openingFindings(folder)).toEqual([]);
  expect(performance.now() - start).toBeLessThan(20_000);
  expect(await findings(folder)).toEqual([]);
});
