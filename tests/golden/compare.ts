import type { Tolerance } from './vectors.ts';

/** At most so many differences of one case are told. */
const MOST_TOLD = 5;

/**
 * What of the expected value the actual one misses: one line each, none where they agree. Numbers agree where
 * |actual - expected| <= abs + rel * |expected|; null, strings and booleans only with themselves, "Infinity" with
 * Infinity. The actual value may have more fields, not fewer. A field `monteCarlo` agrees where its p lies within
 * `tolAbs`.
 */
export function differences(actual: unknown, expected: unknown, tolerance: Tolerance): readonly string[] {
  const found: string[] = [];
  compare(actual, expected, tolerance, '', found);
  if (found.length <= MOST_TOLD) return found;
  return [...found.slice(0, MOST_TOLD), `and ${found.length - MOST_TOLD} more`];
}

function compare(
  actual: unknown,
  expected: unknown,
  tolerance: Tolerance,
  path: string,
  found: string[]
): void {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) found.push(`${path}: expected a list, got ${told(actual)}`);
    else if (actual.length !== expected.length) {
      found.push(`${path}: expected ${expected.length} entries, got ${actual.length}`);
    } else expected.forEach((entry, i) => compare(actual[i], entry, tolerance, `${path}[${i}]`, found));
  } else if (isFields(expected)) {
    if (isFields(actual)) compareFields(actual, expected, tolerance, path, found);
    else found.push(`${path}: expected fields, got ${told(actual)}`);
  } else if (!agrees(actual, expected, tolerance)) {
    found.push(`${path}: expected ${told(expected)}, got ${told(actual)}`);
  }
}

function compareFields(
  actual: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
  tolerance: Tolerance,
  path: string,
  found: string[]
): void {
  for (const [name, value] of Object.entries(expected)) {
    const inner = path === '' ? name : `${path}.${name}`;
    if (!(name in actual)) found.push(`${inner}: missing`);
    else if (name === 'monteCarlo' && isFields(value)) compareSimulated(actual[name], value, inner, found);
    else compare(actual[name], value, tolerance, inner, found);
  }
}

function compareSimulated(
  actual: unknown,
  expected: Readonly<Record<string, unknown>>,
  path: string,
  found: string[]
): void {
  const p = isFields(actual) ? actual.p : undefined;
  const close = { rel: 0, abs: Number(expected.tolAbs) };
  if (!agrees(p, expected.p, close)) found.push(`${path}.p: expected ${told(expected.p)}, got ${told(p)}`);
}

function agrees(actual: unknown, expected: unknown, tolerance: Tolerance): boolean {
  if (expected === 'Infinity') return actual === Infinity;
  if (expected === '-Infinity') return actual === -Infinity;
  if (typeof expected !== 'number') return actual === expected;
  if (typeof actual !== 'number' || !Number.isFinite(actual)) return false;
  return Math.abs(actual - expected) <= tolerance.abs + tolerance.rel * Math.abs(expected);
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function told(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
