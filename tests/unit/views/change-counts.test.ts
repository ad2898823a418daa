import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCube, countsInRange } from '../../../src/lib/views/activity-cube.ts';
import { changeBuffers, countChange } from '../../../src/lib/views/change-counts.ts';
import type { Bins, Comparison } from '../../../src/lib/views/other-weeks.ts';
import { sumsBefore, sumTable } from '../../../src/lib/views/sum-table.ts';

const HOUR = 3_600_000;
const PLACES = 6;

const arbitraryCube = fc
  .uniqueArray(
    fc.record({ place: fc.nat(PLACES - 1), bin: fc.integer({ min: 1000, max: 1060 }), messages: fc.nat(50) }),
    { selector: (row) => `${row.place} ${row.bin}`, maxLength: 150 }
  )
  .map((rows) => {
    const sorted = rows.sort((a, b) => a.place - b.place || a.bin - b.bin);
    const column = (name: 'place' | 'bin' | 'messages') => sorted.map((row) => row[name]);
    const columns = { place: column('place'), bin: column('bin'), messages: column('messages') };
    return buildCube([columns], PLACES, HOUR);
  });

const stretch = (pairs: readonly (readonly [first: number, length: number])[]): readonly Bins[] =>
  pairs.map(([first, length]) => ({ first, end: first + length }));
const arbitraryComparison = fc.integer({ min: 1, max: 2 }).chain((pieces) => {
  const arbitraryStretch = fc
    .array(fc.tuple(fc.integer({ min: 990, max: 1070 }), fc.integer({ min: 1, max: 20 })), {
      minLength: pieces,
      maxLength: pieces
    })
    .map(stretch);
  return fc.record({
    pieces: arbitraryStretch,
    windows: fc.array(arbitraryStretch, { maxLength: 7 }),
    times: fc.constantFrom(1, 3)
  });
});

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return half % 1 === 0 ? (sorted[half - 1] + sorted[half]) / 2 : sorted[Math.floor(half)];
}

describe('activity beside that of other weeks', () => {
  it.each([
    ['a table', undefined],
    ['searches', 0]
  ])('is the median of the windows, added up row by row, by %s', (_, mostValues) => {
    fc.assert(
      fc.property(arbitraryCube, arbitraryComparison, arbitraryComparison, (cube, whole, other) => {
        const out = changeBuffers(PLACES);
        const before = sumsBefore(cube, sumTable(cube, mostValues));
        countChange({ before, factor: 1 }, { whole, own: new Map([[2, other]]) }, out);
        const counts = new Float64Array(PLACES);
        for (let place = 0; place < PLACES; place++) {
          const { pieces, windows, times } = place === 2 ? other : whole;
          const sum = (parts: readonly Bins[]): number =>
            parts.reduce((total, { first, end }) => {
              countsInRange(cube, { from: first * HOUR, to: end * HOUR }, null, counts);
              return total + counts[place];
            }, 0);
          const sums = windows.map((window) => sum(window) * times);
          expect(out.observed[place]).toBe(sum(pieces));
          expect(out.windows[place]).toBe(windows.length);
          expect(out.expected[place]).toBe(sums.length < 3 ? NaN : median(sums));
          expect(out.low[place]).toBe(sums.length < 3 ? NaN : Math.min(...sums));
          expect(out.high[place]).toBe(sums.length < 3 ? NaN : Math.max(...sums));
        }
      }),
      { numRuns: 200 }
    );
  });

  const rows = { place: [0, 0, 0, 0], bin: [48, 72, 96, 120], messages: [5, 7, 11, 13] };
  const cube = buildCube([rows], 1, HOUR);
  const days: Comparison = {
    pieces: stretch([[5, 1]]),
    windows: [stretch([[4, 1]]), stretch([[3, 1]]), stretch([[2, 1]])],
    times: 1
  };

  it('counts days in a cube of hours', () => {
    const out = changeBuffers(1);
    countChange({ before: sumsBefore(cube, null), factor: 24 }, { whole: days, own: new Map() }, out);
    expect([out.observed[0], out.expected[0], out.low[0], out.high[0]]).toEqual([13, 7, 5, 11]);
  });

  it('is not known for a range without observed hours', () => {
    const out = changeBuffers(1);
    const silent: Comparison = { pieces: [], windows: [], times: 1 };
    countChange({ before: sumsBefore(cube, null), factor: 1 }, { whole: silent, own: new Map() }, out);
    expect([out.observed[0], out.expected[0], out.windows[0]]).toEqual([NaN, NaN, 0]);
  });
});
