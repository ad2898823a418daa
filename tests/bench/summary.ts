/** Many measurements of one thing. */
export interface Measure {
  readonly name: string;
  readonly unit: 'ms' | 'KB' | 'MB';
  readonly values: readonly number[];
  /** What the p95 should not exceed (for sizes: the largest); null where nothing is asked. */
  readonly limit: number | null;
}

export interface Summary {
  readonly name: string;
  readonly unit: string;
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly limit: number | null;
  readonly isMet: boolean | null;
}

/** Value below which a share of the measurements lies: the smallest that is not exceeded by more than the rest. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export function summary({ name, unit, values, limit }: Measure): Summary {
  const p95 = quantile(values, 0.95);
  return {
    name,
    unit,
    n: values.length,
    p50: quantile(values, 0.5),
    p95,
    limit,
    isMet: limit === null ? null : p95 <= limit
  };
}

/** A table for people. */
export function table(measures: readonly Measure[]): string {
  const round = (value: number): string => value.toFixed(value < 100 ? 1 : 0);
  const rows = measures.map((measure) => {
    const { name, unit, n, p50, p95, limit, isMet } = summary(measure);
    const asked = limit === null ? '' : `${round(limit)} ${isMet === true ? 'met' : 'NOT MET'}`;
    return [name, `${round(p50)} ${unit}`, `${round(p95)} ${unit}`, String(n), asked];
  });
  const lines = [['what', 'p50', 'p95', 'n', 'limit'], ...rows];
  return columns(lines, 1);
}

/** Lines of a table under each other: columns from `right` on stand to the right, as numbers do. */
export function columns(lines: readonly (readonly string[])[], right = Infinity): string {
  const count = Math.max(...lines.map((line) => line.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length))
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column < right ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('  ')
        .trimEnd()
    )
    .join('\n');
}
