import { describe, expect, it } from 'vitest';
import { changeBuffers, type ChangeCounts } from '../../../src/lib/views/change-counts.ts';
import {
  changeLevels,
  changeState,
  changeText,
  CHANGE_STOPS,
  stopText
} from '../../../src/lib/views/map-change.ts';
import { rampColours } from '../../../src/lib/views/palette.ts';

function counts(pairs: readonly (readonly [observed: number, expected: number])[]): ChangeCounts {
  const buffers = changeBuffers(pairs.length);
  pairs.forEach(([observed, expected], at) => {
    buffers.observed[at] = observed;
    buffers.expected[at] = expected;
  });
  return buffers;
}

describe('levels of change', () => {
  it('put no change in the middle and eight times more and less at the ends', () => {
    const levels = changeLevels(
      counts([
        [100, 100],
        [800, 100],
        [12.5, 100],
        [80_000, 100],
        [0, 100],
        [50, 0]
      ])
    );
    expect([...levels]).toEqual([127, 253, 1, 253, 1, 253]);
  });

  it('tell "no data", "too little" and nothing from a value', () => {
    const levels = changeLevels(
      counts([
        [NaN, NaN],
        [9, 10],
        [10, 10],
        [5000, NaN],
        [0, NaN],
        [0, 0],
        [0, 3]
      ])
    );
    expect([...levels]).toEqual([255, 254, 127, 254, 0, 0, 254]);
    expect(changeState(19, 0)).toBe('too little');
    expect(changeState(20, 0)).toBe('change');
  });

  it('have the colours of the labels in the legend', () => {
    expect(CHANGE_STOPS.map(({ value }) => stopText(value))).toEqual([
      '÷8',
      '÷4',
      '÷2',
      '=',
      '×2',
      '×4',
      '×8'
    ]);
    for (const { value, level } of CHANGE_STOPS) {
      expect(changeLevels(counts([[1000 * value, 1000]]))[0]).toBe(level);
    }
  });

  it('fall and rise to colours that differ in blue and red, whatever the theme', () => {
    for (const theme of ['light', 'dark'] as const) {
      const colours = rampColours('diverging', theme);
      const [less, more] = [1, 253].map((level) => [...colours.slice(level * 4, level * 4 + 3)]);
      expect(less[2] - less[0]).toBeGreaterThan(100);
      expect(more[0] - more[2]).toBeGreaterThan(100);
    }
  });
});

describe('a change in words', () => {
  it.each([
    [290, 100, '×2.9'],
    [200, 100, '×2'],
    [15_640, 100, '×156'],
    [112, 100, '+12 %'],
    [29, 100, '−71 %'],
    [0, 100, '−100 %'],
    [100, 100, '±0 %'],
    [100, 0, 'none expected']
  ])('%d where %d is usual is %s', (observed, expected, text) => {
    expect(changeText(observed, expected, 'en')).toBe(text);
  });

  it('follows the language', () => {
    expect(changeText(290, 100, 'de')).toBe('×2,9');
  });
});
