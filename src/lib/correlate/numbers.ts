import type { Limit } from '../domain/correlation-event.ts';

/** A number as a record carries it: null where there is none. */
export function finite(value: number | null | undefined): number | null {
  return value === null || value === undefined || !Number.isFinite(value) ? null : value;
}

/** Counts that were cut into hours and added again: without the rounding. */
export function count(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : 0;
}

export function countOrNull(value: number): number | null {
  return Number.isFinite(value) ? count(value) : null;
}

export function limit(value: number | null): Limit {
  if (value === Infinity) return 'Infinity';
  return finite(value);
}

export function finiteList(values: ArrayLike<number>): (number | null)[] {
  return Array.from(values, finite);
}
