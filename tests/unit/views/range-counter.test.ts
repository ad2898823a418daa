import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCube, countsInRange } from '../../../src/lib/views/activity-cube.ts';
import { rangeCounter } from '../../../src/lib/views/range-counter.ts';
import { sumTable } from '../../../src/lib/views/sum-table.ts';

const HOUR = 3_600_000;
const PLACES = 10;

/** messages: up to sums beyond 2^32, for which the table holds doubles. */
const arbitraryCube = fc.constantFrom(5000, 4_000_000_000).chain((most) =>
  fc
    .uniqueArray(
      fc.record({
        place: fc.nat(PLACES - 1),
        bin: fc.integer({ min: 440_000, max: 440_060 }),
        messages: fc.integer({ min: 1, max: most })
      }),
      { selector: (row) => `${row.place} ${row.bin}`, maxLength: 120 }
    )
    .map((rows) => {
      const sorted = rows.sort((a, b) => a.place - b.place || a.bin - b.bin);
      const place = sorted.map((row) => row.place);
      const bin = sorted.map((row) => row.bin);
      const messages = sorted.map((row) => row.messages);
      return buildCube([{ place, bin, messages }], PLACES, HOUR);
    })
);

const arbitraryMoves = fc.array(fc.tuple(fc.integer({ min: 439_900, max: 440_150 }), fc.nat(120)), {
  minLength: 1
});

describe('counts of a moving range', () => {
  it.each([
    ['a table', undefined],
    ['steps, where a table would be too large', 0]
  ])('are those of a search for every range, by %s', (_, mostValues) => {
    fc.assert(
      fc.property(
        arbitraryCube,
        arbitraryMoves,
        fc.uint8Array({ minLength: PLACES, maxLength: PLACES, max: 1 }),
        (cube, moves, keep) => {
          const count = rangeCounter(cube, sumTable(cube, mostValues));
          const [counted, searched] = [new Float64Array(PLACES), new Float64Array(PLACES)];
          for (const [first, length] of moves) {
            const range = { from: first * HOUR, to: (first + length) * HOUR };
            expect(count(range, keep, counted)).toBe(countsInRange(cube, range, keep, searched));
            expect(counted).toEqual(searched);
          }
          const all = { from: -Infinity, to: Infinity };
          expect(count(all, null, counted)).toBe(countsInRange(cube, all, null, searched));
          expect(counted).toEqual(searched);
        }
      ),
      { numRuns: 300 }
    );
  });
});
