import { describe, expect, it } from 'vitest';
import { isObserved, observationOf, placesWithoutData } from '../../../src/lib/views/collection.ts';

const HOUR = 3_600_000;
const at = (hour: number): number => hour * HOUR;
const gap = (place: number | null, from: number, to: number) => ({
  place,
  from: at(from),
  to: at(to),
  reason: 'down'
});
const range = (from: number, to: number) => ({ from: at(from), to: at(to) });

describe('what was observed', () => {
  it('takes gaps that follow each other for one', () => {
    const observation = observationOf({ collected: [], gaps: [gap(null, 10, 12), gap(null, 12, 15)] });
    expect(placesWithoutData(observation, range(11, 14), HOUR, 2)).toEqual(Uint8Array.of(1, 1));
    expect(placesWithoutData(observation, range(11, 16), HOUR, 2)).toBeNull();
  });

  it('takes a gap and what was never collected together', () => {
    const observation = observationOf({ collected: [range(0, 20)], gaps: [gap(null, 15, 20)] });
    expect(placesWithoutData(observation, range(16, 30), HOUR, 1)).toEqual(Uint8Array.of(1));
    expect(placesWithoutData(observation, range(14, 30), HOUR, 1)).toBeNull();
  });

  it('says no data where no bin begins in the range', () => {
    const observation = observationOf({ collected: [], gaps: [] });
    expect(placesWithoutData(observation, { from: at(5) + 60_000, to: at(5) + 120_000 }, HOUR, 1)).toEqual(
      Uint8Array.of(1)
    );
  });

  it('keeps a bin that a gap covers in part', () => {
    const observation = observationOf({
      collected: [],
      gaps: [{ ...gap(null, 10, 11), to: at(11) - 60_000 }]
    });
    expect(placesWithoutData(observation, range(10, 11), HOUR, 1)).toBeNull();
  });

  it('tells the places with a gap of their own', () => {
    const observation = observationOf({
      collected: [],
      gaps: [gap(1, 10, 12), gap(1, 12, 13), gap(null, 13, 14)]
    });
    expect(placesWithoutData(observation, range(10, 14), HOUR, 3)).toEqual(Uint8Array.of(0, 1, 0));
    expect(placesWithoutData(observation, range(13, 14), HOUR, 3)).toEqual(Uint8Array.of(1, 1, 1));
  });

  it('sees an open range', () => {
    const observation = observationOf({ collected: [range(0, 20)], gaps: [gap(null, 5, 8)] });
    expect(isObserved(observation.whole, { from: -Infinity, to: Infinity }, HOUR)).toBe(true);
    expect(isObserved(observation.whole, { from: at(20), to: Infinity }, HOUR)).toBe(false);
  });
});
