/** A span of time: start included, end excluded, epoch milliseconds UTC. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export function overlaps(a: Range, b: Range): boolean {
  return a.from < b.to && b.from < a.to;
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** The part of `range` inside `bounds`, or null where they do not meet. */
export function clampRange(range: Range, bounds: Range): Range | null {
  const from = Math.max(range.from, bounds.from);
  const to = Math.min(range.to, bounds.to);
  return from < to ? { from, to } : null;
}
