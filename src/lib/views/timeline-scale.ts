import type { Range } from '../domain/range.ts';

/** Time on the horizontal axis: `span` is drawn over `width` pixels, from x = 0. */
export interface TimeScale {
  readonly span: Range;
  /** CSS pixels; above 0. */
  readonly width: number;
}

/** The shortest stretch of time that the timeline shows: one hour. */
export const MIN_SPAN_MS = 3_600_000;

/** Pixel of a time; outside 0..width where the time lies outside the span. */
export function xOf(scale: TimeScale, time: number): number {
  return ((time - scale.span.from) / (scale.span.to - scale.span.from)) * scale.width;
}

/** Time at a pixel, epoch milliseconds, not rounded. */
export function timeAt(scale: TimeScale, x: number): number {
  return scale.span.from + (x / scale.width) * (scale.span.to - scale.span.from);
}

export function pixelsPerMs(scale: TimeScale): number {
  return scale.width / (scale.span.to - scale.span.from);
}

/** The span moved and cut so that it lies inside the bounds, and no shorter than an hour (or the bounds). */
export function fitSpan(span: Range, bounds: Range): Range {
  const whole = bounds.to - bounds.from;
  const shortest = Math.min(MIN_SPAN_MS, whole);
  const length = Math.min(Math.max(span.to - span.from, shortest), whole);
  const middle = (span.from + span.to) / 2;
  const kept = span.to - span.from === length ? span.from : middle - length / 2;
  const from = Math.round(Math.min(Math.max(kept, bounds.from), bounds.to - length));
  return { from, to: Math.min(Math.round(from + length), bounds.to) };
}

/**
 * The span made `factor` times as long (below 1: closer) around a time that stays where it is on the screen, kept
 * inside the bounds.
 */
export function zoomSpan(span: Range, bounds: Range, factor: number, around: number): Range {
  const whole = bounds.to - bounds.from;
  const before = span.to - span.from;
  const length = Math.min(Math.max(before * factor, Math.min(MIN_SPAN_MS, whole)), whole);
  const share = (around - span.from) / before;
  const from = around - share * length;
  return fitSpan({ from, to: from + length }, bounds);
}

/** The span moved by a time, kept inside the bounds at its length. */
export function panSpan(span: Range, bounds: Range, byMs: number): Range {
  return fitSpan({ from: span.from + byMs, to: span.to + byMs }, bounds);
}

/** The span that shows a range with a margin of a tenth on either side. */
export function spanAround(range: Range, bounds: Range): Range {
  const margin = (range.to - range.from) / 10;
  return fitSpan({ from: range.from - margin, to: range.to + margin }, bounds);
}

export function sameRange(a: Range | null, b: Range | null): boolean {
  if (a === null || b === null) return a === b;
  return a.from === b.from && a.to === b.to;
}

/** The span moved just so far that the time lies inside it, with a twentieth of margin; the same object if it does. */
export function revealSpan(span: Range, bounds: Range, time: number): Range {
  const margin = (span.to - span.from) / 20;
  if (time < span.from) return panSpan(span, bounds, time - margin - span.from);
  if (time > span.to) return panSpan(span, bounds, time + margin - span.to);
  return span;
}
