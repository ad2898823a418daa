import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestFirst } from '../../../src/lib/views/map-order.ts';

test('the largest symbol is drawn first, equal ones in the order of their index', () => {
  expect([...largestFirst(Float32Array.of(4, 26, 4, 9, 26))]).toEqual([1, 4, 3, 0, 2]);
  expect([...largestFirst(new Float32Array(0))]).toEqual([]);
  expect([...largestFirst(Float32Array.of(0, 0))]).toEqual([0, 1]);
});

test('every index is there once, and no symbol comes before one that is larger by a sixteenth of a pixel', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ min: 0, max: 30, noNaN: true })), (list) => {
      const radii = Float32Array.from(list);
      const order = largestFirst(radii);
      expect([...order].sort((a, b) => a - b)).toEqual([...radii.keys()]);
      for (let at = 1; at < order.length; at++)
        expect(radii[order[at]] - radii[order[at - 1]]).toBeLessThanOrEqual(1 / 16 + 1e-6);
    })
  );
});
