import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS } from '../../../src/lib/time/zone.ts';
import {
  fitSpan,
  panSpan,
  revealSpan,
  spanAround,
  timeAt,
  xOf,
  zoomSpan
} from '../../../src/lib/views/timeline-scale.ts';

const BOUNDS = { from: Date.UTC(2020, 0, 1), to: Date.UTC(2021, 0, 1) };
const MAY = { from: Date.UTC(2020, 4, 1), to: Date.UTC(2020, 5, 1) };

it('pixels and times are each other`s inverse', () => {
  const scale = { span: MAY, width: 1234 };
  expect(xOf(scale, MAY.from)).toBe(0);
  expect(xOf(scale, MAY.to)).toBe(1234);
  expect(xOf(scale, timeAt(scale, 777))).toBeCloseTo(777, 6);
});

describe('zooming', () => {
  it('keeps the time under the pointer where it is', () => {
    const around = Date.UTC(2020, 4, 20);
    const before = xOf({ span: MAY, width: 1000 }, around);
    const closer = zoomSpan(MAY, BOUNDS, 0.3, around);
    expect(xOf({ span: closer, width: 1000 }, around)).toBeCloseTo(before, 3);
  });

  it('goes from the whole case to one hour and no further', () => {
    expect(zoomSpan(MAY, BOUNDS, 1e9, MAY.from)).toEqual(BOUNDS);
    const closest = zoomSpan(MAY, BOUNDS, 1e-9, Date.UTC(2020, 4, 20));
    expect(closest.to - closest.from).toBe(HOUR_MS);
  });

  it('stays inside the bounds whatever is asked', () => {
    const time = fc.integer({ min: BOUNDS.from - 400 * DAY_MS, max: BOUNDS.to + 400 * DAY_MS });
    fc.assert(
      fc.property(
        time,
        time,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        time,
        (a, b, factor, around) => {
          const span = fitSpan({ from: Math.min(a, b), to: Math.max(a, b) }, BOUNDS);
          for (const next of [span, zoomSpan(span, BOUNDS, factor, around), panSpan(span, BOUNDS, b - a)]) {
            expect(next.from).toBeGreaterThanOrEqual(BOUNDS.from);
            expect(next.to).toBeLessThanOrEqual(BOUNDS.to);
            expect(next.to - next.from).toBeGreaterThanOrEqual(HOUR_MS);
          }
        }
      )
    );
  });

  it('copes with a case shorter than an hour', () => {
    const short = { from: 0, to: 60_000 };
    expect(zoomSpan(short, short, 0.1, 30_000)).toEqual(short);
  });
});

it('panning keeps the length and stops at the ends of the case', () => {
  expect(panSpan(MAY, BOUNDS, 2 * DAY_MS)).toEqual({ from: MAY.from + 2 * DAY_MS, to: MAY.to + 2 * DAY_MS });
  const last = panSpan(MAY, BOUNDS, 400 * DAY_MS);
  expect(last.to).toBe(BOUNDS.to);
  expect(last.to - last.from).toBe(MAY.to - MAY.from);
});

it('a span around a range leaves a margin, and one that shows a time moves only as far as it must', () => {
  expect(spanAround({ from: MAY.from, to: MAY.from + 10 * DAY_MS }, BOUNDS)).toEqual({
    from: MAY.from - DAY_MS,
    to: MAY.from + 11 * DAY_MS
  });
  expect(revealSpan(MAY, BOUNDS, MAY.from + 1)).toBe(MAY);
  const later = revealSpan(MAY, BOUNDS, MAY.to + DAY_MS);
  expect(later.to).toBeGreaterThan(MAY.to + DAY_MS);
  expect(later.to - later.from).toBe(MAY.to - MAY.from);
});
