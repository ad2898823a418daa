import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COLUMNS, HEAD, useWorkshop } from './workshop.ts';

const { at, put, prepare, query } = useWorkshop();

test('repeated ids are refused, numbered or merged, as the mapping says', async () => {
  put('e.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n1,2020-06-01,Find,Delft,52,4.3\n`);
  const events = {
    files: ['e.csv'],
    id: 'id',
    columns: COLUMNS,
    items: [{ commodity: { constant: 'cocaine' }, quantity: 'id', unit: { constant: 'kg' } }]
  };
  await expect(prepare({ events })).rejects.toThrow(/1 rows repeat the id.*repeatedIds/);
  expect(existsSync(at('case'))).toBe(false);
  await prepare({ events: { ...events, repeatedIds: 'number' } }, 'numbered');
  expect(await query('SELECT id FROM {events}', 'numbered')).toEqual([['1'], ['1-2']]);
  await prepare({ events: { ...events, repeatedIds: 'merge' } }, 'merged');
  expect(await query('SELECT count(*) FROM {events}', 'merged')).toEqual([[1]]);
  expect(await query('SELECT event_id, sum(quantity) FROM {items} GROUP BY ALL', 'merged')).toEqual([
    ['1', 2]
  ]);
});

test('rows of one id that differ in date are not merged', async () => {
  put('e.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n1,2020-06-02,Find,Delft,52,4.3\n`);
  const { tables, rejects } = await prepare({
    events: { files: ['e.csv'], id: 'id', columns: COLUMNS, repeatedIds: 'merge' }
  });
  expect(tables.events?.rejected).toBe(1);
  expect(rejects.entries[0]?.reason).toMatch(/differ in kind, date or place/);
});

test('a key that is in two files is refused with the rows, or the first one counts', async () => {
  put('2019.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n2,2020-06-02,Find,Delft,52,4.3\n`);
  put('2020.csv', `${HEAD}2,2020-06-02,Find,Delft,52,4.30001\n3,2020-06-03,Find,Delft,52,4.3\n`);
  const events = {
    files: ['20*.csv'],
    id: { hash: ['id', 'lon'] },
    columns: COLUMNS,
    key: { columns: ['id'] }
  };
  await expect(prepare({ events })).rejects.toThrow(
    /2020\.csv: column id: 1 row repeats the key of a row in 2019\.csv .*row 1 and row 2 are both 2/
  );
  const { rejects } = await prepare({ events: { ...events, key: { columns: ['id'], repeated: 'first' } } });
  expect(rejects.byReason()).toEqual([
    { reason: 'Another row with the same key counts.', left: 'row', count: 1 }
  ]);
  expect(await query('SELECT count(*) FROM {events}')).toEqual([[3]]);
});

test('without a key, rows that two files share word for word are warned of', async () => {
  const rows = Array.from({ length: 12 }, (_, n) => `${n},2020-06-01,Find,Delft,52,4.3\n`).join('');
  put('a.csv', HEAD + rows);
  put('b.csv', `${HEAD}${rows}99,2020-06-01,Find,Delft,52,4.3\n`);
  const { tables } = await prepare({
    events: { files: ['?.csv'], repeatedIds: 'number', columns: COLUMNS }
  });
  expect(tables.events?.warnings).toEqual([expect.stringMatching(/b\.csv and a\.csv share 12 rows/)]);
});

test('one file under two names is refused', async () => {
  put('a.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n`);
  put('b.csv', `${HEAD}1,2020-06-01,Find,Delft,52,4.3\n`);
  await expect(prepare({ events: { files: ['?.csv'], columns: COLUMNS } })).rejects.toThrow(
    /same bytes as a\.csv/
  );
});
