import { describe, expect, it } from 'vitest';
import { cellLevels, levelScale, roundDown, roundUp, scaleStops } from '../../../src/lib/views/map-cells.ts';

describe('levels of cells', () => {
  const scale = { low: 1, high: 1000 };

  it('gives nothing, the lowest, the middle and the highest level', () => {
    const levels = cellLevels(Float64Array.of(0, 1, Math.sqrt(1000), 1000, 5000), { scale });
    expect([...levels]).toEqual([0, 1, 127, 253, 253]);
  });

  it('shows every count above zero, however small beside the scale', () => {
    expect([...cellLevels(Float64Array.of(0.5, 3), { scale: { low: 100, high: 1e6 } })]).toEqual([1, 1]);
  });

  it('marks places without data whatever their count', () => {
    const noData = Uint8Array.of(1, 0, 1);
    expect([...cellLevels(Float64Array.of(5, 1000, 0), { scale, noData })]).toEqual([255, 253, 255]);
    expect([...cellLevels(Float64Array.of(NaN), { scale })]).toEqual([255]);
  });

  it('never takes a value for "no data" or "too little" and never falls as counts grow', () => {
    const counts = Float64Array.from({ length: 4000 }, (_, index) => index * 1.7);
    const levels = cellLevels(counts, { scale });
    expect(Math.max(...levels)).toBe(253);
    expect(levels.every((level, at) => at === 0 || level >= levels[at - 1])).toBe(true);
  });

  it('writes into a given array of the right length only', () => {
    const into = new Uint8Array(2);
    expect(cellLevels(Float64Array.of(1, 2), { scale, into })).toBe(into);
    expect(cellLevels(Float64Array.of(1, 2, 3), { scale, into })).not.toBe(into);
  });
});

describe('scale and legend', () => {
  it('ends on round numbers at most five decades apart', () => {
    expect(levelScale(873)).toEqual({ low: 1, high: 1000 });
    expect(levelScale(1_234_567)).toEqual({ low: 20, high: 2_000_000 });
    expect(levelScale(0)).toEqual({ low: 1, high: 10 });
    expect(levelScale(0.3, 0.004)).toEqual({ low: 0.002, high: 0.5 });
  });

  it('rounds up and down to 1, 2 or 5 times a power of ten', () => {
    expect([1, 3, 5, 5.1, 0.07].map(roundUp)).toEqual([1, 5, 5, 10, 0.1]);
    expect([1, 3, 5, 9.9, 0.07].map(roundDown)).toEqual([1, 2, 5, 5, 0.05]);
  });

  it('labels both ends and keeps the labels apart', () => {
    for (const scale of [levelScale(873), levelScale(1_234_567), levelScale(5_000_000), levelScale(30)]) {
      const stops = scaleStops(scale);
      expect(stops[0]).toEqual({ value: scale.low, level: 1 });
      expect(stops.at(-1)).toEqual({ value: scale.high, level: 253 });
      expect(stops.length).toBeLessThanOrEqual(6);
      stops.slice(1).forEach((stop, at) => expect(stop.level - stops[at].level).toBeGreaterThan(30));
    }
  });

  it('gives a stop the level that its value has on the map', () => {
    const scale = levelScale(5_000_000);
    for (const { value, level } of scaleStops(scale)) {
      expect(cellLevels(Float64Array.of(value), { scale })[0]).toBe(level);
    }
  });
});
