import { describe, expect, it } from 'vitest';
import { cellColumns, cellWords, rankedPlaces, type CellFormat } from '../../../src/lib/views/cell-table.ts';
import type { CellValues } from '../../../src/lib/views/cell-values.ts';
import { cellLegend } from '../../../src/lib/views/cell-legend.ts';

const FORMAT: CellFormat = { locale: 'en', unit: 'messages', factor: 1, step: 'hour', per: 'hour' };
const COMPARISON = { pieces: [{ first: 0, end: 2 }], windows: [[], [], [], []], times: 1 };

const COUNT: CellValues = {
  tag: 'count',
  values: Float64Array.of(1234567, 0, 5),
  noData: Uint8Array.of(0, 0, 1)
};
const RATE: CellValues = {
  tag: 'rate',
  values: Float64Array.of(10.5, 0.01234, NaN),
  counts: Float64Array.of(252, 1, 0),
  units: Float64Array.of(24, 81, 0),
  noData: null
};
const CHANGE: CellValues = {
  tag: 'change',
  comparison: COMPARISON,
  change: {
    observed: Float64Array.of(290, 3, NaN, 50),
    expected: Float64Array.of(100, 4, NaN, NaN),
    low: Float64Array.of(80, 1, NaN, NaN),
    high: Float64Array.of(130, 9, NaN, NaN),
    windows: Uint8Array.of(4, 4, 0, 2)
  }
};

function rows(cells: CellValues, places: number, format = FORMAT): readonly (readonly string[])[] {
  return Array.from({ length: places }, (_, place) =>
    cellColumns(cells, format).map(({ text }) => text(place))
  );
}

describe('the table of the map', () => {
  it('tells counts, and no data from zero', () => {
    expect(rows(COUNT, 3)).toEqual([['1,234,567'], ['0'], ['no data']]);
    expect(rows(COUNT, 1, { ...FORMAT, factor: 0.1 })).toEqual([['123,456.7']]);
  });

  it('tells rates with what they are made of', () => {
    expect(cellColumns(RATE, FORMAT).map(({ label }) => label)).toEqual([
      'Messages',
      'Hours covered',
      'Messages per hour covered'
    ]);
    expect(rows(RATE, 3)).toEqual([
      ['252', '24', '10.5'],
      ['1', '81', '0.0123'],
      ['no data', 'no data', 'no data']
    ]);
  });

  it('tells change with what is usual, and never a change where there is too little', () => {
    expect(rows(CHANGE, 4)).toEqual([
      ['290', '100', '80', '130', '4', '×2.9'],
      ['3', '4', '1', '9', '4', 'too little'],
      ['–', '–', '–', '–', '0', 'no data'],
      ['50', '–', '–', '–', '2', 'too little']
    ]);
  });

  it('is in order of a column, what has no value last, and only of the places kept', () => {
    const value = (place: number) => [3, NaN, 7, 7, 1][place];
    expect(rankedPlaces(5, null, value, true)).toEqual([2, 3, 0, 4, 1]);
    expect(rankedPlaces(5, null, value, false)).toEqual([4, 0, 2, 3, 1]);
    expect(rankedPlaces(5, Uint8Array.of(1, 1, 0, 1, 0), value, true)).toEqual([3, 0, 1]);
  });
});

describe('a place in words', () => {
  it('names the unit of each number', () => {
    expect(cellWords(COUNT, 0, FORMAT)).toEqual(['1,234,567 messages']);
    expect(cellWords(COUNT, 2, FORMAT)).toEqual(['no data']);
    expect(cellWords(RATE, 0, FORMAT)).toEqual([
      '10.5 messages per hour covered',
      '252 messages in 24 hours covered'
    ]);
    expect(cellWords(RATE, 0, { ...FORMAT, per: 'device', step: 'day' })).toEqual([
      '10.5 messages per device-day',
      '252 messages in 24 device-days'
    ]);
    expect(cellWords(CHANGE, 0, FORMAT)).toEqual([
      '×2.9: 290 messages',
      'usually 100 (80 to 130 in 4 other weeks)'
    ]);
    expect(cellWords(CHANGE, 1, FORMAT)[0]).toBe('3 messages: too little to tell');
    expect(cellWords(CHANGE, 2, FORMAT)).toEqual(['no data']);
    expect(cellWords(CHANGE, 3, FORMAT)[1]).toBe('2 other weeks to compare with: too few');
  });
});

describe('the legend of the cells', () => {
  const question = {
    scale: { low: 1, high: 1000 },
    format: FORMAT,
    place: 'cell',
    hasRange: true,
    areDevicesKnown: true,
    isGivenUp: false,
    baseline: '1 May to 12 June 2020, Europe/Paris (UTC+2)'
  } as const;

  it.each([
    ['count', COUNT],
    ['rate', RATE],
    ['change', CHANGE]
  ] as const)('says what the colours of the layer %s mean', (layer, values) => {
    expect(cellLegend({ ...question, layer, values })).toMatchSnapshot();
  });

  it('says what is missing', () => {
    const note = (part: Partial<Parameters<typeof cellLegend>[0]>) =>
      cellLegend({ ...question, layer: 'change', values: null, ...part })?.note;
    expect(note({ hasRange: false })).toMatch(/^Select a range/);
    expect(note({})).toBe('The full activity is being read.');
    expect(note({ isGivenUp: true })).toMatch(/was not read/);
    expect(note({ values: { ...CHANGE, comparison: { ...COMPARISON, windows: [[], []] } } })).toMatch(
      /^Only 2 other weeks/
    );
    const perDevice = { ...FORMAT, per: 'device' } as const;
    expect(note({ layer: 'rate', format: perDevice, areDevicesKnown: false })).toMatch(
      /does not tell the devices/
    );
    expect(cellLegend({ ...question, layer: 'none', values: null })).toBeNull();
  });
});
