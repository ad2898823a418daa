import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCube, countsInRange, isAligned, seriesOf } from '../../../src/lib/views/activity-cube.ts';

const HOUR = 3_600_000;

interface Row {
  readonly place: number;
  readonly bin: number;
  readonly messages: number;
}

function columns(rows: readonly Row[]) {
  return {
    place: rows.map((row) => row.place),
    bin: rows.map((row) => row.bin),
    messages: rows.map((row) => row.messages)
  };
}

const arbitraryRows = fc
  .uniqueArray(
    fc.record({
      place: fc.nat(9),
      bin: fc.integer({ min: 440_000, max: 440_060 }),
      messages: fc.integer({ min: 1, max: 5000 })
    }),
    { selector: (row) => `${row.place} ${row.bin}`, maxLength: 120 }
  )
  .map((rows) => rows.sort((a, b) => a.place - b.place || a.bin - b.bin));

describe('cumulative activity', () => {
  it('gives for any range what adding up the rows gives', () => {
    fc.assert(
      fc.property(
        arbitraryRows,
        fc.integer({ min: 439_990, max: 440_070 }),
        fc.nat(80),
        fc.uint8Array({ minLength: 10, maxLength: 10, max: 1 }),
        (rows, first, length, keep) => {
          const cube = buildCube([columns(rows)], 10, HOUR);
          const out = new Float64Array(10);
          const range = { from: first * HOUR, to: (first + length) * HOUR };
          const total = countsInRange(cube, range, keep, out);
          const inside = rows.filter((row) => row.bin >= first && row.bin < first + length);
          for (let place = 0; place < 10; place++) {
            expect(out[place]).toBe(
              inside.filter((row) => row.place === place).reduce((sum, row) => sum + row.messages, 0)
            );
          }
          expect(total).toBe(
            inside.filter((row) => keep[row.place] === 1).reduce((sum, row) => sum + row.messages, 0)
          );
        }
      ),
      { numRuns: 500 }
    );
  });

  it('is the same whether rows come in one slice or in many', () => {
    fc.assert(
      fc.property(arbitraryRows, fc.nat(9), (rows, cut) => {
        const whole = buildCube([columns(rows)], 10, HOUR);
        const parts = buildCube(
          [columns(rows.filter((row) => row.place < cut)), columns(rows.filter((row) => row.place >= cut))],
          10,
          HOUR
        );
        expect(parts).toEqual(whole);
      })
    );
  });

  it('counts a bin where it begins, so that ranges that follow each other add up', () => {
    const cube = buildCube([columns([{ place: 0, bin: 10, messages: 7 }])], 1, HOUR);
    const out = new Float64Array(1);
    const half = 10 * HOUR + HOUR / 2;
    expect(countsInRange(cube, { from: 10 * HOUR, to: half }, null, out)).toBe(7);
    expect(countsInRange(cube, { from: half, to: 11 * HOUR }, null, out)).toBe(0);
    expect(isAligned({ from: 10 * HOUR, to: half }, HOUR)).toBe(false);
    expect(isAligned({ from: 10 * HOUR, to: 11 * HOUR }, HOUR)).toBe(true);
  });

  it('takes an open range as aligned and whole', () => {
    const cube = buildCube(
      [
        columns([
          { place: 0, bin: 10, messages: 7 },
          { place: 0, bin: 12, messages: 5 }
        ])
      ],
      1,
      HOUR
    );
    const all = { from: -Infinity, to: Infinity };
    expect(isAligned(all, HOUR)).toBe(true);
    expect(countsInRange(cube, all, null, new Float64Array(1))).toBe(12);
    expect(countsInRange(cube, { from: -Infinity, to: 11 * HOUR }, null, new Float64Array(1))).toBe(7);
    expect(countsInRange(cube, { from: 11 * HOUR, to: Infinity }, null, new Float64Array(1))).toBe(5);
  });

  it('adds up more than 32 bits exactly', () => {
    const cube = buildCube(
      [
        columns([
          { place: 0, bin: 1, messages: 4_000_000_000 },
          { place: 0, bin: 2, messages: 4_000_000_001 }
        ])
      ],
      1,
      HOUR
    );
    expect(countsInRange(cube, { from: 0, to: 3 * HOUR }, null, new Float64Array(1))).toBe(8_000_000_001);
  });

  it('refuses rows out of order, twice or of an unknown place', () => {
    const refused = (rows: readonly Row[]) => () => buildCube([columns(rows)], 2, HOUR);
    expect(
      refused([
        { place: 1, bin: 1, messages: 1 },
        { place: 0, bin: 1, messages: 1 }
      ])
    ).toThrow(RangeError);
    expect(
      refused([
        { place: 0, bin: 1, messages: 1 },
        { place: 0, bin: 1, messages: 1 }
      ])
    ).toThrow(RangeError);
    expect(refused([{ place: 2, bin: 1, messages: 1 }])).toThrow(RangeError);
  });

  it('adds the series of the kept places up over time', () => {
    const rows = [
      { place: 0, bin: 5, messages: 1 },
      { place: 0, bin: 7, messages: 2 },
      { place: 1, bin: 6, messages: 4 }
    ];
    const cube = buildCube([columns(rows)], 2, HOUR);
    expect([...seriesOf(cube, null)]).toEqual([1, 4, 2]);
    expect([...seriesOf(cube, Uint8Array.of(1, 0))]).toEqual([1, 0, 2]);
  });

  it('knows a case without rows', () => {
    const cube = buildCube([], 3, HOUR);
    expect(countsInRange(cube, { from: 0, to: HOUR }, null, new Float64Array(3))).toBe(0);
    expect(seriesOf(cube, null)).toHaveLength(0);
  });
});
