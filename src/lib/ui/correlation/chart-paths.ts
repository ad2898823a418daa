import { area, curveStep, line } from 'd3-shape';
import type { Plot } from './Chart.svelte';

/** A line through values, broken where there is none. x, value: what of a point is drawn. */
export function linePath<T>(
  plot: Plot,
  points: readonly T[],
  x: (point: T) => number,
  value: (point: T) => number | null,
  curve: 'straight' | 'steps' = 'straight'
): string {
  const shape = line<T>()
    .defined((point) => value(point) !== null)
    .x((point) => plot.x(x(point)))
    .y((point) => plot.y(value(point) ?? 0));
  return (curve === 'steps' ? shape.curve(curveStep) : shape)([...points]) ?? '';
}

/** The area between two limits, broken where one is missing. */
export function bandPath<T extends { readonly lo: number | null; readonly hi: number | null }>(
  plot: Plot,
  points: readonly T[],
  x: (point: T) => number
): string {
  return (
    area<T>()
      .defined(({ lo, hi }) => lo !== null && hi !== null)
      .x((point) => plot.x(x(point)))
      .y0(({ lo }) => plot.y(lo ?? 0))
      .y1(({ hi }) => plot.y(hi ?? 0))([...points]) ?? ''
  );
}
