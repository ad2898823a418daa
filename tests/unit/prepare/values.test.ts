import { expect, test } from 'vitest';
import type { LookupTable } from '../../../src/lib/prepare/lookups.ts';
import type { ValueSpec } from '../../../src/lib/prepare/mapping-schema.ts';
import { makeValue, toNumber, UnusableRow, type ValueMaker } from '../../../src/lib/prepare/values.ts';

const OFFICES: LookupTable = {
  columns: new Set(['lat']),
  reportsUnmatched: true,
  find: (key) => (key === 'Laredo' ? { lat: '27.5' } : undefined)
};

function makeRow(cells: Readonly<Record<string, string>>) {
  const names = Object.keys(cells);
  return {
    file: 'f.csv',
    row: 1,
    line: 2,
    columns: new Map(names.map((name, index) => [name, index] as const)),
    cells: names.map((name) => cells[name]),
    problem: null
  };
}

function valueOf(
  spec: ValueSpec,
  cells: Readonly<Record<string, string>>,
  named = new Map<string, ValueMaker>()
) {
  const troubles: string[] = [];
  const scope = { lookups: new Map([['offices', OFFICES]]), named, used: new Set<string>() };
  const maker = makeValue(spec, scope);
  const context = {
    row: makeRow(cells),
    named: new Map<string, string | null>(),
    trouble: (reason: string, _column: string, value: string) => troubles.push(`${reason} ${value}`)
  };
  return { value: maker(context), troubles, used: [...scope.used] };
}

test.each<[string, ValueSpec, Record<string, string>, string | null]>([
  ['a column, without blanks', 'A', { A: ' x ' }, 'x'],
  ['an empty cell', 'A', { A: '  ' }, null],
  ['a constant', { constant: 7 }, {}, '7'],
  ['a template', { template: '{A}, {B}!' }, { A: 'x', B: 'y' }, 'x, y!'],
  ['a template with one empty column', { template: '{A} {B}' }, { A: 'x', B: '' }, 'x'],
  ['a template of empty columns', { template: 'no {A}' }, { A: '' }, null],
  ['the first that is there', { first: ['A', 'B'] }, { A: '', B: 'y' }, 'y'],
  ['a lookup', { lookup: 'offices', by: 'A', take: 'lat' }, { A: 'Laredo' }, '27.5'],
  ['a table of values', { column: 'A', values: { x: 'raid' } }, { A: 'x' }, 'raid'],
  ['a value that means nothing', { column: 'A', values: { x: null } }, { A: 'x' }, null],
  ['a default', { column: 'A', values: { x: 'raid' }, otherwise: 'other' }, { A: 'z' }, 'other'],
  ['a value kept', { column: 'A', values: { x: 'raid' }, keep: true }, { A: 'z' }, 'z'],
  ['the empty cell in a table', { column: 'A', values: { '': 'none' } }, { A: '' }, 'none'],
  ['a default for an empty cell', { column: 'A', otherwise: 'none' }, { A: '' }, 'none'],
  ['a text that is missing', { column: 'A', missing: ['NA'] }, { A: 'NA' }, null],
  ['a decimal comma', { column: 'A', decimal: ',' }, { A: '1.234,5' }, '1234.5'],
  ['a sum', { add: ['A', 1, 'B'] }, { A: '2', B: '0.5' }, '3.5'],
  ['a product', { multiply: ['A', 0.5] }, { A: '3' }, '1.5'],
  ['a product with nothing', { multiply: ['A', 0.5] }, { A: '' }, null],
  ['letters', { column: 'A', letters: 'title' }, { A: "EL PASO O'NEILL" }, "El Paso O'neill"]
])('%s', (_, spec, cells, expected) => {
  expect(valueOf(spec, cells)).toMatchObject({ value: expected, troubles: [] });
});

test('a value that is in no table makes the row unusable and says which', () => {
  expect(() => valueOf({ column: 'A', values: { x: 'raid' } }, { A: 'z' })).toThrow(UnusableRow);
});

test('a name that is not in the lookup is told of and gives nothing', () => {
  expect(valueOf({ lookup: 'offices', by: 'A', take: 'lat' }, { A: 'Yuma' })).toMatchObject({
    value: null,
    troubles: ['The name is not in the lookup "offices". Yuma']
  });
});

test('a sum with text is told of and gives nothing', () => {
  expect(valueOf({ add: ['A', 1] }, { A: 'many' })).toMatchObject({
    value: null,
    troubles: ['The value is not a number. many']
  });
});

test('a hash is the same for the same parts only', () => {
  const hash = (cells: Record<string, string>) => valueOf({ hash: ['A', 'B'], prefix: 'e-' }, cells).value;
  expect(hash({ A: 'x', B: 'y' })).toMatch(/^e-[0-9a-f]{16}$/);
  expect(hash({ A: 'x', B: 'y' })).toBe(hash({ A: 'x', B: 'y' }));
  expect(hash({ A: 'xy', B: '' })).not.toBe(hash({ A: 'x', B: 'y' }));
});

test('a name of the mapping goes before a column, and is no column of the file', () => {
  const named = new Map<string, ValueMaker>([['A', () => 'named']]);
  expect(valueOf({ template: '{A} {B}' }, { A: 'cell', B: 'b' }, named)).toMatchObject({
    value: 'named b',
    used: ['B']
  });
});

test('a lookup that is not there is refused when the mapping is read', () => {
  expect(() => valueOf({ lookup: 'ports', by: 'A', take: 'lat' }, {})).toThrow(/no lookup "ports"/);
  expect(() => valueOf({ lookup: 'offices', by: 'A', take: 'lon' }, {})).toThrow(/no column "lon"/);
});

test('numbers are plain decimals', () => {
  expect(['1', '-2.5', '+.5', '1e3'].map(toNumber)).toEqual([1, -2.5, 0.5, 1000]);
  expect(['0x10', 'Infinity', '1,000', '', '1 2', 'NaN'].map(toNumber)).toEqual(Array(6).fill(null));
});

test('a cell loses what nobody sees at its ends, so that a link can name it', () => {
  const { value } = valueOf('kind', { kind: '\u0007\u200B raid\t\u0000\uFEFF ' });
  expect(value).toBe('raid');
  expect(valueOf('kind', { kind: '\u0000\u0001 ' }).value).toBeNull();
});
