import { expect, test } from 'vitest';
import { csvOf, exportName, jsonOf, type ExportSource } from '../../../src/lib/views/correlation-export.ts';
import { impactTable } from '../../../src/lib/views/correlation-forest.ts';
import { episodesTable } from '../../../src/lib/views/correlation-surges.ts';
import { column, type ResultTable } from '../../../src/lib/views/correlation-table.ts';
import { impactRecord, missingEffect, envelope } from '../../fixtures/correlation-records.ts';
import { surgesRecord } from '../../fixtures/correlation-records-more.ts';

const source: ExportSource = {
  caseId: 'demo',
  caseTitle: 'Operation demo',
  synthetic: true,
  fingerprint: '9f31c2aa04de55'
};

function body(csv: string): readonly string[] {
  return csv.split('\r\n').filter((line) => !line.startsWith('# '));
}

test('text that a spreadsheet would run is led by an apostrophe, numbers are bare', () => {
  const table: ResultTable = {
    id: 't',
    title: 'T',
    columns: [column('a', 'A', 'text'), column('b', 'B', 'number')],
    rows: [
      ['=1+1', -3],
      [' @SUM(A1)', 0.5],
      ['＝1', null],
      ['-2 km', 1e-9],
      ['a "b", c', 'Infinity'],
      ['two\nlines', 4],
      ['plain', 5]
    ]
  };
  expect(body(csvOf(impactRecord(), table, source)).join('\r\n')).toBe(
    [
      'a,b',
      "'=1+1,-3",
      "' @SUM(A1),0.5",
      "'＝1,",
      "'-2 km,1e-9",
      '"a ""b"", c",Infinity',
      '"two\nlines",4',
      'plain,5',
      ''
    ].join('\r\n')
  );
});

test('every export says where it comes from, under what, and how it may be read', () => {
  const record = impactRecord();
  const csv = csvOf(record, impactTable(record), source);
  for (const needed of [
    '(synthetic: the data are made up), fingerprint 9f31c2aa04de55',
    '# Filters: country NL; kind raid',
    '# Period analysed: ',
    '# Settings: W = 7, scope = region',
    '# Seed: none: no random numbers are used',
    '# Analyses run in this case: 4',
    ...record.caveats.map((caveat) => `# Caveat: ${caveat}`)
  ])
    expect(csv).toContain(needed);
});

test('a hostile place name stays text in the list of episodes', () => {
  const record = surgesRecord();
  const lines = body(csvOf(record, episodesTable(record.result), source));
  expect(lines.some((line) => line.includes('"\'=HYPERLINK(""http://x"")"'))).toBe(true);
  expect(lines.some((line) => /(^|,)"?=/.test(line))).toBe(false);
});

test('a line break in a title cannot end the lines of notes', () => {
  const table = impactTable(impactRecord());
  const csv = csvOf(impactRecord(), table, { ...source, caseTitle: 'A\r\n=cmd' });
  expect(csv.split('\r\n').filter((line) => line.startsWith('=cmd'))).toEqual([]);
});

test('the JSON is the record, and says null where there is no number', () => {
  const record = envelope('impact', {
    effects: [missingEffect(1)],
    detail: null,
    tested: 0,
    flagged: 0,
    calibration: null,
    besideLack: null
  });
  expect(JSON.parse(jsonOf(record))).toEqual(record);
  expect(jsonOf(record)).not.toMatch(/NaN|undefined/);
});

test('names of files hold plain signs only', () => {
  const record = impactRecord();
  expect(exportName(record, impactTable(record), source, 'csv')).toBe(
    'casewall-demo-impact-events-9f31c2aa04de.csv'
  );
  expect(exportName(record, null, { ...source, caseId: '../x y' }, 'json')).toBe(
    'casewall-.._x_y-impact-9f31c2aa04de.json'
  );
});
